/**
 * <caller-field>: finds a known person as one types. The first is marked: Enter takes it and goes on,
 * arrows mark another, Tab keeps what was typed.
 */
import { csrf, part, sentence } from "../wire/dom.js";
import { show } from "./lists.js";

const PAUSE_MS = 120;

class CallerField extends HTMLElement {
  #timer = 0;
  #asked = 0;
  #marked = -1;
  #search = null;

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
    this.#search = () => this.find(this.input.value);
    this.#timer = setTimeout(() => this.#search?.(), PAUSE_MS);
  }

  /** Another name is another person: nobody is chosen until one chooses again. */
  forget() {
    this.requester.value = "";
    fillChosen(this, "");
    this.ticket.replaceChildren(this.none);
    show(part(this, "ticket"), false);
    this.close();
  }

  async find(text) {
    clearTimeout(this.#timer);
    this.#search = null;
    const asked = (this.#asked += 1);
    const headers = { "X-CSRFToken": csrf() };
    const body = new URLSearchParams({ q: text }); // in an address it would be logged
    const answer = await fetch(this.dataset.url, { method: "POST", headers, body }).catch(() => null);
    const html = answer?.ok && !answer.redirected ? await answer.text() : "";
    if (asked !== this.#asked || text !== this.input.value || document.activeElement !== this.input) return;
    this.list.innerHTML = html;
    const found = this.options().length;
    const said = part(this, "found");
    said.textContent = found ? sentence(said.dataset.sentence, { n: found }) : "";
    this.mark(found ? 0 : -1);
    this.input.setAttribute("aria-expanded", String(show(this.list, found > 0)));
  }

  key(event) {
    if (event.isComposing || event.shiftKey) return;
    const count = this.options().length;
    if (event.key === "Enter") this.take();
    else if (this.list.hidden) return;
    else if (event.key === "ArrowDown") this.mark((this.#marked + 1) % count);
    else if (event.key === "ArrowUp") this.mark((this.#marked + count - 1) % count);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  /** Whoever types faster than the desk finds is waited for: the first one found is taken. */
  async take() {
    if (this.#search) await this.find(this.input.value);
    if (!this.list.hidden) this.choose(this.options()[this.#marked]);
    this.dispatchEvent(new CustomEvent("taken"));
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
    fillChosen(this, option.dataset.known);
    const open = option.querySelector("template").content.cloneNode(true);
    const any = open.childElementCount > 0;
    this.ticket.replaceChildren(this.none, open);
    show(part(this, "ticket"), any);
    this.close();
  }

  close() {
    clearTimeout(this.#timer);
    this.#search = null;
    this.#asked += 1;
    show(this.list, false);
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
  }
}

/** Who was chosen, so that of two of one name the right one is seen. */
function fillChosen(field, text) {
  const chosen = part(field, "chosen");
  chosen.textContent = text;
  show(chosen, Boolean(text));
}

customElements.define("caller-field", CallerField);
