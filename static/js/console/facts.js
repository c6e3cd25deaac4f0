/** What is true of a chat now: its card, brought up to date by its log. Pure. */

/** The card with every entry that is newer than it applied to it. */
export function facts(log) {
  return log.events.slice(log.card.head).reduce((card, event) => FOLD[event.kind]?.(card, event) ?? card, log.card);
}

const FOLD = {
  message: (card, { at, from, warning }) => ({
    ...card,
    warned: card.warned || Boolean(warning),
    last_message_at: at,
    last_message_role: from.role,
    first_reply_at: card.first_reply_at ?? (from.role === "agent" ? at : null),
    visitor_away: card.visitor_away && from.role !== "visitor",
  }),
  left: (card) => ({ ...card, visitor_away: true }),
  returned: (card) => ({ ...card, visitor_away: false }),
  closed: (card) => ({ ...card, state: "closed" }),
};

/** The entry that ended the chat; undefined while none is known. */
export const ending = (log) => log.events.findLast((event) => event.kind === "closed");

/** How many of the visitor's messages come after this number. */
export const unread = (log, seen) =>
  log.events.filter((event) => event.seq > seen && event.kind === "message" && event.from.role === "visitor").length;
