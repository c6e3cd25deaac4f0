/** <chat-pane>: one chat with its state, its conversation and its composer. */
import { fill, part } from "../wire/dom.js";
import { chats } from "./chats.js";
import { desk } from "./desk.js";
import { setLevel, show } from "./lists.js";
import { need } from "./need.js";
import { say } from "./words.js";

class ChatPane extends HTMLElement {
  #typing = 0;

  bind(chat) {
    this.chat = chat;
    this.log = this.querySelector("chat-log");
    this.composer = this.querySelector("chat-composer");
    this.composer.bind(chat.id, chats.name(chat));
    for (const type of ["focusin", "pointerdown"]) this.addEventListener(type, () => this.look());
    part(this, "put-away").addEventListener("click", () => chats.putAway(chat.id));
  }

  look() {
    if (chats.current !== this.chat.id) chats.select(this.chat.id);
  }

  draw() {
    const { chat } = this;
    const name = chats.name(chat);
    const fresh = chats.unread(chat);
    const title = [name, chat.facts.topic?.name].filter(Boolean).join(" · ");
    fill(this, { number: chat.slot, title, language: chat.facts.language.toUpperCase(), unread: say("new", { n: fresh }) });
    part(this, "title").title = title;
    this.setAttribute("aria-label", say("chat-with", { name }));
    part(this, "scroller").setAttribute("aria-label", say("conversation-with", { name }));
    show(part(this, "unread"), fresh > 0);
    this.classList.toggle("pane-current", chats.current === chat.id);
    this.classList.toggle("pane-ended", chat.ended);
    this.end(chat.ended);
    this.log.draw(chat.log, chat.readAt);
    this.tick();
  }

  end(ended) {
    const wrote = ended && this.composer.contains(document.activeElement);
    show(this.composer, !ended);
    show(part(this, "ended"), ended);
    if (wrote) this.focus();
  }

  tick() {
    const { text, level } = need(this.chat.facts, desk.clock.now());
    fill(this, { need: this.chat.ended ? say("ended") : text });
    setLevel(part(this, "need"), level);
    this.dataset.level = level;
    const writes = this.chat.typingUntil > Date.now();
    fill(this, { typing: writes ? say("typing", { name: chats.name(this.chat) }) : "" });
    clearTimeout(this.#typing);
    if (writes) this.#typing = setTimeout(() => this.tick(), this.chat.typingUntil - Date.now() + 10);
  }

  write() {
    if (this.chat.ended) this.focus();
    else this.composer.field.focus();
  }
}

customElements.define("chat-pane", ChatPane);
