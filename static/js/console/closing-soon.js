/**
 * <closing-soon>: ends a chat by one key as it is proposed. It says what will be done, waits some
 * seconds for a change of mind, and leaves the chat open if either side writes meanwhile.
 */
import { clone, fill, part } from "../wire/dom.js";
import { chats } from "./chats.js";
import { closing } from "./closing.js";
import { desk } from "./desk.js";
import { proposed } from "./proposals.js";
import { refusal, say } from "./words.js";

const SECONDS = 5;

class ClosingSoon extends HTMLElement {
  #timer = 0;
  #left = SECONDS;

  start(chat, pane) {
    this.chat = chat;
    this.wish = proposed(chat);
    const { outcome, topic, ticket } = this.wish;
    const how = [say(`outcome-${outcome}`), topic?.name ?? say("no-topic"), ticket?.textContent ?? say("new-ticket")];
    fill(this, { how: how.join(" · "), left: SECONDS });
    part(this, "undo").addEventListener("click", () => this.undo());
    part(this, "now").addEventListener("click", () => this.close());
    pane.composer.before(this);
    this.scrollIntoView({ block: "nearest" });
    this.written = () => this.undo();
    this.heard = ({ detail }) => detail.chat.id === chat.id && this.#said(detail.chat) && this.keep();
    this.escaped = ({ key }) => key === "Escape" && this.undo();
    this.messages = this.#messages(chat);
    pane.composer.field.addEventListener("input", this.written);
    for (const type of ["change", "left"]) chats.addEventListener(type, this.heard);
    document.addEventListener("keydown", this.escaped);
    this.#timer = setInterval(() => this.tick(), 1_000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    for (const type of ["change", "left"]) chats.removeEventListener(type, this.heard);
    document.removeEventListener("keydown", this.escaped);
  }

  #messages = ({ log }) => log.events.length + log.pending.length;
  #said = (chat) => chat.ended || !chats.get(chat.id) || this.#messages(chat) !== this.messages;

  tick() {
    this.#left -= 1;
    fill(this, { left: this.#left });
    if (this.#left <= 0) this.close();
  }

  keep() {
    if (!this.chat.ended) desk.notify(say("kept-open", { name: chats.name(this.chat) }));
    this.undo();
  }

  undo() {
    const field = this.closest("chat-pane")?.composer.field;
    field?.removeEventListener("input", this.written);
    this.remove();
    field?.focus();
  }

  async close() {
    const { id } = this.chat;
    const { outcome, topic, ticket } = this.wish;
    this.undo();
    chats.letGo(id);
    try {
      await desk.connection.request({ chat: id, ...closing({ outcome, topic: topic?.id, ticket: ticket?.value }) });
    } catch (error) {
      chats.keep(id);
      desk.notify(refusal(error.code, { name: chats.name(this.chat), by: error.by ?? "" }), { level: "warn" });
    }
  }
}

customElements.define("closing-soon", ClosingSoon);

/** Once: it says what will be done. Twice: it is done at once. */
export function closeSoon(chat) {
  if (!chat || chat.ended) return;
  const pane = document.querySelector(`chat-pane[data-key="${chat.id}"]`);
  const running = pane.querySelector("closing-soon");
  if (running) running.close();
  else clone("t-closing").start(chat, pane);
}
