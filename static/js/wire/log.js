/**
 * One chat's log as a window holds it: a pure reducer, `reduce(log, action) -> log`.
 *
 * Whatever is lost, doubled or comes in another order, `log.events` is always a prefix of the
 * server's log: entry n at place n - 1, nothing twice. `gap(log)` says that entries are owed (ask
 * with `sync`). Actions are the server's frames `event page ok error cursor`, and from this window
 *   {type: "card", card}                        what `welcome` and `chat` frames say of the chat
 *   {type: "compose", message}                  {client_id, body, note, at, attachments}: shown as pending
 *   {type: "retry" | "discard", client_id}      a failed message: try again, or drop it
 *
 * A log: {chat, epoch, applied, head, events, held, pending, read: {visitor, agent}, card}.
 * A pending message: {client_id, body, note, at, seq (once committed), failed (error code)}.
 */
export function emptyLog(chat) {
  return {
    chat,
    epoch: null,
    applied: 0,
    head: 0,
    events: [],
    held: {},
    pending: [],
    read: { visitor: 0, agent: 0 },
    card: null,
  };
}

/** Entries exist on the server that this window has not applied yet. */
export const gap = (log) => log.head > log.applied;

/** What people see: without the places of entries that are not for them. */
export const shown = (log) => log.events.filter((event) => event.kind !== "skip");

export function reduce(log, action) {
  const apply = ACTIONS[action.type];
  return apply ? apply(log, action) : log;
}

const ACTIONS = {
  event: (log, event) => applied(log, [event], event.seq),
  page: (log, page) => applied(placed(log, page), page.events, page.head),
  card: (log, { card }) => carded(log, card),
  ok: (log, ok) => committed(log, ok),
  error: (log, error) => (error.retry ? log : marked(log, error.client_id, { failed: error.code })),
  cursor: (log, { role, read }) => ({
    ...log,
    read: { ...log.read, [role]: Math.max(log.read[role] ?? 0, read) },
  }),
  compose: (log, { message }) =>
    holds(log, message.client_id)
      ? log
      : { ...log, pending: [...log.pending, { seq: null, failed: null, ...message }] },
  retry: (log, { client_id }) => marked(log, client_id, { failed: null }),
  discard: (log, { client_id }) => ({
    ...log,
    pending: log.pending.filter((message) => message.client_id !== client_id),
  }),
};

/** A page that came without a card before it says itself of which history it is. */
const placed = (log, { epoch, head }) => (epoch ? carded(log, { ...log.card, epoch, head }) : log);

function applied(log, incoming, head) {
  const held = { ...log.held };
  for (const event of incoming) if (event.seq > log.applied) held[event.seq] ??= event;
  const ready = [];
  for (let seq = log.applied + 1; held[seq]; seq += 1) {
    ready.push(held[seq]);
    delete held[seq];
  }
  const next = log.applied + ready.length;
  return settled(
    { ...log, events: [...log.events, ...ready], applied: next, held, head: Math.max(log.head, head, next) },
    new Set(ready.map((event) => event.client_id)),
  );
}

/** A pending message goes when its entry is shown; `ok` may come before or after that. */
function settled(log, ids) {
  const pending = log.pending.filter(
    (message) => !ids.has(message.client_id) && !(message.seq && message.seq <= log.applied),
  );
  return pending.length === log.pending.length ? log : { ...log, pending };
}

function committed(log, { client_id, seq }) {
  const next = { ...marked(log, client_id, { seq, failed: null }), head: Math.max(log.head, seq) };
  return settled(next, new Set());
}

/** Another epoch: history was rewritten, every position is void; what is not seen is sent again. */
function carded(log, card) {
  const read = { visitor: 0, agent: 0, ...card.read };
  if (log.epoch === null || log.epoch === card.epoch) {
    return { ...log, epoch: card.epoch, card, read: later(log.read, read), head: Math.max(log.head, card.head) };
  }
  const pending = log.pending.map((message) => ({ ...message, seq: null }));
  return { ...emptyLog(log.chat), epoch: card.epoch, card, read, head: card.head, pending };
}

const later = (a, b) => ({ visitor: Math.max(a.visitor, b.visitor), agent: Math.max(a.agent, b.agent) });

const marked = (log, client_id, changes) => ({
  ...log,
  pending: log.pending.map((message) =>
    message.client_id === client_id ? { ...message, ...changes } : message,
  ),
});

const holds = (log, client_id) =>
  [...log.pending, ...log.events].some((entry) => entry.client_id === client_id);
