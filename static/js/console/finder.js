/** <instruction-finder>: instructions that fit what the visitor wrote last, or the words one types. */
import { csrf, part } from "../wire/dom.js";
import { chats } from "./chats.js";
import { sendInstruction, wasSent } from "./instructions.js";
import { show } from "./lists.js";

const PAUSE_MS = 200;
const READ_MESSAGES = 3;
const MOST = 400;
const MOST_KEPT = 100;
const kept = new Map();

class InstructionFinder extends HTMLElement {
  #timer = 0;
  #asked = "";
  #sends = false;

  connectedCallback() {
    this.words = part(this, "words");
    this.found = part(this, "found");
    this.words.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.find(), PAUSE_MS);
    });
    this.addEventListener("keydown", (event) => this.key(event));
    this.changed = ({ detail }) => detail.chat.id === chats.current && this.find();
    chats.addEventListener("change", this.changed);
    this.find();
  }

  disconnectedCallback() {
    chats.removeEventListener("change", this.changed);
  }

  buttons = () => [...this.querySelectorAll("[data-send-link]")];

  /** Enter sends the best one; the arrows go to another. */
  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || (!step && (event.key !== "Enter" || event.target !== this.words))) return;
    event.preventDefault();
    if (step) this.go(step);
    else if (!this.#sends) this.sendBest();
  }

  /** What fits the words as they are now, sent once however often Enter is pressed meanwhile. */
  async sendBest() {
    this.#sends = true;
    clearTimeout(this.#timer);
    await this.find();
    this.#sends = false;
    const [best] = this.buttons();
    if (!best || !this.isConnected || this.drawn !== this.#asked) return;
    sendInstruction(best);
    this.words.value = "";
    this.closest("person-pane").back();
  }

  go(step) {
    const stops = [this.words, ...this.buttons()];
    stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
  }

  /** The visitor's words go in the body of a request: an address would be logged. */
  async find() {
    const chat = chats.get(chats.current);
    const asked = (this.#asked = this.question(chat));
    if (!kept.has(asked)) {
      const headers = { "X-CSRFToken": csrf() };
      const answer = await fetch(this.dataset.url, { method: "POST", headers, body: new URLSearchParams(asked) }).catch(() => null);
      if (!answer?.ok || answer.redirected) return;
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(asked, await answer.text());
    }
    if (asked !== this.#asked || !this.isConnected) return;
    // Nothing moves under the focus of somebody who chooses.
    if (this.drawn !== asked && !this.found.matches(":focus-within")) {
      this.found.innerHTML = kept.get(asked);
      this.drawn = asked;
    }
    if (chat) this.mark(chat);
  }

  question(chat) {
    const words = this.words.value.trim();
    const topic = words ? "" : (chat?.facts.topic?.id ?? chat?.facts.proposal?.topic?.id ?? "");
    const q = words || asks(chat) || this.dataset.subject;
    return String(new URLSearchParams({ language: this.dataset.language, topic, q }));
  }

  mark(chat) {
    for (const button of this.buttons()) show(part(button.closest("li"), "sent"), wasSent(chat, button.dataset.sendLink));
  }
}

/** What the visitor wrote last. */
function asks(chat) {
  const said = chat?.log.events.filter(({ kind, from }) => kind === "message" && from.role === "visitor") ?? [];
  return said.slice(-READ_MESSAGES).map(({ body }) => body).join(" ").slice(-MOST);
}

customElements.define("instruction-finder", InstructionFinder);
