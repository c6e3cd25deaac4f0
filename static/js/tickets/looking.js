/** <ticket-lookers>: says that one looks at this ticket or writes on it, and shows who else does. */
import { csrf } from "../wire/dom.js";

const EVERY_MS = 15_000;
const WRITING_MS = 30_000;
const SOONEST_MS = 3_000;

class TicketLookers extends HTMLElement {
  /** The last thing that the page tells, until the desk knows that it was seen. */
  #event = this.dataset.event;
  #wrote = -Infinity;
  #asked = -Infinity;
  #timer = 0;

  connectedCallback() {
    document.addEventListener("visibilitychange", () => this.look());
    document.addEventListener("input", ({ target }) => target.closest("#write") && this.writes());
    this.look();
  }

  get isWriting() {
    return performance.now() - this.#wrote < WRITING_MS;
  }

  /** Whoever begins to write says so at once, or as soon as one may speak again. */
  writes() {
    const began = !this.isWriting;
    this.#wrote = performance.now();
    if (!began) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.look(), Math.max(0, this.#asked + SOONEST_MS - this.#wrote));
  }

  async look() {
    clearTimeout(this.#timer);
    if (document.hidden) return;
    this.#asked = performance.now();
    const body = new URLSearchParams({ event: this.#event, writes: this.isWriting ? "1" : "0" });
    const options = { method: "POST", headers: { "X-CSRFToken": csrf() }, body };
    const answer = await fetch(this.dataset.url, options).catch(() => null);
    clearTimeout(this.#timer);
    if (answer?.redirected) return;
    this.#timer = setTimeout(() => this.look(), EVERY_MS);
    if (answer?.ok) this.#event = "";
    const html = answer?.ok ? (await answer.text()).trim() : "";
    if (html !== this.innerHTML) this.innerHTML = html;
  }
}

customElements.define("ticket-lookers", TicketLookers);
