/**
 * A window's whole link to the desk: one socket, several chats, nothing lost. What both the
 * visitor's page and the console are built on.
 *
 *   const connection = new Connection({path: "/ws/chat/", role: "visitor", token: () => "..."});
 *   connection.follow(chat)            knows this chat and restores its unsent messages; agents need
 *                                      not call it: chats come with `welcome` and `chat` frames
 *   connection.forget(chat)            lets go of a chat: it is not asked for any more
 *   connection.start(); connection.stop();
 *   connection.log(chat)               the log as log.js describes it (undefined if not followed)
 *   connection.send(chat, body, {note, attachments})  -> client_id; shown as pending at once, kept
 *                                      until `ok`; attachments as an entry carries them
 *   connection.retry(chat, client_id)    a failed message once more
 *   connection.discard(chat, client_id)  drops a failed message and returns its text
 *   connection.takeBack(chat, client_id)  the same, and returns the message
 *   connection.read(chat, seq)         shown up to here (cumulative; sent at most every 300 ms)
 *   connection.typing(chat)            the person writes (sent at most every 3 s)
 *   connection.request(frame)          a frame with an answer (close, transfer): gets a client_id,
 *                                      survives reconnects; promise of `ok`, rejected with `error`
 *   connection.fire(frame)             a frame without (accept, status): true if it was handed over
 *   connection.clock                   the server's clock (clock.js);  connection.state as socket.js
 *
 * Events, each a CustomEvent with this detail:
 *   state    {state, code, inMs, by}   connecting, online, offline, refused (see socket.js, link.js)
 *   change   {chat, log, added, live, reset}  the log changed; `added` entries were applied, `live`:
 *                                      pushed just now and not history; `reset`: draw all anew
 *   card     {card, isNew}             what the desk says of a chat
 *   gone     {chat}                    a chat that is no longer ours
 *   and every other frame under its type: welcome queue position typing error ok bye event page ...
 * `events(chat)`, for visitors: the address of the chat's events, used while no socket stays up.
 * `view: "desk"` says of an agent's page that it looks on only: nobody takes chats there.
 * `owner` keeps the unsent messages of several people apart who share a browser (an agent's id).
 */
import { Clock } from "./clock.js";
import { uuid } from "./ids.js";
import { Link } from "./link.js";
import { emptyLog, gap, reduce } from "./log.js";
import { Outbox } from "./outbox.js";
import { Receipts } from "./receipts.js";
import { Repairs } from "./repairs.js";
import { Requests } from "./requests.js";

const PAGE = 200;

export class Connection extends EventTarget {
  #logs = new Map();
  #sentAt = 0;

  constructor({ path, events, role, token = () => "", owner = role, view, clock = new Clock(), storage }) {
    super();
    const fire = (frame) => this.fire(frame);
    Object.assign(this, { role, clock, token, view });
    this.link = new Link({ path, hello: () => this.#hello(), https: events && this.#https(events) });
    this.outbox = new Outbox({ fire, owner, storage });
    this.receipts = new Receipts(fire);
    this.requests = new Requests(fire);
    this.repairs = new Repairs({ ask: (chat) => this.#sync(chat), owed: (chat) => this.#owed(chat) });
    this.link.addEventListener("up", ({ detail }) => this.#welcomed(detail));
    this.link.addEventListener("frame", ({ detail }) => this.#take(detail));
    this.link.addEventListener("state", ({ detail }) => this.#moved(detail));
  }

  get state() {
    return this.link.state;
  }

  start = () => this.link.start();
  stop = () => this.link.stop();
  fire = (frame) => this.link.send(frame);
  log = (chat) => this.#logs.get(chat);
  read = (chat, seq) => this.receipts.read(chat, seq);
  typing = (chat) => this.receipts.typing(chat);
  request = (frame) => this.requests.send(frame);

  follow(chat) {
    if (this.#logs.has(chat)) return;
    this.#logs.set(chat, emptyLog(chat));
    for (const message of this.outbox.restore(chat)) {
      this.#apply(chat, { type: "compose", message: { ...message, seq: null } });
    }
  }

  /** What was not sent stays in storage, for the day on which the chat is followed again. */
  forget(chat) {
    this.#logs.delete(chat);
    this.receipts.forget(chat);
    this.outbox.forget(chat);
    this.repairs.answered(chat);
  }

  send(chat, body, { note = false, attachments = [] } = {}) {
    // Two messages of one moment keep their order through a reload.
    this.#sentAt = Math.max(this.clock.now(), this.#sentAt + 1);
    const message = { client_id: uuid(), body, note, at: this.#sentAt, ...(attachments.length && { attachments }) };
    this.#apply(chat, { type: "compose", message });
    return message.client_id;
  }

  retry(chat, client_id) {
    this.#apply(chat, { type: "retry", client_id });
  }

  discard(chat, client_id) {
    return this.takeBack(chat, client_id)?.body ?? "";
  }

  takeBack(chat, client_id) {
    const message = this.log(chat).pending.find((each) => each.client_id === client_id);
    this.#apply(chat, { type: "discard", client_id });
    return message;
  }

  #https(events) {
    const chat = () => this.#logs.keys().next().value;
    const after = () => this.log(chat()).applied;
    return { address: () => events(chat()), token: this.token, after };
  }

  #hello() {
    const chats = {};
    for (const [chat, log] of this.#logs) chats[chat] = { epoch: log.epoch ?? "", after: log.applied };
    const token = this.token();
    const hello = { type: "hello", v: 1, chats };
    return { ...hello, ...(token && { token }), ...(this.view && { view: this.view }) };
  }

  #welcomed(welcome) {
    this.clock.set(welcome.now);
    const ours = new Set(welcome.chats.map((card) => card.chat));
    for (const chat of [...this.#logs.keys()]) if (!ours.has(chat)) this.#gone(chat);
    for (const card of welcome.chats) {
      this.#card(card);
      this.receipts.resume(card.chat, card.read?.[this.role] ?? 0);
    }
    this.requests.resume();
  }

  #card(card) {
    const isNew = !this.#logs.has(card.chat);
    this.follow(card.chat);
    this.#apply(card.chat, { type: "card", card });
    this.outbox.pump(this.log(card.chat));
    this.#emit("card", { card, isNew });
  }

  #gone(chat) {
    this.forget(chat);
    this.#emit("gone", { chat });
  }

  #take(frame) {
    if (frame.type === "gone") return this.#gone(frame.chat);
    if (frame.type === "chat") this.#card(frame.card);
    else if (frame.type === "ping") this.#beat(frame.heads ?? {});
    else if (frame.type === "ok" || frame.type === "error") this.#answered(frame);
    else if (this.#logs.has(frame.chat)) this.#apply(frame.chat, frame);
    return this.#emit(frame.type, frame);
  }

  /** `ok` and `error` answer a request or a message of this window, by client_id. */
  #answered(frame) {
    const chat = frame.chat ?? this.#holderOf(frame.client_id);
    this.outbox.answered(chat, frame.client_id);
    if (this.requests.answered(frame) || !frame.client_id || !this.#logs.has(chat)) return;
    if (frame.type === "error" && frame.retry) {
      const again = () => this.#logs.has(chat) && this.outbox.pump(this.log(chat));
      this.outbox.pause(chat, frame.after_ms ?? 1_000, again);
    }
    this.#apply(chat, frame);
  }

  #holderOf(client_id) {
    const holds = ([, log]) => log.pending.some((message) => message.client_id === client_id);
    return [...this.#logs].find(holds)?.[0];
  }

  /** A head beyond what is applied means a lost push. */
  #beat(heads) {
    this.outbox.refresh();
    for (const [chat, log] of this.#logs) {
      this.#apply(chat, { type: "page", chat, events: [], head: heads[chat] ?? log.head });
    }
  }

  #owed(chat) {
    return this.#logs.has(chat) && gap(this.log(chat));
  }

  #sync(chat) {
    return this.fire({ type: "sync", chat, after: this.log(chat).applied, limit: PAGE });
  }

  #apply(chat, action) {
    const before = this.log(chat);
    const log = reduce(before, action);
    this.#logs.set(chat, log);
    this.outbox.keep(before, log);
    this.outbox.pump(log);
    if (action.type === "page" && action.events.length) this.repairs.answered(chat);
    this.repairs.after(chat, 50 + 100 * Math.random());
    if (log === before) return;
    const reset = before.epoch !== null && log.epoch !== before.epoch;
    const added = reset ? log.events : log.events.slice(before.applied);
    this.#emit("change", { chat, log, added, reset, live: action.type === "event" });
  }

  #moved(detail) {
    if (detail.state !== "online") {
      this.outbox.lost();
      this.repairs.lost();
    }
    if (detail.by === "https") for (const log of this.#logs.values()) this.outbox.pump(log);
    this.#emit("state", detail);
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
