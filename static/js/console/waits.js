/**
 * Since when a visitor waits for this agent's word, read from the chat's log; pure.
 *
 * {waits_since}: the time of the first thing said or done that nobody has answered, null where it is
 * the visitor's turn. A question that the program asks is no answer. Whoever took an answered chat
 * over owes it a word of their own. Nothing at all while the log is not complete.
 */
export function waits(log) {
  if (log.applied < log.card.head) return {};
  const state = log.events.reduce((before, event) => STEPS[event.kind]?.(before, event) ?? before, START);
  return { waits_since: state.since };
}

const START = { since: null, answered: false };

const STEPS = {
  message: (before, { at, from }) => {
    if (from.role === "agent") return { since: null, answered: true };
    return from.role === "visitor" ? { ...before, since: before.since ?? at } : before;
  },
  assigned: (before, { at }) => (before.answered ? { ...before, since: before.since ?? at } : before),
};
