/** <instruction-finder>: instructions that fit the chat, or the words one types. */
import { part } from "../wire/dom.js";
import { chats } from "./chats.js";

const PAUSE_MS = 200;
const kept = new Map();

class InstructionFinder extends HTMLElement {
  #timer = 0;
  #asked = "";

  connectedCallback() {
    this.words = part(this, "words");
    this.found = part(this, "found");
    this.words.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.find(), PAUSE_MS);
    });
    this.words.addEventListener("keydown", (event) => this.key(event));
    this.find();
  }

  /** Enter takes the best one: two keys and some letters send an instruction. */
  key(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    this.querySelector("[data-send-link]")?.click();
  }

  async find() {
    const { url, language, subject } = this.dataset;
    const words = this.words.value.trim();
    const facts = chats.get(chats.current)?.facts;
    const topic = words ? "" : (facts?.topic?.id ?? facts?.proposal?.topic?.id ?? "");
    const asked = (this.#asked = `${url}?${new URLSearchParams({ language, topic, q: words || subject })}`);
    if (!kept.has(asked)) {
      const answer = await fetch(asked).catch(() => null);
      if (!answer?.ok || answer.redirected) return;
      kept.set(asked, await answer.text());
    }
    if (asked === this.#asked && this.found.innerHTML !== kept.get(asked)) this.found.innerHTML = kept.get(asked);
  }
}

customElements.define("instruction-finder", InstructionFinder);
