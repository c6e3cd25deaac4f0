import { say } from "./words.js";

const PATIENCE = 1_500;
const OUT_OF_DATE = new Set([4400, 4403]);

/** The state of the connection in words, when it is not as it should be. */
export class Trouble {
  #timer;

  constructor(element) {
    this.element = element;
  }

  show({ state, code }) {
    if (state === "online") this.#calm();
    if (state === "offline") this.#timer ??= setTimeout(() => this.#tell("offline"), PATIENCE);
    if (state === "refused" && OUT_OF_DATE.has(code)) this.outOfDate();
  }

  outOfDate() {
    this.#tell("reload");
  }

  #tell(name) {
    this.element.hidden = false;
    this.element.textContent = say(name);
  }

  #calm() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.element.hidden = true;
  }
}
