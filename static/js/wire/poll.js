/**
 * The same chat over plain HTTPS, for networks that let no socket through (visitors only).
 *
 * `start()` asks for pages one after the other, each waiting up to 25 s for something new; `isUp`
 * after the first answer. `post(frame)` takes `send` and `close`. Answers go to `take(frame)`, a
 * page preceded by what it says of the log's epoch; `moved(isUp)` is told when it comes or goes.
 */
const WAIT = 25;
const POSTED = new Set(["send", "close"]);

export class Poll {
  isUp = false;
  #stopping = null;

  /** `address()` is that of the chat's events, `after()` the number of the last applied entry. */
  constructor({ address, token, after, take, moved }) {
    Object.assign(this, { address, token, after, take, moved });
  }

  start() {
    if (this.#stopping) return;
    this.#stopping = new AbortController();
    this.#run(this.#stopping.signal);
  }

  stop() {
    this.#stopping?.abort();
    this.#stopping = null;
    this.#to(false);
  }

  /** Whether the frame is on its way; its answer comes through `take`. */
  post(frame) {
    if (!this.isUp || !POSTED.has(frame.type)) return false;
    this.#post(frame);
    return true;
  }

  async #run(signal) {
    for (let failures = 0; !signal.aborted; ) {
      const page = await this.#ask(`?after=${this.after()}&wait=${this.isUp ? WAIT : 0}`, { signal });
      if (signal.aborted) return;
      failures = page?.type === "page" ? 0 : failures + 1;
      this.#to(failures === 0);
      if (failures === 0) this.take(page);
      else await pause(Math.random() * Math.min(30_000, 500 * 2 ** failures));
    }
  }

  async #post(frame) {
    const body = JSON.stringify(frame);
    const again = { type: "error", client_id: frame.client_id, code: "unavailable", retry: true };
    const answer = await this.#ask("", { method: "POST", body });
    this.take({ ...(answer ?? again), chat: frame.chat });
  }

  /** The frame that the desk answers; nothing when nobody answered. */
  async #ask(query, options) {
    const headers = { Authorization: `Bearer ${this.token()}`, "Content-Type": "application/json" };
    try {
      return await (await fetch(this.address() + query, { ...options, headers })).json();
    } catch {
      return null;
    }
  }

  #to(isUp) {
    if (this.isUp === isUp) return;
    this.isUp = isUp;
    this.moved(isUp);
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
