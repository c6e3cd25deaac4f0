"""How the contacts of one person hang together: the one statement of it, for one person or many.

A contact is *followed* by the next one of the same person about the same ticket or the same topic,
and *hopped* when the one before it, about the same ticket and shortly before, came over another
channel. Contacts that are not counted neither follow nor are followed. Of the same moment the one
recorded first comes first.
"""

from __future__ import annotations

from helpdesk.people.models import Desk, Requester

NOBODY = "Imported from "
"""What the name of a requester begins with who stands for all whom a source does not name."""

OF_ONE = "c.requester_id = %(person)s"
OF_SOME = "c.requester_id = ANY(%(people)s)"


def stands_for_many(person: Requester) -> bool:
    """Whether this is nobody in particular, as `linking` says it."""
    known = person.email or person.phone or person.login
    return person.name.startswith(NOBODY) and not known


_HOP = f"""make_interval(hours => coalesce(
  (SELECT d.hop_hours FROM people_desk d WHERE d.id = 1), {Desk().hop_hours}))"""
_OTHER_CHANNEL = (
    "lag(c.channel) OVER of_ticket <> c.channel"
    f" AND c.started_at - lag(c.started_at) OVER of_ticket <= {_HOP}"
)


def linking(which: str) -> str:
    """Makes the links of all contacts of these people true; only what differs is written.

    `which` is SQL over contacts `c` and must let in all contacts of a person or none. Rows are
    locked in the order of their ids. What is computed once is told to be: in a transaction that has
    just filled the tables the planner knows nothing of them, and computed it anew for each contact.
    """
    return f"""
WITH linked AS MATERIALIZED (
  SELECT c.id, c.followed_at AS was_followed_at, c.hopped_from AS was_hopped_from,
         CASE WHEN c.is_counted AND r.id IS NOT NULL THEN least(
           CASE WHEN c.ticket_id IS NOT NULL THEN lead(c.started_at) OVER of_ticket END,
           CASE WHEN c.topic_id IS NOT NULL THEN lead(c.started_at) OVER of_topic END
         ) END AS followed_at,
         CASE WHEN c.is_counted AND r.id IS NOT NULL AND c.ticket_id IS NOT NULL
                   AND {_OTHER_CHANNEL}
              THEN lag(c.channel) OVER of_ticket ELSE '' END AS hopped_from
    FROM tickets_contact c
    LEFT JOIN people_requester r ON r.id = c.requester_id AND NOT (
      r.name LIKE '{NOBODY}%%' AND r.email = '' AND r.phone = '' AND r.login = '')
   WHERE {which}
  WINDOW of_ticket AS (PARTITION BY c.requester_id, c.is_counted, c.ticket_id
                       ORDER BY c.started_at, c.id),
         of_topic AS (PARTITION BY c.requester_id, c.is_counted, c.topic_id
                      ORDER BY c.started_at, c.id)
), differing AS MATERIALIZED (
  SELECT c.id, linked.followed_at, linked.hopped_from
    FROM linked JOIN tickets_contact c ON c.id = linked.id
   WHERE linked.was_followed_at IS DISTINCT FROM linked.followed_at
      OR linked.was_hopped_from <> linked.hopped_from
   ORDER BY c.id FOR NO KEY UPDATE OF c
)
UPDATE tickets_contact c SET followed_at = d.followed_at, hopped_from = d.hopped_from
  FROM differing d WHERE c.id = d.id"""
