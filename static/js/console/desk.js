/**
 * The desk as this console knows it: who I am, who waits, who is here, how the day goes.
 *
 * Events: `me` (presence or capacity), `queue`, `state` (of the connection), `notice` {text, level,
 * link}, `tick` (every second while one looks, detail: server time in milliseconds).
 */
import { Connection } from "../wire/connection.js";
import { csrf } from "../wire/dom.js";
import { Files } from "../wire/files/server.js";
import { refusal, say } from "./words.js";

const OWN_WORD_MS = 2_000;
const NOBODY = { status: "offline", reason: "", since: null };

class Desk extends EventTarget {
  me = { id: 0, name: "" };
  /** My presence; `relieved`: so many chats fewer by the rule against fatigue. */
  presence = { status: null, reason: "", since: null, capacity: 0, relieved: 0 };
  waiting = [];
  agents = [];
  teams = [];
  /** {answered, kept, ...} since midnight: of the desk, and of this agent. */
  today = null;
  mine = null;
  files = new Files({ root: "/api/v1/chats/", headers: () => ({ "X-CSRFToken": csrf() }) });
  #accepting = new Map();
  #spoke = 0;

  constructor({ user, view }) {
    super();
    this.connection = new Connection({ path: "/ws/console/", role: "agent", owner: `agent.${user}`, view });
    this.clock = this.connection.clock;
    const on = (type, handle) => this.connection.addEventListener(type, ({ detail }) => handle(detail));
    on("welcome", (frame) => this.#welcomed(frame));
    on("queue", (frame) => this.#queued(frame));
    on("error", (frame) => this.#refused(frame));
    on("ok", (frame) => frame.masked && this.notify(say("masked", { n: frame.masked })));
    on("state", (detail) => this.emit("state", detail));
  }

  get status() {
    return this.presence.status;
  }

  get capacity() {
    return this.presence.capacity;
  }

  start() {
    this.connection.start();
    this.clock.tick((now) => this.emit("tick", now));
  }

  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  notify(text, more = {}) {
    this.emit("notice", { text, level: "", ...more });
  }

  /** Hands a frame over that waits for nobody; says so where there is no connection. */
  act(frame) {
    const handed = this.connection.fire(frame);
    if (!handed) this.notify(say("no-connection"), { level: "warn" });
    return handed;
  }

  /** A word of mine about where I am; without a status only the number of chats changes. */
  setPresence({ status, reason = "", capacity = this.capacity }) {
    const kept = { status: this.status, reason: this.presence.reason };
    const where = status ? { status, reason } : kept;
    if (!this.act({ type: "status", ...where, capacity })) return this.emit("me");
    this.#spoke = Date.now();
    const since = status ? new Date(this.clock.now()).toISOString() : this.presence.since;
    return this.#present({ ...where, since, capacity });
  }

  accept({ chat, name }) {
    if (!this.#accepting.has(chat) && this.act({ type: "accept", chat })) this.#accepting.set(chat, name);
  }

  /** Whether this tab has asked for a chat that is not here yet. */
  get isTaking() {
    return this.#accepting.size > 0;
  }

  /** Whether this tab had asked for this chat; asked once. */
  took = (chat) => this.#accepting.delete(chat);

  #present(now) {
    const before = this.presence;
    this.presence = { ...before, ...now };
    if (["status", "reason", "capacity", "relieved"].some((name) => this.presence[name] !== before[name])) this.emit("me");
  }

  #welcomed({ me, status, capacity, reason = "", relieved = 0 }) {
    this.me = me;
    this.#accepting.clear();
    this.#present({ status, capacity, reason, relieved });
  }

  #queued({ waiting, agents, teams, today = null, mine = null }) {
    Object.assign(this, { waiting, agents, teams, today, mine });
    this.emit("queue");
    if (Date.now() - this.#spoke < OWN_WORD_MS) return;
    // Another tab of mine, or the program, may have changed my presence.
    const { status, reason, since, capacity = this.capacity, relieved = this.presence.relieved } =
      agents.find((agent) => agent.id === this.me.id) ?? NOBODY;
    this.#present({ status, reason: reason ?? "", since: since ?? null, capacity, relieved });
  }

  #refused({ chat, code, by }) {
    if (!this.#accepting.has(chat)) return;
    const name = this.#accepting.get(chat) || say("visitor");
    this.#accepting.delete(chat);
    this.notify(refusal(code, { name, by: by ?? "" }), { level: "warn" });
  }
}

export const desk = new Desk(document.querySelector("[data-user]").dataset);
