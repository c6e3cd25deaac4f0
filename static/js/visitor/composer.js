import { part } from "../wire/dom.js";
import "../wire/files/tray.js";
import { namesOf } from "../wire/files/words.js";
import { count } from "./counter.js";
import { draft, keepDraft } from "./saved.js";

/** <chat-composer>: fires `say` {body, attachments} and `typing`. Enter sends, Shift+Enter breaks the line. */
class ChatComposer extends HTMLElement {
  #sending = false;

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
    this.tray = this.querySelector("file-tray");
    this.#fits();
  }

  /** Files of this chat go with what is written, from anywhere in `area`. */
  takeFiles(files, chat, area) {
    const button = part(this, "attach");
    this.tray.bind({ files, chat, button, field: this.field, area, isClosed: () => this.hidden });
  }

  focus() {
    this.field.focus();
  }

  /** Puts what was taken back before what is being written. */
  restore(text, attachments = []) {
    this.tray.restore(attachments);
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
    if (this.#sending) return;
    this.#sending = true;
    await this.#send().finally(() => (this.#sending = false));
  }

  async #send() {
    const attachments = this.tray.isEmpty ? [] : await this.tray.settled();
    const isNothing = !this.field.value.trim() && !attachments?.length;
    if (!attachments || isNothing || !this.#fits()) return;
    const text = await this.querySelector("identity-guard").check(this.field.value);
    this.focus();
    if (text === null) return;
    this.field.value = "";
    this.tray.clear();
    this.#keep();
    const body = text.trim() || namesOf(attachments);
    this.dispatchEvent(new CustomEvent("say", { detail: { body, attachments } }));
  }
}

customElements.define("chat-composer", ChatComposer);
