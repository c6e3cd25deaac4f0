/** A log as the lines that a pane shows; pure. Who speaks is `obvious` where it is I or the visitor. */
import { shown } from "../wire/log.js";
import { refusal, say } from "./words.js";

/** [{key, kind: said|system, side, note, who, obvious, text, at, mark, failed, pending}], oldest first. */
export function items(log, me) {
  const events = shown(log);
  const last = events.findLast((event) => event.kind === "message" && event.from.role === "agent");
  const stored = events.map((event) => line(event, me, event === last ? log.read.visitor : null));
  return [...stored, ...log.pending.map((message) => pending(message))].filter(Boolean);
}

function line(event, me, read) {
  const { kind, seq, at, client_id, from, body } = event;
  if (kind === "transferred" && event.note) return handedOver(event);
  if (kind !== "message" && kind !== "note") return system(event);
  const mine = from.role === "agent";
  return {
    key: client_id ?? `n${seq}`,
    kind: "said",
    side: mine ? "agent" : "visitor",
    note: kind === "note",
    who: [kind === "note" && say("note"), from.name || say("visitor")].filter(Boolean).join(" · "),
    obvious: kind !== "note" && (!mine || from.name === me),
    text: body,
    at,
    mark: read === null ? "" : say(read >= seq ? "read" : "sent"),
  };
}

/** The word for the next one looks like a note, since it is one. */
function handedOver({ seq, at, to, note, from_agent }) {
  const who = [say("transferred", { to }), from_agent].filter(Boolean).join(" · ");
  return { key: `n${seq}`, kind: "said", side: "agent", note: true, who, text: note, at, mark: "" };
}

function system({ kind, seq, at, agent, to, by }) {
  const name = kind === "closed" ? `closed-${by}` : kind;
  return { key: `n${seq}`, kind: "system", text: say(name, { agent: agent ?? "", to: to ?? "" }), at };
}

function pending({ client_id, body, note, at, failed, seq }) {
  const state = failed ? say("not-sent", { why: refusal(failed) }) : seq ? say("sent") : say("sending");
  return {
    key: client_id,
    kind: "said",
    side: "agent",
    note,
    who: note ? say("note") : "",
    obvious: !note,
    text: body,
    at: new Date(at).toISOString(),
    mark: state,
    failed: Boolean(failed),
    pending: !failed,
  };
}
