"""The statements that store. Parameters: `prefix`, `source`, `nobody` of the import, and `now`.

`channel`, `status`, `outcome`, `language`, `satisfaction` are the mapping's defaults.

They say for many rows what `record_contact`, `open_ticket` and `link_contacts` say for one.
"""

from __future__ import annotations

from tickets.links import linking

WORDS = ("channel", "status", "outcome", "language")
DEFAULTS = f"""
UPDATE import_ticket SET
  {", ".join(f"{name} = coalesce({name}, %({name})s)" for name in WORDS)},
  satisfaction = coalesce(satisfaction, %(satisfaction)s::smallint)
"""

MARK_KNOWN = """
DELETE FROM import_ticket t USING tickets_contact c
 WHERE c.external_id = %(prefix)s || t.key
"""

# People without any name to know them by are one requester, named after the source.
PEOPLE = (
    "UPDATE import_ticket SET person = 'name:' || %(nobody)s WHERE person IS NULL",
    """
CREATE TEMPORARY TABLE import_person ON COMMIT DROP AS
SELECT DISTINCT ON (p.person) p.person, p.name, p.email, p.login, NULL::bigint AS requester_id
  FROM (SELECT l.person, l.name, l.email, l.login, l.line FROM import_line l
        UNION ALL SELECT 'name:' || %(nobody)s, %(nobody)s, NULL, NULL, 0) p
  JOIN (SELECT DISTINCT person FROM import_ticket) t USING (person)
 ORDER BY p.person, p.line
""",
    """
UPDATE import_person p SET requester_id = r.id FROM people_requester r
 WHERE p.person LIKE 'email:%%' AND r.email <> '' AND lower(r.email) = lower(p.email)
""",
    """
UPDATE import_person p SET requester_id = r.id
  FROM (SELECT lower(login) AS login, min(id) AS id FROM people_requester
         WHERE login <> '' GROUP BY 1) r
 WHERE p.person LIKE 'login:%%' AND r.login = lower(p.login)
""",
    # Namesakes are many: only somebody of whom nothing but the name is known is the same.
    """
UPDATE import_person p SET requester_id = r.id
  FROM (SELECT name, min(id) AS id FROM people_requester
         WHERE name <> '' AND email = '' AND login = '' AND phone = '' AND merged_into_id IS NULL
         GROUP BY 1) r
 WHERE p.person LIKE 'name:%%' AND r.name = p.name
""",
    """
UPDATE import_person p SET requester_id = r.merged_into_id FROM people_requester r
 WHERE r.id = p.requester_id AND r.merged_into_id IS NOT NULL
""",
    # Whoever is known by something else may bring another's address, which has one owner.
    "UPDATE import_person SET email = NULL WHERE person NOT LIKE 'email:%%'",
)

STORE = (
    """
WITH made AS (
  UPDATE import_person SET requester_id = nextval(pg_get_serial_sequence('people_requester', 'id'))
   WHERE requester_id IS NULL RETURNING requester_id, name, email, login
)
INSERT INTO people_requester (id, name, email, phone, login, language, created_at)
SELECT requester_id, coalesce(name, ''), coalesce(email, ''), '', coalesce(login, ''), '', %(now)s
  FROM made
""",
    """
UPDATE import_ticket t SET requester_id = p.requester_id, ticket_id = n.ticket_id,
       contact_id = nextval(pg_get_serial_sequence('tickets_contact', 'id'))
  FROM import_person p, (
    SELECT key, nextval(pg_get_serial_sequence('tickets_ticket', 'id')) AS ticket_id
      FROM (SELECT key FROM import_ticket ORDER BY started_at, line) o) n
 WHERE p.person = t.person AND n.key = t.key
""",
    """
INSERT INTO tickets_ticket (id, requester_id, subject, status, topic_id, team_id, assignee_id,
  keeps_assignee, language, origin_channel, created_at, updated_at, solved_at, closed_at)
SELECT t.ticket_id, t.requester_id, coalesce(t.subject, left(%(source)s || ' ' || t.key, 200)),
       t.status, topic.id, coalesce(team.id, topic.team_id), t.agent, false,
       coalesce(t.language, ''), t.channel, t.started_at,
       greatest(t.started_at, t.ended_at, t.first_reply_at, t.solved_at, t.closed_at),
       CASE t.status WHEN 'solved' THEN coalesce(t.solved_at, t.closed_at, t.ended_at, t.started_at)
                     WHEN 'closed' THEN t.solved_at END,
       CASE t.status WHEN 'closed'
            THEN coalesce(t.closed_at, t.solved_at, t.ended_at, t.started_at) END
  FROM import_ticket t
  LEFT JOIN tickets_topic topic ON topic.slug = t.topic
  LEFT JOIN people_team team ON team.slug = t.team
 ORDER BY t.ticket_id
""",
    """
INSERT INTO tickets_contact (id, channel, requester_id, ticket_id, topic_id, team_id, agent_id,
  language, subject, started_at, first_reply_at, ended_at, outcome, transfers, end_reason, agents,
  bounces, is_counted, capture, recorded_at, masked, external_id, satisfaction, alternative,
  alternative_asked, survey_comment, hopped_from)
SELECT t.contact_id, t.channel, t.requester_id, t.ticket_id, topic.id,
       coalesce(team.id, topic.team_id), t.agent, coalesce(t.language, ''),
       coalesce(t.subject, ''), t.started_at, t.first_reply_at, t.ended_at,
       coalesce(t.outcome, ''), coalesce(t.transfers, 0), '',
       (t.agent IS NOT NULL)::int, greatest(t.transfers - 1, 0), true, 'import', %(now)s, t.masked,
       %(prefix)s || t.key, t.satisfaction, '', '', '', ''
  FROM import_ticket t
  LEFT JOIN tickets_topic topic ON topic.slug = t.topic
  LEFT JOIN people_team team ON team.slug = t.team
 ORDER BY t.ticket_id
""",
    """
INSERT INTO tickets_ticketevent (ticket_id, kind, at, data)
SELECT ticket_id, 'opened', started_at,
       jsonb_build_object('contact', contact_id, 'channel', channel, 'status', 'new')
  FROM import_ticket
""",
    # What was closed some time after it was solved took two steps.
    """
INSERT INTO tickets_ticketevent (ticket_id, kind, at, data)
SELECT k.id, 'status', step.at, jsonb_build_object('from', step.before, 'to', step.after)
  FROM import_ticket t JOIN tickets_ticket k ON k.id = t.ticket_id
  CROSS JOIN LATERAL (
    SELECT k.solved_at AS at, 'new' AS before, 'solved' AS after
     WHERE k.status = 'solved' OR k.solved_at < k.closed_at
    UNION ALL
    SELECT k.closed_at, CASE WHEN k.solved_at < k.closed_at THEN 'solved' ELSE 'new' END, 'closed'
     WHERE k.status = 'closed'
    UNION ALL
    SELECT t.started_at, 'new', k.status WHERE k.status IN ('open', 'pending')
  ) step
 ORDER BY k.id, step.at
""",
    # As in `tickets.actions.locking`: the people before their contacts.
    """
SELECT FROM people_requester WHERE id IN (SELECT requester_id FROM import_person)
 ORDER BY id FOR NO KEY UPDATE
""",
    linking("c.requester_id IN (SELECT requester_id FROM import_person)"),
)
