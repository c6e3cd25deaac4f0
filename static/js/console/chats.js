/**
 * The chats that are mine, each with a number that stays while it is open, and the one I look at.
 *
 * A chat: {id, slot, log, facts, seen, readAt, typingUntil, ended}; `readAt`: when the visitor last
 * read, if this page saw it. One that the other side ended stays, read-only, until it is put away. Events: `change` {chat}, `left` {chat}, `select` {chat, write}.
 */
import { desk } from "./desk.js";
import { ending, facts, unread } from "./facts.js";
import { need } from "./need.js";
import { waits } from "./waits.js";
import { say } from "./words.js";

const SLOTS = 6;
const TYPING_MS = 6_000;

class Chats extends EventTarget {
  current = null;
  #chats = new Map();
  #letGo = new Set();

  constructor({ connection }) {
    super();
    const on = (type, handle) => connection.addEventListener(type, ({ detail }) => handle(detail));
    on("card", ({ card }) => {
      this.#take(card.chat, connection.log(card.chat));
      if (desk.took(card.chat)) this.select(card.chat, { write: true });
    });
    on("change", ({ chat, log }) => this.#chats.has(chat) && this.#take(chat, log));
    on("typing", ({ chat, role, on: writes }) => role === "visitor" && this.#typing(chat, writes));
    on("cursor", ({ chat, role }) => role === "visitor" && this.#read(chat));
    on("gone", ({ chat }) => this.#gone(chat));
  }

  get = (id) => this.#chats.get(id);
  all = () => [...this.#chats.values()].sort((a, b) => a.slot - b.slot);
  open = () => this.all().filter((chat) => !chat.ended);
  unread = (chat) => unread(chat.log, Math.max(chat.seen, chat.log.read.agent));
  name = (chat) => chat.facts.name || say("visitor");

  /** Those that need me most first; an answer on its way is an answer. */
  byNeed(now) {
    const rank = (chat) => (isAnswering(chat.log) ? 0 : need(chat.facts, now).rank);
    const ranks = new Map(this.all().map((chat) => [chat, rank(chat)]));
    return [...ranks.keys()].sort((a, b) => ranks.get(b) - ranks.get(a) || a.slot - b.slot);
  }

  select(id, { write = false } = {}) {
    this.current = id;
    this.#emit("select", { chat: this.get(id), write });
  }

  /** This tab asked for it to move: its going needs no words; or, refused, it does again. */
  letGo = (id) => this.#letGo.add(id);
  keep = (id) => this.#letGo.delete(id);

  /** Takes a chat off the page; what could not be sent any more is given back in words. */
  putAway(id) {
    const chat = this.get(id);
    if (!chat) return;
    this.#chats.delete(id);
    desk.connection.forget(id);
    for (const { body: text } of chat.log.pending) {
      desk.notify(say("unsent", { name: this.name(chat), text }), { level: "warn", stays: true });
    }
    this.#emit("left", { chat });
    if (this.current === id) this.select(this.byNeed(desk.clock.now())[0]?.id ?? null);
  }

  #take(id, log) {
    if (!log.card) return;
    const now = { ...facts(log), ...waits(log) };
    if (now.state !== "active" && !this.get(id)) return;
    const chat = this.get(id) ?? { id, slot: this.#freeSlot(), seen: 0, readAt: null, typingUntil: 0, ended: false };
    if (chat.log?.events.length < log.events.length && log.events.at(-1).from?.role === "visitor") chat.typingUntil = 0;
    Object.assign(chat, { log, facts: now });
    this.#chats.set(id, chat);
    if (now.state !== "active" && this.#end(chat)) return;
    this.#emit("change", { chat });
    if (!this.get(this.current)) this.select(id);
  }

  /** What I ended goes at once; what somebody else ended stays to be read. True if it went. */
  #end(chat) {
    const end = ending(chat.log);
    const byMe = end?.by === "agent" && end.from.name === desk.me.name;
    chat.ended = Boolean(end);
    if (byMe) this.putAway(chat.id);
    return byMe;
  }

  #freeSlot() {
    const taken = new Set(this.all().map((chat) => chat.slot));
    const free = Array.from({ length: SLOTS }, (_, n) => n + 1).find((slot) => !taken.has(slot));
    const over = this.all().find((chat) => chat.ended);
    if (free || !over) return free ?? Math.max(...taken) + 1;
    this.putAway(over.id);
    return over.slot;
  }

  #typing(id, writes) {
    const chat = this.get(id);
    if (!chat) return;
    chat.typingUntil = writes ? Date.now() + TYPING_MS : 0;
    this.#emit("change", { chat });
  }

  #read(id) {
    const chat = this.get(id);
    if (!chat) return;
    chat.readAt = desk.clock.now();
    this.#emit("change", { chat });
  }

  #gone(id) {
    const chat = this.get(id);
    if (!chat || chat.ended) return;
    const quiet = this.#letGo.delete(id) || chat.facts.state !== "active";
    if (!quiet) desk.notify(departure(chat.log, this.name(chat)));
    this.putAway(id);
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

const isAnswering = ({ pending }) => pending.some(({ note, failed }) => !note && !failed);

/** Where a chat went that I did not hand over: who took it over, or to whom it was passed. */
function departure({ events }, name) {
  const { to, takeover } = events.findLast(({ kind }) => kind === "transferred") ?? {};
  return say(takeover ? "taken-over" : to ? "moved" : "gone", { name, to });
}

export const chats = new Chats(desk);
