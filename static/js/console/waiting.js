/** <waiting-list>: who waits, longest first, each a button that takes the chat. */
import { counted } from "../wire/clock.js";
import { clone, fill, part } from "../wire/dom.js";
import { desk } from "./desk.js";
import { reconcile, setLevel, show } from "./lists.js";
import { say } from "./words.js";

const SOON_S = 10;
const LATE_S = 60;

class WaitingList extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    desk.addEventListener("queue", () => this.draw());
    desk.addEventListener("tick", () => this.tick());
  }

  draw() {
    reconcile(this.list, desk.waiting, { key: (each) => each.chat, make: () => this.row(), update: write });
    show(part(this, "none"), desk.waiting.length === 0);
    fill(document, { "waiting-count": desk.waiting.length });
    this.tick();
  }

  row() {
    const row = clone("t-waiting");
    row.addEventListener("click", () => desk.accept(desk.waiting.find((each) => each.chat === row.dataset.key)));
    return row;
  }

  tick() {
    for (const [n, row] of [...this.list.children].entries()) {
      const seconds = desk.clock.since(desk.waiting[n].queued_at);
      const clock = part(row, "clock");
      fill(row, { clock: counted(seconds) });
      setLevel(clock, seconds > LATE_S ? "bad" : seconds > SOON_S ? "warn" : "");
    }
  }
}

function write(row, { name, topic, question, language, transferred, position, opened_at }) {
  const about = [topic?.name, question].filter(Boolean).join(" · ");
  fill(row, { name: name || say("visitor"), about, language: language.toUpperCase() });
  show(part(row, "transferred"), transferred);
  show(part(row, "key"), row === row.parentElement.firstElementChild);
  row.firstElementChild.title = say("accept", { name: name || say("visitor"), at: desk.clock.exact(opened_at) });
}

customElements.define("waiting-list", WaitingList);
