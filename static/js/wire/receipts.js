/**
 * What a window tells about its person: how far they have read, and that they are writing.
 * Read receipts are cumulative and sent at most every 300 ms; `typing` at most every 3 s.
 */
export class Receipts {
  #reads = new Map();
  #typed = new Map();

  /** `fire(frame)` says whether the frame could be handed to a socket. */
  constructor(fire) {
    this.fire = fire;
  }

  typing(chat) {
    if (Date.now() - (this.#typed.get(chat) ?? 0) < 3_000) return;
    if (this.fire({ type: "typing", chat, on: true })) this.#typed.set(chat, Date.now());
  }

  read(chat, seq) {
    const reading = this.#reads.get(chat) ?? { seq: 0, sent: 0, timer: 0 };
    this.#reads.set(chat, reading);
    reading.seq = Math.max(reading.seq, seq);
    if (reading.seq > reading.sent) reading.timer ||= setTimeout(() => this.#tell(chat, reading), 300);
  }

  #tell(chat, reading) {
    reading.timer = 0;
    if (this.fire({ type: "read", chat, seq: reading.seq })) reading.sent = reading.seq;
  }

  /** A new socket: the server knows of `known`; what it does not know is told again. */
  resume(chat, known) {
    const reading = this.#reads.get(chat);
    if (!reading) return;
    reading.sent = known;
    this.read(chat, reading.seq);
  }

  forget(chat) {
    clearTimeout(this.#reads.get(chat)?.timer);
    this.#reads.delete(chat);
  }
}
