/**
 * One file on its way to the desk. It goes on by itself when the connection comes back.
 *
 * `state` is "uploading", "ready" (then `attachment` is what the desk keeps), "failed" (then
 * `message` says why, `again` whether trying helps) or "gone". `changed()` is called at each step.
 */
const TRIES = 6;

export class Upload {
  state = "uploading";
  progress = 0;
  attachment = null;
  message = "";
  again = false;
  #stop = new AbortController();

  /** `send({progress, signal})` uploads; `words(refused)` says why that failed. */
  constructor({ name, send, words, changed }) {
    Object.assign(this, { name, send, words, changed });
  }

  /** What an earlier page of this tab had uploaded. */
  static ready(attachment, more) {
    const upload = new Upload({ name: attachment.name, ...more });
    return Object.assign(upload, { state: "ready", attachment });
  }

  async start() {
    this.#to({ state: "uploading", message: "", again: false, progress: 0 });
    for (let tries = 1; this.state === "uploading"; tries += 1) {
      try {
        const progress = (share) => this.#to({ progress: share, isLate: false });
        const attachment = await this.send({ progress, signal: this.#stop.signal });
        if (this.state === "uploading") this.#to({ state: "ready", attachment });
      } catch (refused) {
        if (!helps(refused) || tries === TRIES) return this.#fail(refused);
        this.#to({ progress: 0, isLate: true });
        await pause(refused.after_ms ?? 500 * 2 ** tries);
      }
    }
    return undefined;
  }

  stop() {
    this.state = "gone";
    this.#stop.abort();
  }

  #fail(refused) {
    if (this.state === "uploading") this.#to({ state: "failed", message: this.words(refused), again: helps(refused) });
  }

  #to(values) {
    Object.assign(this, values);
    this.changed();
  }
}

const helps = ({ code }) => code === "unavailable" || code === "rate_limited";

/** So long, or until the browser is online again. */
const pause = (milliseconds) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    addEventListener("online", () => (clearTimeout(timer), resolve()), { once: true });
  });
