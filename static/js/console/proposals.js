/** What the end of a chat is proposed to be: outcome, topic, and the open ticket it may join. */

/** {outcome, topic: {id, name}|null, ticket: option|null, open: [option]}. */
export function proposed({ id, facts, log }) {
  const proposal = facts.proposal ?? {};
  const topic = facts.topic ?? proposal.topic ?? null;
  const open = document.querySelector("person-pane").openTickets(id);
  return {
    // The proposal is as old as the card; a first answer may have been given since, or is on its way.
    outcome: facts.first_reply_at || answers(log) ? "solved" : proposal.outcome || "open",
    topic,
    open,
    ticket: sameMatter(open, topic),
  };
}

const answers = ({ pending }) => pending.some(({ note, failed }) => !note && !failed);

/** One open ticket of the same topic is the same matter; of two, a person chooses. */
function sameMatter(open, topic) {
  const same = open.filter(({ dataset }) => topic && dataset.topic === String(topic.id));
  return same.length === 1 ? same[0] : null;
}
