/**
 * <presence-banner>: what the program did with my presence, and the one click that answers it: it set
 * me away, or takes a chat off my load after a long stretch.
 */
import { fill, part } from "../wire/dom.js";
import { desk } from "./desk.js";
import { show } from "./lists.js";
import { notifications } from "./notifications.js";
import { say } from "./words.js";

const BY_THE_PROGRAM = ["missed", "forgotten"];

class PresenceBanner extends HTMLElement {
  #relieved = 0;

  connectedCallback() {
    const [away, relief] = [part(this, "away"), part(this, "relief")];
    part(away, "back").addEventListener("click", () => desk.setPresence({ status: "online" }));
    part(relief, "break").addEventListener("click", () => desk.setPresence({ status: "away", reason: "break" }));
    part(relief, "dismiss").addEventListener("click", () => show(relief, false));
    desk.addEventListener("me", () => {
      this.away(away);
      this.relief(relief);
    });
  }

  away(notice) {
    const { status, reason, since } = desk.presence;
    const isSet = status === "away" && BY_THE_PROGRAM.includes(reason);
    if (!isSet) return void show(notice, false);
    const text = say(`set-away-${reason}`, { time: desk.clock.time(since ?? desk.clock.now()) });
    if (notice.hidden) notifications.tell(text, { tag: "presence" });
    show(notice, true);
    fill(notice, { text });
  }

  /** Said when it begins; whoever has put the words away is left in peace. */
  relief(notice) {
    const { status, relieved } = desk.presence;
    if (status !== "online" || relieved === 0) show(notice, false);
    else if (relieved !== this.#relieved) {
      show(notice, true);
      fill(notice, { text: say(desk.capacity > 1 ? "relieved" : "tired") });
    }
    this.#relieved = relieved;
  }
}

customElements.define("presence-banner", PresenceBanner);
