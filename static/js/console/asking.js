/** What the dialogs share: a native dialog with a form that asks the desk for something. */
import { fill, part } from "../wire/dom.js";
import { chats } from "./chats.js";
import { desk } from "./desk.js";
import { show } from "./lists.js";
import { refusal, say } from "./words.js";

export class AskingDialog extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.form = this.querySelector("form");
    this.refused = part(this, "refused");
    part(this, "cancel").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("close", () => this.back());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
    chats.addEventListener("left", ({ detail }) => detail.chat.id === this.id_ && this.dialog.close());
  }

  /** Opens it for a chat; `prepare(chat)` of the subclass fills it. */
  open(chat) {
    if (!chat || chat.ended || this.dialog.open) return;
    this.id_ = chat.id;
    this.form.reset();
    this.busy(false);
    this.say("");
    fill(this, { name: chats.name(chat) });
    this.prepare(chat);
    this.dialog.showModal();
  }

  /** Sends the subclass's `frame()`; it survives a lost connection, and is carried out once. */
  async ask() {
    const chat = this.id_;
    this.busy(true);
    this.say(desk.connection.state === "online" ? "" : say("waits-for-connection"));
    chats.letGo(chat);
    try {
      this.answered(await desk.connection.request({ chat, ...this.frame(new FormData(this.form)) }));
      if (this.id_ === chat) this.dialog.close();
    } catch (error) {
      chats.keep(chat);
      this.busy(false);
      this.say(refusal(error.code, { name: "", by: error.by ?? "" }));
    }
  }

  /** The desk has done it; its answer may say more. */
  answered() {}

  busy(busy) {
    part(this, "confirm").disabled = busy;
  }

  say(text) {
    this.refused.textContent = text;
    show(this.refused, Boolean(text));
  }

  /** Back to where one wrote. */
  back() {
    document.querySelector(`chat-pane[data-key="${chats.current}"]`)?.write();
  }
}
