/** <emoji-picker>: a few faces and signs by arrows, letters or pointer. Enter puts one where one writes. */
import { fill } from "../wire/dom.js";
import { chats } from "./chats.js";

class EmojiPicker extends HTMLElement {
  connectedCallback() {
    this.menu = this.querySelector("[popover]");
    this.signs = [...this.querySelectorAll("[data-emoji]")];
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("focusin", ({ target }) => this.name(target));
    this.addEventListener("pointerover", ({ target }) => this.name(target));
    this.addEventListener("click", ({ target }) => this.choose(target.closest("[data-emoji]")));
    this.menu.addEventListener("toggle", ({ newState }) => newState === "closed" && this.composer?.field.focus());
  }

  open() {
    const chat = chats.get(chats.current);
    if (!chat || chat.ended) return;
    const pane = document.querySelector(`chat-pane[data-key="${chat.id}"]`);
    this.composer = pane.composer;
    this.menu.showPopover();
    this.place(this.composer.field);
    this.go(0);
  }

  /** Above where one writes, inside the window. */
  place(field) {
    const { top, left } = field.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.menu;
    const x = Math.max(8, Math.min(left, innerWidth - offsetWidth - 8));
    this.menu.style.inset = `${Math.max(8, top - offsetHeight - 4)}px auto auto ${x}px`;
  }

  key(event) {
    const here = this.signs.indexOf(document.activeElement);
    const width = this.signs.findIndex((sign) => sign.offsetTop > this.signs[0].offsetTop);
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: width, ArrowUp: -width };
    if (event.key in steps) this.go(here + steps[event.key]);
    else if (event.key === "Home") this.go(0);
    else if (event.key === "End") this.go(this.signs.length - 1);
    else if (event.key.length === 1 && event.key !== " ") this.toLetter(event.key.toLowerCase(), here);
    else return;
    event.preventDefault();
  }

  go(place) {
    const to = this.signs[(place + this.signs.length) % this.signs.length];
    for (const sign of this.signs) sign.tabIndex = sign === to ? 0 : -1;
    to.focus();
  }

  /** The next sign whose name begins so. */
  toLetter(letter, here) {
    const order = [...this.signs.keys()].map((n) => (here + 1 + n) % this.signs.length);
    const next = order.find((n) => this.signs[n].ariaLabel.toLowerCase().startsWith(letter));
    if (next !== undefined) this.go(next);
  }

  name(sign) {
    if (sign.dataset?.emoji) fill(this, { name: sign.ariaLabel });
  }

  choose(sign) {
    if (!sign) return;
    this.composer.put(sign.dataset.emoji);
    this.menu.hidePopover();
  }
}

customElements.define("emoji-picker", EmojiPicker);
