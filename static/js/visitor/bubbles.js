import { clone, part } from "../wire/dom.js";
import { drawFiles } from "../wire/files/shown.js";
import { ownWords } from "../wire/files/words.js";
import { shown } from "../wire/log.js";
import { write } from "../wire/links.js";
import { has, say } from "./words.js";

/** The log as people see it: mine right, theirs left, what happened in the middle. */
export class Bubbles {
  #items = new Map();

  /** `act(name, client_id)` is called for the buttons of a failed message; `sent`: {files, chat}. */
  constructor(list, clock, act, sent) {
    Object.assign(this, { list, clock, act, sent });
  }

  draw(log) {
    const entries = [...shown(log).map((event) => entryOf(event, log)), ...log.pending.map(pendingOf)].filter(Boolean);
    const last = entries.findLastIndex((entry) => entry.state === "sent" || entry.state === "read");
    const keys = new Set(entries.map((entry) => entry.key));
    for (const [key, item] of this.#items) if (!keys.has(key)) item.remove(), this.#items.delete(key);
    entries.forEach((entry, index) => this.#place(entry, index, entries[index - 1], index === last));
  }

  #place(entry, index, before, isLast) {
    const item = this.#items.get(entry.key) ?? this.#make(entry);
    if (!entry.system) {
      item.dataset.state = entry.state;
      item.toggleAttribute("data-follows", before?.name === entry.name && !before.system);
      part(item, "failed").hidden = entry.state !== "failed";
      const told = entry.state !== "theirs" && (isLast || entry.state === "pending" || entry.state === "failed");
      part(item, "state").textContent = told ? stateOf(entry) : "";
      if (item.written !== entry.body) write(part(item, "body"), (item.written = entry.body));
      part(item, "body").hidden = !entry.body;
      drawFiles(part(item, "files"), entry.attachments, this.sent);
    }
    if (this.list.children[index] !== item) this.list.insertBefore(item, this.list.children[index] ?? null);
  }

  #make(entry) {
    const item = clone(entry.system ? "system-line" : "bubble");
    this.#items.set(entry.key, item);
    if (entry.system) {
      item.textContent = entry.system;
      return item;
    }
    part(item, "name").textContent = entry.name;
    const time = part(item, "at");
    time.textContent = this.clock.time(entry.at);
    time.dateTime = new Date(entry.at).toISOString();
    time.title = this.clock.exact(entry.at);
    for (const name of ["retry", "discard"]) {
      part(item, name).addEventListener("click", () => this.act(name, entry.key));
    }
    return item;
  }
}

function entryOf(event, log) {
  if (event.kind !== "message") return systemOf(event);
  const isMine = event.from.role === "visitor";
  const read = event.seq <= log.read.agent ? "read" : "sent";
  return {
    key: event.client_id ?? `s${event.seq}`,
    name: isMine ? say("you") : speaker(event),
    state: isMine ? read : "theirs",
    body: ownWords(event.body, event.attachments),
    attachments: event.attachments,
    at: event.at,
  };
}

/** Who of the desk speaks; what the program says by itself, the desk says. */
export const speaker = ({ from }) => from.name || say(from.role === "system" ? "desk" : "agent");

function pendingOf({ client_id, body, attachments, at, seq, failed }) {
  const state = failed ? "failed" : seq ? "sent" : "pending";
  return { key: client_id, name: say("you"), state, failed, body: ownWords(body, attachments), attachments, at };
}

const stateOf = ({ state, failed }) => say(has(`failed-${failed}`) ? `failed-${failed}` : state);

function systemOf(event) {
  // The ending says it louder.
  const text = event.by === "nobody" ? "" : happened(event);
  return text && { key: `s${event.seq}`, system: text };
}

function ending({ by, from }) {
  return has(`closed-${by}`) ? say(`closed-${by}`, { agent: from.name || say("agent") }) : say("ended");
}

/** What an entry of the log that is no message means to the visitor; empty where it means nothing. */
export function happened(event) {
  if (event.kind === "assigned") return say("assigned", { agent: event.agent });
  if (event.kind === "transferred") return event.to ? say("transferred", { to: event.to }) : say("requeued");
  if (event.kind === "closed") return ending(event);
  return "";
}
