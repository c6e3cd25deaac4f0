import { view } from "../wire/dom.js";
import { onOtherTab, savedChat } from "./saved.js";

/** <visitor-desk>: the whole page; shows the question, or the chat that goes on. */
class VisitorDesk extends HTMLElement {
  connectedCallback() {
    this.addEventListener("chat-opened", () => this.#enter(savedChat(), { focus: true }));
    onOtherTab((saved) => this.#enter(saved));
    this.#enter(savedChat());
  }

  #enter(saved, { focus = false } = {}) {
    if (!saved || this.visit) return;
    this.visit = saved;
    view(this, "room");
    this.querySelector("chat-room").enter(saved);
    if (focus) this.querySelector("chat-composer").focus();
  }
}

customElements.define("visitor-desk", VisitorDesk);
