/** <done-list>: what I finished today; asks again until each chat has its ticket. */
import { chats } from "./chats.js";

const AGAIN_MS = [700, 1_500, 3_000, 6_000, 15_000, 30_000];

class DoneList extends HTMLElement {
  #tries = 0;
  #timer = 0;

  connectedCallback() {
    chats.addEventListener("left", () => this.soon());
    chats.addEventListener("change", ({ detail }) => detail.chat.ended && this.soon());
    this.wait();
  }

  soon() {
    this.#tries = 0;
    this.again();
  }

  again() {
    clearTimeout(this.#timer);
    const delay = AGAIN_MS[Math.min(this.#tries, AGAIN_MS.length - 1)];
    this.#tries += 1;
    this.#timer = setTimeout(() => this.load(), delay);
  }

  /** Tickets are made by a worker: until the last one is there, ask again, ever more rarely. */
  wait() {
    if (Number(this.querySelector("[data-owed]").dataset.owed) > 0) this.again();
  }

  async load() {
    const answer = await fetch(this.dataset.url).catch(() => null);
    if (!answer?.ok || answer.redirected) return this.again();
    const html = await answer.text();
    if (this.matches(":focus-within") && html !== this.html) return this.again();
    if (html !== this.html) this.innerHTML = this.html = html;
    return this.wait();
  }
}

customElements.define("done-list", DoneList);
