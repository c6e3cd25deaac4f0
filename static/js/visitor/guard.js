import { part } from "../wire/dom.js";
import { holdsCode, masked } from "./identity-code.js";

/** <identity-guard>: asks before a text with an identity code is sent. */
class IdentityGuard extends HTMLElement {
  #settle = null;

  connectedCallback() {
    part(this, "mask").addEventListener("click", () => this.#answer(true));
    part(this, "edit").addEventListener("click", () => this.#answer(false));
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.#answer(false));
  }

  /** The text to send, codes hidden; null when the person wants to edit it first. */
  async check(text) {
    if (!holdsCode(text)) return text;
    this.#answer(false);
    const answer = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.hidden = false;
    part(this, "mask").focus();
    return (await answer) ? masked(text) : null;
  }

  #answer(mask) {
    this.hidden = true;
    this.#settle?.(mask);
    this.#settle = null;
  }
}

customElements.define("identity-guard", IdentityGuard);
