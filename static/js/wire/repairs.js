/**
 * Asks for entries that a window was not sent: `ask(chat)` is called after a while unless the late
 * entry came by itself, and again every two seconds until `owed(chat)` is false.
 */
export class Repairs {
  #timers = new Map();

  /** `ask(chat)` sends a `sync` and says whether it could; `owed(chat)` whether entries are missing. */
  constructor({ ask, owed }) {
    this.ask = ask;
    this.owed = owed;
  }

  after(chat, milliseconds) {
    if (this.#timers.has(chat) || !this.owed(chat)) return;
    const due = () => {
      this.#timers.delete(chat);
      if (this.owed(chat) && this.ask(chat)) this.after(chat, 2_000);
    };
    this.#timers.set(chat, setTimeout(due, milliseconds));
  }

  /** The page that was asked for is here: whatever is still owed may be asked for at once. */
  answered(chat) {
    clearTimeout(this.#timers.get(chat));
    this.#timers.delete(chat);
  }

  lost() {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
