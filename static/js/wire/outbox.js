/**
 * Messages that the server has not acknowledged: kept through reload, sent in order, one at a time in
 * each chat: of two on their way, the first may be refused for the moment and the second stored.
 *
 * Each lies in storage under a key of its own, so that two tabs never overwrite each other; both may
 * send it, with the same client_id, and the server stores it once. `fire(frame)` says whether the
 * frame could be handed to a socket.
 */
import { lasting } from "./storage.js";

const PREFIX = "helpdesk.outbox";
const STALE = 10_000;

export class Outbox {
  #flying = new Map();
  #paused = new Map();

  constructor({ fire, storage = lasting, owner = "" }) {
    this.fire = fire;
    this.storage = storage;
    this.owner = owner;
  }

  #key = (chat, id) => `${PREFIX}.${this.owner}.${chat}.${id}`;

  /** Writes what is pending in this log, and forgets what is not any more. */
  keep(before, after) {
    const now = new Set(after.pending.map((message) => message.client_id));
    for (const message of after.pending) {
      if (!before.pending.includes(message)) this.#write(after.chat, message);
    }
    for (const { client_id } of before.pending) {
      if (!now.has(client_id)) this.#drop(after.chat, client_id);
    }
  }

  #write(chat, message) {
    try {
      this.storage.setItem(this.#key(chat, message.client_id), JSON.stringify(message));
    } catch {
      // A full or forbidden storage: the message lives in memory until it is acknowledged.
    }
  }

  #drop(chat, id) {
    this.#flying.get(chat)?.delete(id);
    this.storage.removeItem(this.#key(chat, id));
  }

  /** What an earlier page left behind for this chat, oldest first. */
  restore(chat) {
    const start = this.#key(chat, "");
    const kept = Object.keys(this.storage).filter((key) => key.startsWith(start));
    const messages = kept.map((key) => JSON.parse(this.storage.getItem(key)));
    return messages.sort((a, b) => a.at - b.at);
  }

  /** Sends in order what is neither committed, failed nor on its way. */
  pump(log) {
    if (this.#paused.has(log.chat)) return;
    const flying = this.#flyingOf(log.chat);
    for (const { client_id, body, note, seq, failed, attachments = [] } of log.pending) {
      if (seq || failed) continue;
      if (flying.size) return;
      const files = attachments.length ? { attachments: attachments.map(({ id }) => id) } : {};
      const frame = { type: "send", chat: log.chat, client_id, body, ...files };
      if (!this.fire(note ? { ...frame, note } : frame)) return;
      flying.set(client_id, Date.now());
    }
  }

  #flyingOf(chat) {
    if (!this.#flying.has(chat)) this.#flying.set(chat, new Map());
    return this.#flying.get(chat);
  }

  /** The server has answered about this message. */
  answered(chat, id) {
    this.#flying.get(chat)?.delete(id);
  }

  /** Refused for the moment: nothing more of this chat for so long, then `again()`. */
  pause(chat, milliseconds, again) {
    clearTimeout(this.#paused.get(chat));
    const resume = () => this.#paused.delete(chat) && again();
    this.#paused.set(chat, setTimeout(resume, milliseconds));
  }

  /** Answers that have not come for long are not waited for: the next pump sends again. */
  refresh() {
    for (const flying of this.#flying.values()) {
      for (const [id, at] of flying) if (Date.now() - at > STALE) flying.delete(id);
    }
  }

  /** Nothing of this chat is on its way for this window any more. */
  forget(chat) {
    clearTimeout(this.#paused.get(chat));
    this.#paused.delete(chat);
    this.#flying.delete(chat);
  }

  /** The socket is gone, and with it whatever was on its way. */
  lost() {
    this.#flying.clear();
    for (const timer of this.#paused.values()) clearTimeout(timer);
    this.#paused.clear();
  }
}
