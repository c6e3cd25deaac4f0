/** How a chat stands, read from its log. Pure. */

/** {state: waiting | active | ended, agent, by, outcome, answered} */
export function standing(log) {
  let now = { state: ENDED.has(log.card?.state) ? "ended" : (log.card?.state ?? "waiting"), agent: log.card?.agent?.name ?? "" };
  let answered = false;
  for (const event of log.events) {
    if (event.kind === "assigned") now = { state: "active", agent: event.agent };
    if (event.kind === "transferred") now = { state: "waiting", agent: "" };
    if (event.kind === "closed") now = { ...now, state: "ended", by: event.by, outcome: event.outcome };
    answered ||= event.kind === "message" && event.from.role === "agent";
  }
  return { ...now, answered };
}

const ENDED = new Set(["closed", "abandoned"]);
