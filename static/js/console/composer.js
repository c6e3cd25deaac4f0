/** <chat-composer>: writing an answer or an internal note. Enter sends, Shift+Enter breaks the line. */
import { clone, length, part } from "../wire/dom.js";
import "../wire/files/tray.js";
import { namesOf } from "../wire/files/words.js";
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
    this.canned = clone("t-canned");
    this.field.before(this.canned);
    this.canned.attach(this);
    this.takeFiles(chat);
    const { text, note, left } = loadDraft(chat);
    this.field.value = text;
    this.left = left;
    this.setNote(note);
    this.showLeft();
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("keydown", (event) => this.canned.key(event) || this.key(event));
    this.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.noteButton.addEventListener("click", () => this.toggleNote());
  }

  takeFiles(chat) {
    this.tray = this.querySelector("file-tray");
    const area = this.closest("chat-pane");
    const button = part(this, "attach");
    this.tray.bind({ files: desk.files, chat, button, field: this.field, area, isClosed: () => this.hidden });
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  changed() {
    const text = this.field.value;
    this.left = this.left.filter((place) => text.includes(place));
    keepDraft(this.chat, { text, note: this.note, left: this.left });
    show(this.refused, false);
    this.showLeft();
    if (!this.note && text.trim()) desk.connection.typing(this.chat);
  }

  submit() {
    return this.tray.isEmpty ? this.send([]) : this.submitFiles();
  }

  /** What was written is sent with the files, when they are there. */
  async submitFiles() {
    if (this.waiting) return;
    this.waiting = true;
    const attachments = await this.tray.settled();
    this.waiting = false;
    if (attachments) this.send(attachments);
  }

  send(attachments) {
    const body = this.field.value.trimEnd() || namesOf(attachments);
    if (!body.trim()) return this.field.focus();
    if (this.left.length) return this.toPlace();
    const most = Number(this.dataset.most);
    if (length(body) > most) return this.refuse(say("too-long", { n: length(body), most }));
    desk.connection.send(this.chat, body, { note: this.note, attachments });
    this.field.value = "";
    this.tray.clear();
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
    this.setNote(false);
    this.put(gap + text, { from: this.field.selectionEnd });
  }

  /** Puts a text in the place of what is chosen; the caret comes after it, or to its first open place. */
  put(text, { from = this.field.selectionStart, to = this.field.selectionEnd, left = [] } = {}) {
    this.field.setRangeText(text, from, to, "end");
    this.left = [...new Set([...this.left, ...left])];
    this.changed();
    this.field.focus();
    if (left.length) this.toPlace();
  }

  /** What the program could not fill in is said, and chosen so that one types over it. */
  showLeft() {
    const places = part(this.canned, "left");
    if (!show(places, this.left.length > 0)) return;
    places.textContent = say("fill-in", { places: this.left.join(" ") });
  }

  toPlace() {
    const [start, place] = this.left.map((each) => [this.field.value.indexOf(each), each]).sort(([a], [b]) => a - b)[0];
    this.field.focus();
    this.field.setSelectionRange(start, start + place.length);
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
