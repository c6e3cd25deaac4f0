import { Poll } from "./poll.js";
import { Socket } from "./socket.js";

const FAILURES = 2;

/**
 * The way to the desk: a socket, and plain HTTPS while no socket stays up. Events and methods are
 * those of socket.js; a `state` by HTTPS is {state: "online", by: "https"}.
 */
export class Link extends EventTarget {
  /** `https` is {address, token, after} as poll.js takes them; without it there is only the socket. */
  constructor({ path, hello, https }) {
    super();
    this.socket = new Socket({ path, hello });
    this.socket.addEventListener("up", ({ detail }) => this.#emit("up", detail));
    this.socket.addEventListener("frame", ({ detail }) => this.#emit("frame", detail));
    this.socket.addEventListener("state", ({ detail }) => this.#moved(detail));
    const take = (frame) => this.#emit("frame", frame);
    this.poll = https && new Poll({ ...https, take, moved: (isUp) => this.#polled(isUp) });
  }

  get state() {
    return this.poll?.isUp ? "online" : this.socket.state;
  }

  start() {
    this.socket.start();
  }

  stop() {
    this.poll?.stop();
    this.socket.stop();
  }

  send(frame) {
    return this.socket.send(frame) || Boolean(this.poll?.post(frame));
  }

  #moved(detail) {
    if (detail.state === "online" || detail.state === "refused") this.poll?.stop();
    else if (detail.failures >= FAILURES) this.poll?.start();
    if (!this.poll?.isUp) this.#emit("state", detail);
  }

  #polled(isUp) {
    if (isUp) this.#emit("state", { state: "online", by: "https" });
    else if (this.socket.state !== "online") this.#emit("state", { state: "offline" });
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
