import { isSeen } from "./around.js";
import { say } from "./words.js";

/** Messages that came while the page was not looked at, in the tab's title; fires `unread` (detail: how many). */
export class Unread {
  #title = document.title;
  #count = 0;

  more(count) {
    if (!count || isSeen()) return;
    this.#tell(this.#count + count);
    document.title = `(${this.#count}) ${say("unread")} · ${this.#title}`;
  }

  none() {
    this.#tell(0);
    document.title = this.#title;
  }

  #tell(count) {
    if (count !== this.#count) document.dispatchEvent(new CustomEvent("unread", { detail: count }));
    this.#count = count;
  }
}
