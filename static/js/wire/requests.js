import { uuid } from "./ids.js";

/**
 * Frames that are answered (close, transfer): each gets a client_id, is sent again after a lost
 * connection, and becomes a promise of its `ok`, rejected with its `error`.
 */
export class Requests {
  #open = new Map();

  constructor(fire) {
    this.fire = fire;
  }

  send(frame) {
    const request = { ...frame, client_id: uuid() };
    const answer = new Promise((resolve, reject) => {
      this.#open.set(request.client_id, { request, resolve, reject });
    });
    this.fire(request);
    return answer;
  }

  /** Takes an `ok` or `error`; says whether it was the answer to a request. */
  answered(frame) {
    const open = this.#open.get(frame.client_id);
    if (!open) return false;
    if (frame.type === "error" && frame.retry) {
      setTimeout(() => this.fire(open.request), frame.after_ms ?? 1_000);
      return true;
    }
    this.#open.delete(frame.client_id);
    (frame.type === "ok" ? open.resolve : open.reject)(frame);
    return true;
  }

  /** After a reconnect. The server recognises the client_id. */
  resume() {
    for (const { request } of this.#open.values()) this.fire(request);
  }
}
