/** <chat-composer>: writing an answer or an internal note. Enter sends, Shift+Enter breaks the line. */
import { length, part } from "../wire/dom.js";
import { desk } from "./desk.js";
import { keepDraft, loadDraft } from "./drafts.js";
import { show } from "./lists.js";
import { say } from "./words.js";

class ChatComposer extends HTMLElement {
  /** Binds this composer to its chat; `name` is whom one writes to. */
  bind(chat, name) {
    this.chat = chat;
    this.name = name;
    this.field = part(this, "text");
    this.noteButton = this.querySelector("[data-act=note]");
    this.refused = part(this, "refused");
    const { text, note } = loadDraft(chat);
    this.field.value = text;
    this.setNote(note);
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.noteButton.addEventListener("click", () => this.toggleNote());
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  changed() {
    keepDraft(this.chat, { text: this.field.value, note: this.note });
    show(this.refused, false);
    if (!this.note && this.field.value.trim()) desk.connection.typing(this.chat);
  }

  submit() {
    const body = this.field.value.trimEnd();
    if (!body.trim()) return this.field.focus();
    const most = Number(this.dataset.most);
    if (length(body) > most) return this.refuse(say("too-long", { n: length(body), most }));
    desk.connection.send(this.chat, body, { note: this.note });
    this.field.value = "";
    this.changed();
    return this.field.focus();
  }

  refuse(text) {
    this.refused.textContent = text;
    show(this.refused, true);
  }

  /** Adds a text where one writes, on a line of its own. */
  insert(text) {
    const gap = this.field.value && !this.field.value.endsWith("\n") ? "\n" : "";
    this.field.setRangeText(gap + text, this.field.selectionEnd, this.field.selectionEnd, "end");
    this.setNote(false);
    this.changed();
    this.field.focus();
  }

  toggleNote() {
    this.setNote(!this.note);
    this.changed();
    this.field.focus();
  }

  /** A note looks and is called different everywhere: nobody must tell a visitor what was meant for us. */
  setNote(note) {
    this.note = note;
    this.classList.toggle("composer-note", note);
    this.noteButton.setAttribute("aria-pressed", String(note));
    const label = say(note ? "write-note" : "write-to", { name: this.name });
    this.field.placeholder = label;
    this.field.setAttribute("aria-label", label);
    part(this, "send").textContent = say(note ? "save-note" : "send");
  }
}

customElements.define("chat-composer", ChatComposer);
