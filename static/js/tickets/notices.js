/**
 * <notice-bell>: how many notices are new, fetched again while one looks; opening the list marks
 * what stands in it as seen.
 */
import { announce, csrf, part } from "../wire/dom.js";
import { placeMenu } from "../wire/menu.js";

const EVERY_MS = 30_000;

class NoticeBell extends HTMLElement {
  #shown = "";
  #timer = 0;

  connectedCallback() {
    this.menu = this.querySelector("[popover]");
    this.menu.addEventListener("toggle", ({ newState }) => (newState === "open" ? this.open() : this.refresh()));
    document.addEventListener("visibilitychange", () => this.refresh());
    this.later();
  }

  get isOpen() {
    return this.menu.matches(":popover-open");
  }

  /** Not all windows of the desk at the same moment. */
  later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh(), EVERY_MS * (0.9 + Math.random() / 5));
  }

  async refresh() {
    this.later();
    if (document.hidden || this.isOpen) return;
    const answer = await fetch(this.dataset.url).catch(() => null);
    if (answer?.redirected) clearTimeout(this.#timer); // signed out
    if (!answer?.ok || answer.redirected) return;
    const html = await answer.text();
    if (html === this.#shown || this.isOpen) return;
    this.#shown = html;
    this.menu.innerHTML = html;
    const { count, label } = part(this.menu, "notices").dataset;
    this.tell(Number(count), label);
  }

  /** The number beside the bell; it is read out where it grew. */
  tell(count, label) {
    const badge = part(this, "count");
    const before = badge.hidden ? 0 : Number(badge.dataset.number);
    badge.hidden = !count;
    badge.dataset.number = count;
    badge.textContent = label;
    if (count > before) announce(part(this, "said"), label);
  }

  open() {
    placeMenu(this.menu, this.querySelector("button"));
    const events = [...this.menu.querySelectorAll("[data-events]")].map((row) => row.dataset.events).join(" ");
    if (!events) return;
    this.tell(0, "");
    const body = new URLSearchParams({ events });
    fetch(this.dataset.seen, { method: "POST", headers: { "X-CSRFToken": csrf() }, body }).catch(() => {});
  }
}

customElements.define("notice-bell", NoticeBell);
