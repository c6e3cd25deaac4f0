import { announce, part } from "../wire/dom.js";
import { sayAlternative } from "./api.js";
import { saveChat } from "./saved.js";
import { shuffle } from "./shuffle.js";

const THANKED = 4_000;

/**
 * <early-question>: what one would have done without chat, asked of those for whom the draw fell so,
 * until they answer, skip it, or are answered themselves. It takes no focus and waits for nothing.
 */
class EarlyQuestion extends HTMLElement {
  connectedCallback() {
    part(this, "shuffled").addEventListener("click", ({ target }) => {
      const choice = target.closest("button");
      if (choice) this.#answer(choice.value);
    });
    part(this, "skip").addEventListener("click", () => this.#done());
    this.addEventListener("keydown", ({ key }) => key === "Escape" && this.#done());
  }

  /** `visit` is the saved chat, `how` its standing. */
  stand(visit, how) {
    if (how.state === "ended" || how.answered) return this.#leave();
    if (this.visit || visit.alternative_asked !== "before") return undefined;
    this.visit = visit;
    shuffle(part(this, "shuffled"));
    this.hidden = false;
    announce(part(this.closest("visitor-desk"), "live"), part(this, "told").textContent);
    return undefined;
  }

  async #answer(alternative) {
    const { status } = await sayAlternative(this.visit, { alternative });
    const isDone = status === 204 || status === 409;
    part(this, "problem").hidden = isDone;
    if (isDone) this.#done({ thanks: status === 204 });
  }

  /** Asked once: a reload asks no more. */
  #done({ thanks = false } = {}) {
    this.visit.alternative_asked = null;
    saveChat({ alternative_asked: null });
    if (!thanks || this.hidden) return this.#leave();
    this.#focusOn();
    part(this, "ask").hidden = true;
    part(this, "thanks").hidden = false;
    announce(part(this.closest("visitor-desk"), "live"), part(this, "thanks").textContent);
    setTimeout(() => this.#leave(), THANKED);
    return undefined;
  }

  #leave() {
    if (this.hidden) return;
    this.#focusOn();
    this.hidden = true;
  }

  /** Whoever was in here goes on where one writes. */
  #focusOn() {
    if (this.contains(document.activeElement)) this.closest("chat-room").querySelector("chat-composer").focus();
  }
}

customElements.define("early-question", EarlyQuestion);
