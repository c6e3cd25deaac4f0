/** <person-pane>: who the person of the chat looked at is; a part fetched from the server. */
import { part } from "../wire/dom.js";
import { chats } from "./chats.js";
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
    chats.addEventListener("change", ({ detail }) => detail.chat.id === chats.current && this.look(detail.chat));
    chats.addEventListener("left", ({ detail }) => this.#pages.delete(detail.chat.id));
    this.addEventListener("click", ({ target }) => this.send(target.closest("[data-send-link]")));
  }

  /** Fetches the page of a chat once for each topic, since the instructions follow the topic. */
  look(chat) {
    show(this.none, !chat);
    show(this.body, Boolean(chat));
    if (!chat) return this.draw(null, "");
    const known = this.#pages.get(chat.id);
    const topic = chat.facts.topic?.id;
    if (known?.html !== undefined) this.draw(chat.id, known.html);
    if (!known || known.topic !== topic) this.load(chat.id, topic);
    return undefined;
  }

  async load(id, topic) {
    const page = { topic, html: this.#pages.get(id)?.html };
    this.#pages.set(id, page);
    if (page.html === undefined) this.draw(id, "");
    const answer = await fetch(this.dataset.url.replace(NOBODY, id)).catch(() => null);
    if (!answer?.ok || answer.redirected) {
      this.#pages.delete(id);
      if (id === chats.current) this.body.textContent = say("person-failed");
      return;
    }
    page.html = await answer.text();
    if (id === chats.current) this.draw(id, page.html);
  }

  draw(id, html) {
    if (this.#shown?.id === id && this.#shown.html === html) return;
    this.#shown = { id, html };
    this.body.innerHTML = html;
  }

  /** The choices of open tickets of this chat's person; none while they are not known. */
  openTickets(id) {
    const holder = document.createElement("template");
    holder.innerHTML = this.#pages.get(id)?.html ?? "";
    return [...(holder.content.querySelector("[data-open-tickets]")?.content.children ?? [])];
  }

  instructions() {
    this.querySelector("[data-send-link]")?.focus();
  }

  send(button) {
    if (!button) return;
    const composer = document.querySelector(`chat-pane[data-key="${chats.current}"] chat-composer`);
    composer?.insert(`${button.dataset.title}: ${button.dataset.sendLink}`);
  }
}

customElements.define("person-pane", PersonPane);
