/** A log as the lines that a pane shows; pure. Who speaks is `obvious` where it is I or the visitor. */
import { ownWords } from "../wire/files/words.js";
import { shown } from "../wire/log.js";
import { refusal, say } from "./words.js";

/**
 * [{key, kind: said|system, side, note, who, obvious, text, files, at, mark, failed, pending}], oldest first.
 * `readAt`: the time at which the visitor last read, in words, if it is known.
 */
export function items(log, me, readAt = "") {
  const events = shown(log);
  const last = events.findLast((event) => event.kind === "message" && event.from.role === "agent");
  const stored = events.map((event) => line(event, me, event === last ? mark(event, log.read.visitor, readAt) : ""));
  return [...stored, ...log.pending.map((message) => pending(message))].filter(Boolean);
}

const SIDES = { visitor: "visitor", agent: "agent", system: "said-system" };

function mark({ seq }, read, readAt) {
  if (read < seq) return say("sent");
  return readAt ? say("read-at", { time: readAt }) : say("read");
}

function line(event, me, read) {
  const { kind, seq, at, client_id, from, body, attachments = [], whisper = false } = event;
  if (kind === "transferred" && event.note) return handedOver(event);
  if (kind !== "message" && kind !== "note") return system(event);
  const side = kind === "note" ? "agent" : SIDES[from.role];
  return {
    key: client_id ?? `n${seq}`,
    kind: "said",
    side,
    note: kind === "note",
    whisper,
    who: speaker(event),
    obvious: kind !== "note" && (side === "visitor" || (side === "agent" && from.name === me)),
    text: ownWords(body, attachments),
    files: attachments,
    at,
    mark: read,
  };
}

function speaker({ kind, from, whisper }) {
  if (kind === "note") return say(whisper ? "whisper" : "note-of", { name: from.name });
  return from.role === "system" ? say("by-itself") : from.name || say("visitor");
}

/** The word for the next one looks like a note, since it is one. */
function handedOver({ seq, at, to, note, from_agent }) {
  const who = [say("transferred", { to }), from_agent].filter(Boolean).join(" · ");
  return { key: `n${seq}`, kind: "said", side: "agent", note: true, who, text: note, at, mark: "" };
}

/** What the rules and people did with the chat. */
function system(event) {
  const { seq, at } = event;
  const values = { agent: "", to: "", after_s: "", ...event };
  return { key: `n${seq}`, kind: "system", text: say(sentenceOf(event), values), at };
}

const SENTENCES = {
  closed: ({ by }) => `closed-${by}`,
  assigned: ({ via }) => (via === "takeover" ? "assigned-takeover" : "assigned"),
  transferred: ({ takeover }) => (takeover ? "transferred-takeover" : "transferred"),
  offered: ({ without = [] }) => ["offered", ...without].join("-"),
  passed_on: ({ why }) => `passed_on-${why}`,
};

const sentenceOf = (event) => SENTENCES[event.kind]?.(event) ?? event.kind;

function pending({ client_id, body, note, at, failed, seq, attachments = [] }) {
  const state = failed ? say("not-sent", { why: refusal(failed) }) : seq ? say("sent") : say("sending");
  return {
    key: client_id,
    kind: "said",
    side: "agent",
    note,
    who: note ? say("note") : "",
    obvious: !note,
    text: ownWords(body, attachments),
    files: attachments,
    at: new Date(at).toISOString(),
    mark: state,
    failed: Boolean(failed),
    pending: !failed,
  };
}
