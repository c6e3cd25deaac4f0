import { part } from "../wire/dom.js";
import { say } from "./words.js";

const SECONDS = 5;

/** <chat-farewell>: ends the chat after a few seconds in which it can be undone. Fires `farewell`. */
class ChatFarewell extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.button = part(this, "end");
    this.undo = part(this.closest("chat-room"), "undo");
    this.button.addEventListener("click", () => this.#begin());
    part(this.undo, "stay").addEventListener("click", () => this.cancel(true));
    part(this.undo, "now").addEventListener("click", () => this.#end());
    this.undo.addEventListener("keydown", (event) => event.key === "Escape" && this.cancel(true));
  }

  #begin() {
    let left = SECONDS;
    const step = () => {
      if (left === 0) return this.#end();
      part(this.undo, "countdown").textContent = say("countdown", { n: left });
      left -= 1;
      return undefined;
    };
    this.undo.hidden = false;
    this.button.disabled = true;
    step();
    this.#timer = setInterval(step, 1000);
    part(this.undo, "stay").focus();
    this.dispatchEvent(new CustomEvent("leaving", { detail: part(this.undo, "countdown").textContent }));
  }

  cancel(focus = false) {
    clearInterval(this.#timer);
    this.undo.hidden = true;
    this.button.disabled = false;
    if (focus) this.button.focus();
  }

  #end() {
    this.cancel();
    this.button.disabled = true;
    this.dispatchEvent(new CustomEvent("farewell"));
  }
}

customElements.define("chat-farewell", ChatFarewell);
