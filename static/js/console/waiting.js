/** <waiting-list>: who waits, longest first, each a button that takes the chat. */
import { counted } from "../wire/clock.js";
import { clone, fill, part } from "../wire/dom.js";
import { desk } from "./desk.js";
import { reconcile, setLevel, show } from "./lists.js";
import { promise } from "./need.js";
import { offers } from "./offers.js";
import { say } from "./words.js";

const LATE_S = 60;

class WaitingList extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    desk.addEventListener("queue", () => this.draw());
    offers.addEventListener("change", () => this.draw());
    desk.addEventListener("tick", () => this.tick());
  }

  /** What is offered to me stands above this list and is not told twice. */
  draw() {
    this.rows = desk.waiting.filter(({ chat }) => !offers.get(chat));
    reconcile(this.list, this.rows, { key: (each) => each.chat, make: () => this.row(), update: write });
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
    const now = desk.clock.now();
    for (const [n, row] of [...this.list.children].entries()) count(row, this.rows[n], now);
  }
}

/** The promise runs down; after it, the wait runs up. Who was answered before only waits. */
function count(row, each, now) {
  const waited = desk.clock.since(each.queued_at);
  const { left = 0, level } = (each.promise_at && promise(each, now)) || { level: waited > LATE_S ? "warn" : "" };
  const runs = left > 0;
  fill(row, {
    clock: runs ? say("seconds", { n: left }) : counted(waited),
    state: say(runs ? "left-of-promise" : level === "bad" ? "promise-broken" : "waits-since"),
  });
  setLevel(part(row, "clock"), level);
  setLevel(part(row, "state"), level);
}

function write(row, { name, topic, question, language, transferred, opened_at, offered_to: to = null }) {
  const about = [topic?.name, question].filter(Boolean).join(" · ");
  fill(row, { name: name || say("visitor"), about, language: language.toUpperCase() });
  fill(row, { offered: to ? say(to.id === desk.me.id ? "offered-to-you" : "offered-to", { to: to.name }) : "" });
  show(part(row, "offered"), Boolean(to));
  show(part(row, "transferred"), transferred);
  show(part(row, "key"), row === row.parentElement.firstElementChild && offers.all().length === 0);
  row.firstElementChild.title = say("accept", { name: name || say("visitor"), at: desk.clock.exact(opened_at) });
}

customElements.define("waiting-list", WaitingList);
