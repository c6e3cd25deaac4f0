import { say } from "./words.js";

const SHOWN = 6_000;

/** "… is writing", for six seconds or until a message comes. */
export class Typing {
  #timer = 0;

  constructor(element) {
    this.element = element;
  }

  /** The name of who writes; empty when nobody does. */
  show(name) {
    clearTimeout(this.#timer);
    this.element.hidden = !name;
    if (!name) return;
    this.element.textContent = say("typing", { agent: name });
    this.#timer = setTimeout(() => this.show(""), SHOWN);
  }
}
