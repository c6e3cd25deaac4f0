/** <desk-today>: the share of first answers within the promise since midnight, the desk's and mine. */
import { fill, part } from "../wire/dom.js";
import { desk } from "./desk.js";
import { show } from "./lists.js";
import { say } from "./words.js";

const share = ({ answered, kept }) => (answered ? say("share", { n: Math.round((100 * kept) / answered) }) : "–");

class DeskToday extends HTMLElement {
  connectedCallback() {
    desk.addEventListener("queue", () => this.draw());
  }

  draw() {
    const { today, mine } = desk;
    if (!show(this, Boolean(today))) return;
    fill(this, { desk: share(today), mine: mine ? share(mine) : "–" });
    this.title = [today, mine].map((each, n) => each && say(n ? "kept-by-me" : "kept-by-desk", each)).filter(Boolean).join("\n");
    show(part(this, "own"), Boolean(mine));
  }
}

customElements.define("desk-today", DeskToday);
