/**
 * The desk as this console knows it: who I am, my presence, who waits, who is here.
 *
 * Events: `me` (presence or capacity), `queue`, `state` (of the connection), `notice` {text, level,
 * link}, `tick` (every second, detail: server time in milliseconds).
 */
import { Connection } from "../wire/connection.js";
import { refusal, say } from "./words.js";

const OWN_WORD_MS = 2_000;

class Desk extends EventTarget {
  me = { id: 0, name: "" };
  status = null;
  capacity = 0;
  waiting = [];
  agents = [];
  teams = [];
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

  setPresence({ status = this.status, capacity = this.capacity }) {
    if (!this.act({ type: "status", status, capacity })) return this.emit("me");
    this.#spoke = Date.now();
    return this.#present(status, capacity);
  }

  accept({ chat, name }) {
    if (!this.#accepting.has(chat) && this.act({ type: "accept", chat })) this.#accepting.set(chat, name);
  }

  /** Whether this tab had asked for this chat; asked once. */
  took = (chat) => this.#accepting.delete(chat);

  #present(status, capacity) {
    if (status === this.status && capacity === this.capacity) return;
    this.status = status;
    this.capacity = capacity;
    this.emit("me");
  }

  #welcomed({ me, status, capacity }) {
    this.me = me;
    this.#accepting.clear();
    this.#present(status, capacity);
  }

  #queued({ waiting, agents, teams }) {
    Object.assign(this, { waiting, agents, teams });
    this.emit("queue");
    if (Date.now() - this.#spoke < OWN_WORD_MS) return;
    // Another tab of mine may have changed my presence.
    const mine = agents.find((agent) => agent.id === this.me.id);
    this.#present(mine?.status ?? "offline", mine?.capacity ?? this.capacity);
  }

  #refused({ chat, code, by }) {
    if (!this.#accepting.has(chat)) return;
    const name = this.#accepting.get(chat) || say("visitor");
    this.#accepting.delete(chat);
    this.notify(refusal(code, { name, by: by ?? "" }), { level: "warn" });
  }
}

export const desk = new Desk(document.querySelector("[data-user]").dataset);
