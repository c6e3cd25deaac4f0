/** <desk-chats>: the open chats, the one in which somebody waits longest for an agent first. */
import { desk } from "../console/desk.js";
import { reconcile, setLevel, show } from "../console/lists.js";
import { counted } from "../wire/clock.js";
import { clone, fill, part } from "../wire/dom.js";
import { overview } from "./overview.js";
import { standing } from "./standing.js";
import { tell } from "./words.js";

class DeskChats extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    overview.addEventListener("change", () => this.draw());
    desk.addEventListener("tick", () => this.tick());
  }

  draw() {
    this.rows = this.order(desk.clock.now());
    reconcile(this.list, this.rows, { key: ({ chat }) => chat, make: () => clone("t-desk-chat"), update: write });
    show(part(this, "none"), this.rows.length === 0);
    this.tick();
  }

  /** By need; but nothing moves under a pointer or a focus. */
  order(now) {
    const ranks = new Map(overview.active.map((chat) => [chat, standing(chat, now).rank]));
    const sorted = [...ranks.keys()].sort((a, b) => ranks.get(b) - ranks.get(a));
    if (!this.matches(":hover, :focus-within")) return sorted;
    const place = new Map([...this.list.children].map((row, n) => [row.dataset.key, n]));
    return sorted.sort((a, b) => (place.get(a.chat) ?? 99) - (place.get(b.chat) ?? 99));
  }

  tick() {
    const now = desk.clock.now();
    for (const [n, row] of [...this.list.children].entries()) {
      const { text, level } = standing(this.rows[n], now);
      fill(row, { clock: counted(desk.clock.since(this.rows[n].opened_at)), standing: text });
      setLevel(part(row, "standing"), level);
    }
  }
}

function write(row, { name, topic, team, agent, language, transfers, warned, opened_at: at }) {
  const who = name || tell("visitor");
  fill(row, {
    name: [who, topic?.name].filter(Boolean).join(" · "),
    language: language.toUpperCase(),
    about: [agent?.name, team?.name].filter(Boolean).join(" · "),
    transferred: tell("handed-on", { n: transfers }),
  });
  show(part(row, "transferred"), transfers > 0);
  show(part(row, "warned"), warned);
  row.firstElementChild.title = tell("look-into", { name: who, at: desk.clock.exact(at) });
}

customElements.define("desk-chats", DeskChats);
