import { say } from "./words.js";

/** Messages that came while the page was not looked at, in the tab's title. */
export class Unread {
  #title = document.title;
  #count = 0;

  more() {
    if (!document.hidden) return;
    this.#count += 1;
    document.title = `(${this.#count}) ${say("unread")} · ${this.#title}`;
  }

  none() {
    this.#count = 0;
    document.title = this.#title;
  }
}
