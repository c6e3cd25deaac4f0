/** <offer-list>: what is offered to me, above all else; each with its seconds and its two answers. */
import { clone, fill, part } from "../wire/dom.js";
import { desk } from "./desk.js";
import { reconcile, setLevel, show } from "./lists.js";
import { offers } from "./offers.js";
import { say } from "./words.js";

const SHORT_S = 5;

class OfferList extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    offers.addEventListener("change", () => this.draw());
    desk.addEventListener("tick", () => this.tick());
    this.addEventListener("click", ({ target }) => this.answer(target.closest("[data-offer]")));
    this.addEventListener("keydown", (event) => this.key(event));
  }

  draw() {
    const all = offers.all();
    reconcile(this.list, all, { key: (offer) => offer.chat, make: () => clone("t-offer"), update: write });
    show(this, all.length > 0);
    for (const [n, row] of [...this.list.children].entries()) {
      for (const key of row.querySelectorAll("kbd")) show(key, n === 0);
    }
    this.tick();
  }

  tick() {
    const now = desk.clock.now();
    offers.sweep(now);
    for (const row of this.list.children) {
      const offer = offers.get(row.dataset.key);
      if (offer) count(row, offer, now);
    }
  }

  answer(button) {
    if (!button) return;
    const offer = offers.get(button.closest("li").dataset.key);
    if (button.dataset.offer === "pass") offers.pass(offer);
    else offers.accept(offer);
  }

  /** Esc on an offer lets it go on; anywhere else it only leaves what one is in. */
  key(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    offers.pass(offers.get(event.target.closest("li")?.dataset.key));
  }
}

function write(row, { item }) {
  const name = item.name || say("visitor");
  fill(row, { name, language: item.language.toUpperCase(), topic: item.topic?.name ?? "", question: item.question });
  show(part(row, "topic"), Boolean(item.topic));
  show(part(row, "transferred"), Boolean(item.transferred));
  part(row, "card").setAttribute("aria-label", say("offer-of", { name }));
}

function count(row, offer, now) {
  const left = offers.left(offer, now);
  const whole = Math.max(1, (Date.parse(offer.expires_at) - Date.parse(offer.offered_at)) / 1000);
  fill(row, { left: say("seconds", { n: left }) });
  setLevel(part(row, "left"), left <= SHORT_S ? "warn" : "");
  part(row, "bar").style.inlineSize = `${Math.min(100, (100 * left) / whole)}%`;
}

customElements.define("offer-list", OfferList);
