/**
 * A WebSocket that comes back. It says `hello` when it opens and is up after `welcome`.
 *
 * Events (detail): `frame` (the frame), `up` (the welcome), `state` ({state, code, inMs}).
 * States: connecting, online, offline (tries again in `inMs`, after so many `failures` in a row), refused (close code in `code`; it
 * stays down until `start()`): 4400 and 4403 are final, 4401 wants a new token or login, 4410 erased.
 */
const REFUSED = new Set([4400, 4401, 4403, 4410]);
const WELCOME_WITHIN = 10_000;
const STABLE_AFTER = 5_000;

export class Socket extends EventTarget {
  state = "offline";
  #socket = null;
  #failures = 0;
  #atLeast = 0;
  #beat = 25_000;
  #timers = {};

  /** `hello()` returns the frame that opens the conversation. */
  constructor({ path, hello }) {
    super();
    this.hello = hello;
    this.url = new URL(path, location.href);
    this.url.protocol = this.url.protocol.replace("http", "ws");
    this.wake = () => this.#wake();
    this.seen = () => document.hidden || this.#wake();
    this.doubt = () => this.#socket && this.#drop(1006);
  }

  start() {
    addEventListener("online", this.wake);
    addEventListener("offline", this.doubt);
    document.addEventListener("visibilitychange", this.seen);
    this.#open();
  }

  stop() {
    removeEventListener("online", this.wake);
    removeEventListener("offline", this.doubt);
    document.removeEventListener("visibilitychange", this.seen);
    this.#forget();
    this.#to("offline");
  }

  /** Hands a frame over; false when there is no welcomed socket to take it. */
  send(frame) {
    if (this.state !== "online" || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #open() {
    this.#forget();
    this.#to("connecting");
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    socket.onopen = () => socket.send(JSON.stringify(this.hello()));
    socket.onmessage = ({ data }) => this.#heard(JSON.parse(data));
    socket.onclose = ({ code }) => this.#drop(code);
    this.#after("silence", WELCOME_WITHIN, () => this.#drop(1006));
  }

  #heard(frame) {
    this.#after("silence", 2 * this.#beat, () => this.#drop(1006));
    if (frame.type === "welcome") this.#welcomed(frame);
    if (frame.type === "ping") this.send({ type: "pong", n: frame.n });
    if (frame.type === "bye") this.#atLeast = frame.retry_ms ?? 0;
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }

  #welcomed(frame) {
    this.#beat = 1000 * (frame.beat_s ?? 25);
    this.#after("silence", 2 * this.#beat, () => this.#drop(1006));
    this.#after("stable", STABLE_AFTER, () => {
      this.#failures = 0;
    });
    this.#to("online");
    this.dispatchEvent(new CustomEvent("up", { detail: frame }));
  }

  /** The socket is gone, or so silent that it counts as gone. */
  #drop(code) {
    this.#forget();
    if (REFUSED.has(code)) return this.#to("refused", { code });
    const ceiling = Math.min(30_000, 500 * 2 ** this.#failures);
    const inMs = this.#atLeast + (code === 4429 ? 5_000 : 0) + Math.random() * ceiling;
    this.#failures += 1;
    this.#atLeast = 0;
    this.#after("retry", inMs, () => this.#open());
    return this.#to("offline", { code, inMs, failures: this.#failures });
  }

  #wake() {
    if (this.state === "offline" && this.#timers.retry) this.#open();
  }

  #forget() {
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    this.#timers = {};
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #after(name, milliseconds, run) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(run, milliseconds);
  }

  #to(state, more = {}) {
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: { state, ...more } }));
  }
}
