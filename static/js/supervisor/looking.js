/** <chat-looking>: one chat as it goes on, read without taking part; a whisper, and taking over. */
import { desk } from "../console/desk.js";
import { show } from "../console/lists.js";
import { ending } from "../console/facts.js";
import { fill, part } from "../wire/dom.js";
import { has, tell } from "./words.js";

class ChatLooking extends HTMLElement {
  #opener = null;
  #taking = false;

  connectedCallback() {
    this.log = this.querySelector("chat-log");
    this.composer = this.querySelector("whisper-form");
    const on = (type, handle) => desk.connection.addEventListener(type, ({ detail }) => handle(detail));
    on("welcome", () => this.id_ && this.#watch());
    on("card", ({ card }) => card.chat === this.id_ && this.#card(card));
    on("change", ({ chat, log }) => chat === this.id_ && this.#draw(log));
    on("error", ({ chat, code, client_id }) => chat === this.id_ && !client_id && this.#refused(code));
    part(this, "leave").addEventListener("click", () => this.leave());
    part(this, "takeover").addEventListener("click", () => this.#takeOver());
    this.addEventListener("keydown", ({ key, isComposing }) => key === "Escape" && !isComposing && this.leave());
  }

  /** Follows this chat; `opener` gets the focus back. */
  look(chat, opener) {
    if (chat !== this.id_ && this.id_) desk.connection.fire({ type: "unwatch", chat: this.id_ });
    Object.assign(this, { id_: chat, card: null });
    this.#opener = opener;
    this.#taking = false;
    this.#say("");
    this.#open(true);
    fill(this, { name: tell("opening"), about: "" });
    part(this, "list").replaceChildren();
    show(this, true);
    this.#watch();
    part(this, "name").focus();
  }

  leave() {
    if (!this.id_) return;
    desk.connection.fire({ type: "unwatch", chat: this.id_ });
    this.id_ = null;
    show(this, false);
    this.dispatchEvent(new CustomEvent("left"));
    (this.#opener?.isConnected ? this.#opener : document.getElementById("open-title")).focus();
  }

  #watch() {
    desk.connection.fire({ type: "watch", chat: this.id_ });
  }

  #card(card) {
    this.card = card;
    const who = card.name || tell("visitor");
    const agent = card.agent?.name ?? tell("nobody-yet");
    fill(this, { name: [who, card.topic?.name].filter(Boolean).join(" · ") });
    fill(this, { about: [agent, card.team?.name, card.language.toUpperCase()].filter(Boolean).join(" · ") });
    part(this, "scroller").setAttribute("aria-label", tell("conversation", { name: who }));
    this.composer.bind(card.chat, card.agent?.name);
    if (!card.watching) this.#mine();
  }

  /** What I have is answered in the console. */
  #mine() {
    if (this.#taking) location.assign(part(this, "console").href);
    this.#open(false);
    this.#say(tell("yours"));
    show(part(this, "console"), true);
  }

  #draw(log) {
    this.log.draw(log);
    if (ending(log)) this.#refused("chat_closed");
  }

  #takeOver() {
    this.#taking = desk.act({ type: "takeover", chat: this.id_ });
  }

  #refused(code) {
    this.#taking = false;
    this.#open(false);
    this.#say(tell(has(`error-${code}`) ? `error-${code}` : "error-other"));
  }

  #open(isOpen) {
    show(this.composer, isOpen);
    show(part(this, "takeover"), isOpen);
    show(part(this, "console"), false);
  }

  #say(text) {
    fill(this, { state: text });
    show(part(this, "state"), Boolean(text));
  }
}

customElements.define("chat-looking", ChatLooking);
