/** <person-pane>: who the person of the chat looked at is; a part fetched from the server. */
import { part } from "../wire/dom.js";
import { chats } from "./chats.js";
import { sendInstruction } from "./instructions.js";
import { show } from "./lists.js";
import { say } from "./words.js";

const NOBODY = "00000000-0000-0000-0000-000000000000";

class PersonPane extends HTMLElement {
  #pages = new Map();
  #shown = null;

  connectedCallback() {
    this.none = part(this, "none");
    this.body = part(this, "body");
    chats.addEventListener("select", ({ detail }) => this.look(detail.chat));
    chats.addEventListener("left", ({ detail }) => this.#pages.delete(detail.chat.id));
    this.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-send-link]");
      if (button) sendInstruction(button);
    });
  }

  look(chat) {
    show(this.none, !chat);
    show(this.body, Boolean(chat));
    if (!chat) return this.draw(null, "");
    const html = this.#pages.get(chat.id);
    return html === undefined ? this.load(chat.id) : this.draw(chat.id, html);
  }

  async load(id) {
    this.#pages.set(id, "");
    this.draw(id, "");
    const answer = await fetch(this.dataset.url.replace(NOBODY, id)).catch(() => null);
    if (!answer?.ok || answer.redirected) {
      this.#pages.delete(id);
      if (id === chats.current) this.body.textContent = say("person-failed");
      return;
    }
    this.#pages.set(id, await answer.text());
    if (id === chats.current) this.draw(id, this.#pages.get(id));
  }

  draw(id, html) {
    if (this.#shown?.id === id && this.#shown.html === html) return;
    this.#shown = { id, html };
    this.body.innerHTML = html;
  }

  /** The choices of open tickets of this chat's person; none while they are not known. */
  openTickets(id) {
    const holder = document.createElement("template");
    holder.innerHTML = this.#pages.get(id) ?? "";
    return [...(holder.content.querySelector("[data-open-tickets]")?.content.children ?? [])];
  }

  instructions() {
    this.querySelector("instruction-finder input")?.focus();
  }

  /** Back to where one wrote. */
  back() {
    document.querySelector(`chat-pane[data-key="${chats.current}"]`)?.write();
  }
}

customElements.define("person-pane", PersonPane);
