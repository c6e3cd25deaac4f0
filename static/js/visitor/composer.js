import { part } from "../wire/dom.js";
import { count } from "./counter.js";
import { draft, keepDraft } from "./saved.js";

/** <chat-composer>: fires `say` (detail: the text) and `typing`. Enter sends, Shift+Enter breaks the line. */
class ChatComposer extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.field = this.querySelector("textarea");
    this.limit = Number(this.form.dataset.limit);
    this.field.value = draft().message ?? "";
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("keydown", (event) => {
      const byTouch = matchMedia("(pointer: coarse)").matches;
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || byTouch) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    this.#fits();
  }

  focus() {
    this.field.focus();
  }

  /** Puts a text that was taken back before what is being written. */
  restore(text) {
    this.field.value = [text, this.field.value].filter(Boolean).join("\n");
    this.#keep();
    this.focus();
  }

  #typed() {
    this.#keep();
    if (this.field.value.trim()) this.dispatchEvent(new CustomEvent("typing"));
  }

  #keep() {
    keepDraft({ message: this.field.value });
    this.#fits();
  }

  #fits() {
    return count(part(this, "count"), this.field.value, this.limit);
  }

  async #submit(event) {
    event.preventDefault();
    if (!this.field.value.trim() || !this.#fits()) return;
    const text = await this.querySelector("identity-guard").check(this.field.value);
    this.focus();
    if (text === null) return;
    this.field.value = "";
    this.#keep();
    this.dispatchEvent(new CustomEvent("say", { detail: text.trim() }));
  }
}

customElements.define("chat-composer", ChatComposer);
