/** How a chat stands, read from its log. Pure. */

/** {state: waiting | active | ended, agent, since (of waiting), by, outcome, answered} */
export function standing(log) {
  let now = begun(log.card);
  let answered = false;
  for (const event of log.events) {
    if (event.kind === "assigned") now = { state: "active", agent: event.agent };
    if (event.kind === "transferred") now = { state: "waiting", agent: "", since: event.at };
    if (event.kind === "closed") now = { ...now, state: "ended", by: event.by, outcome: event.outcome };
    answered ||= event.kind === "message" && event.from.role === "agent";
  }
  return { ...now, answered };
}

const ENDED = new Set(["closed", "abandoned"]);

const begun = (card) => ({
  state: ENDED.has(card?.state) ? "ended" : (card?.state ?? "waiting"),
  agent: card?.agent?.name ?? "",
  since: card?.queued_at,
});
