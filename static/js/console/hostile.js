/** <hostile-dialog>: warning a hostile visitor, ending the chat, or blocking the person for a time. */
import { part, sentence } from "../wire/dom.js";
import { AskingDialog } from "./asking.js";
import { chats } from "./chats.js";
import { desk } from "./desk.js";
import { show } from "./lists.js";

const FRAMES = {
  warn: () => ({ type: "warn" }),
  end: () => ({ type: "close", outcome: "open" }),
  block: (note) => ({ type: "block", note }),
};

class HostileDialog extends AskingDialog {
  connectedCallback() {
    super.connectedCallback();
    this.form.addEventListener("change", () => this.choose());
  }

  /** Whoever left in anger can be blocked as well. */
  open(chat) {
    if (!chat) return;
    const { ended } = chat;
    super.open({ ...chat, ended: false });
    for (const choice of this.form.elements.what) choice.disabled = ended && choice.value !== "block";
    this.form.elements.what.value = ended ? "block" : chat.facts.warned ? "end" : "warn";
    this.choose();
  }

  prepare() {}

  choose() {
    const blocks = this.form.elements.what.value === "block";
    show(part(this, "why"), blocks);
    this.form.elements.note.required = blocks;
    for (const label of this.querySelectorAll("[data-for]")) show(label, label.dataset.for === this.form.elements.what.value);
  }

  frame(data) {
    return FRAMES[data.get("what")](data.get("note").trim());
  }

  /** What became of it, in a word; a warned visitor stays here. */
  answered({ chat, blocked }) {
    const name = this.name_;
    if (blocked) desk.notify(sentence(blocked.length ? this.dataset.blocked : this.dataset.unknown, { name }), { stays: true });
    else if (this.form.elements.what.value === "warn") {
      chats.keep(chat);
      desk.notify(sentence(this.dataset.warned, { name }));
    }
  }

  get name_() {
    return part(this, "name").textContent;
  }
}

customElements.define("hostile-dialog", HostileDialog);
