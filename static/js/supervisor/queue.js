/** <desk-queue>: who waits, longest first, and to whom they are offered. */
import { desk } from "../console/desk.js";
import { reconcile, setLevel, show } from "../console/lists.js";
import { counted } from "../wire/clock.js";
import { clone, fill, part } from "../wire/dom.js";
import { tell } from "./words.js";

const LATE_S = 60;

class DeskQueue extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    desk.addEventListener("queue", () => this.draw());
    desk.addEventListener("tick", () => this.tick());
  }

  draw() {
    this.rows = [...desk.waiting].sort((a, b) => Date.parse(a.queued_at) - Date.parse(b.queued_at));
    reconcile(this.list, this.rows, { key: ({ chat }) => chat, make: () => clone("t-desk-chat"), update: write });
    show(part(this, "none"), this.rows.length === 0);
    this.tick();
  }

  tick() {
    for (const [n, row] of [...this.list.children].entries()) {
      const waited = desk.clock.since(this.rows[n].queued_at);
      const broken = this.rows[n].promise_at && Date.parse(this.rows[n].promise_at) < desk.clock.now();
      fill(row, { clock: counted(waited) });
      setLevel(part(row, "clock"), waited > LATE_S ? "bad" : broken ? "warn" : "");
    }
  }
}

function write(row, { name, topic, team, question, language, transferred, offered_to: to, opened_at: at }) {
  const who = name || tell("visitor");
  fill(row, {
    name: [who, topic?.name].filter(Boolean).join(" · "),
    language: language.toUpperCase(),
    about: [team?.name, question].filter(Boolean).join(" · "),
    standing: to ? tell("offered-to", { agent: to.name }) : tell("offered-to-nobody"),
    transferred: tell("transferred"),
  });
  show(part(row, "transferred"), Boolean(transferred));
  show(part(row, "warned"), false);
  row.firstElementChild.title = tell("look-into", { name: who, at: desk.clock.exact(at) });
}

customElements.define("desk-queue", DeskQueue);
