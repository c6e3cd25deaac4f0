/** <caller-field>: finds a known person as one types; arrows and Enter choose. */
import { part, sentence } from "../wire/dom.js";
import { show } from "./lists.js";

const PAUSE_MS = 150;

class CallerField extends HTMLElement {
  #timer = 0;
  #asked = 0;
  #marked = -1;

  connectedCallback() {
    this.input = this.querySelector("input");
    this.list = this.querySelector("[role=listbox]");
    this.ticket = this.querySelector("select");
    this.none = this.ticket.firstElementChild;
    this.requester = this.closest("form").elements.requester;
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.choose(event.target.closest("[role=option]"));
    });
    this.closest("form").addEventListener("reset", () => this.forget());
  }

  options = () => [...this.list.children];

  typed() {
    this.forget();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.find(this.input.value), PAUSE_MS);
  }

  /** Another name is another person: nobody is chosen until one chooses again. */
  forget() {
    this.requester.value = "";
    this.ticket.replaceChildren(this.none);
    show(part(this, "ticket"), false);
    this.close();
  }

  async find(text) {
    const asked = (this.#asked += 1);
    const answer = await fetch(`${this.dataset.url}?q=${encodeURIComponent(text)}`).catch(() => null);
    const html = answer?.ok && !answer.redirected ? await answer.text() : "";
    if (asked !== this.#asked || text !== this.input.value || document.activeElement !== this.input) return;
    this.list.innerHTML = html;
    const found = this.options().length;
    const said = part(this, "found");
    said.textContent = found ? sentence(said.dataset.sentence, { n: found }) : "";
    this.mark(-1);
    this.input.setAttribute("aria-expanded", String(show(this.list, found > 0)));
  }

  key(event) {
    if (this.list.hidden) return;
    const count = this.options().length;
    if (event.key === "ArrowDown") this.mark((this.#marked + 1) % count);
    else if (event.key === "ArrowUp") this.mark((Math.max(this.#marked, 0) + count - 1) % count);
    else if (event.key === "Enter" && this.#marked >= 0) this.choose(this.options()[this.#marked]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  mark(n) {
    this.#marked = n;
    for (const [place, option] of this.options().entries()) option.setAttribute("aria-selected", String(place === n));
    const id = this.options()[n]?.id;
    if (id) this.input.setAttribute("aria-activedescendant", id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  choose(option) {
    if (!option) return;
    this.input.value = option.dataset.name;
    this.requester.value = option.dataset.id;
    const open = option.querySelector("template").content.cloneNode(true);
    const any = open.childElementCount > 0;
    this.ticket.replaceChildren(this.none, open);
    show(part(this, "ticket"), any);
    this.close();
  }

  close() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    show(this.list, false);
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }
}

customElements.define("caller-field", CallerField);
