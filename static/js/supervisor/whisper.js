/** <whisper-form>: a word to the agent that the visitor never sees. Enter sends it. */
import { desk } from "../console/desk.js";
import { part } from "../wire/dom.js";
import { tell } from "./words.js";

class WhisperForm extends HTMLElement {
  connectedCallback() {
    this.field = part(this, "text");
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.send();
    });
    this.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
  }

  bind(chat, agent) {
    if (this.chat !== chat) this.field.value = "";
    this.chat = chat;
    part(this, "label").textContent = agent ? tell("whisper-to", { agent }) : tell("whisper-next");
  }

  send() {
    const body = this.field.value.trim();
    if (body) desk.connection.send(this.chat, body, { note: true });
    this.field.value = "";
    this.field.focus();
  }

  /** A word that was refused comes back into the field. */
  insert(text) {
    this.field.value = [this.field.value, text].filter(Boolean).join("\n");
    this.field.focus();
  }
}

customElements.define("whisper-form", WhisperForm);
