/** <lost-connection>: says in words that the console is cut off, and what becomes of one's work. */
import { desk } from "./desk.js";
import { show } from "./lists.js";
import { say } from "./words.js";

const PATIENCE_MS = 1_500;
const SIGNED_OUT = 4401;

class LostConnection extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    desk.addEventListener("state", ({ detail }) => this.changed(detail));
  }

  /** A blink of the network is not worth a word; a refusal is said at once. */
  changed({ state, code }) {
    document.documentElement.dataset.connection = state;
    if (state === "online") {
      clearTimeout(this.#timer);
      this.#timer = 0;
      show(this, false);
    } else if (state === "refused") this.refused(code);
    else this.#timer ||= setTimeout(() => this.say(say("lost")), PATIENCE_MS);
  }

  refused(code) {
    clearTimeout(this.#timer);
    this.say(say(code === SIGNED_OUT ? "signed-out" : "refused"));
    const link = Object.assign(document.createElement("a"), { href: location.href, textContent: say("reload") });
    this.append(" ", link);
  }

  say(text) {
    this.textContent = text;
    show(this, true);
  }
}

customElements.define("lost-connection", LostConnection);
