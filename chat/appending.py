"""The statement that stores messages: it judges, numbers and writes all that it is handed.

In two versions: messages without files pay nothing for those that have some.
"""

from __future__ import annotations

APPEND = """
WITH incoming AS (
    SELECT * FROM ROWS FROM (json_to_recordset(%(messages)s::json) AS (
        chat uuid, client_id uuid, role text, author bigint, name text, body text, note boolean,
        masked int{files_type}
    )) WITH ORDINALITY AS t(chat_id, client_id, role, author_id, name, body, is_internal, masked
                            {files}, n)
), locked AS (
    SELECT id, head, state, agent_id FROM chat_chat
     WHERE id IN (SELECT chat_id FROM incoming) ORDER BY id FOR NO KEY UPDATE {wait}
), known AS (
    SELECT i.n, e.seq, e.at,
           e.body = i.body AND e.role = i.role AND e.is_internal = i.is_internal
           AND {same_files} AS same{known_files}
      FROM incoming i JOIN chat_event e ON e.chat_id = i.chat_id AND e.client_id = i.client_id
){granting}, judged AS (
    SELECT i.*, l.head, k.seq AS known_seq, k.at AS known_at{granted}, CASE
        WHEN k.same THEN 'duplicate'
        WHEN k.n IS NOT NULL THEN 'client_id_conflict'
        WHEN l.id IS NULL AND EXISTS (SELECT FROM chat_chat c WHERE c.id = i.chat_id) THEN 'busy'
        WHEN l.id IS NULL THEN 'unknown_chat'
        WHEN l.state NOT IN ('waiting', 'active') THEN 'chat_closed'
        WHEN i.role = 'agent' AND l.agent_id IS DISTINCT FROM i.author_id THEN 'not_allowed'
        {refused_files}
        ELSE 'ok' END AS verdict
      FROM incoming i LEFT JOIN locked l ON l.id = i.chat_id LEFT JOIN known k ON k.n = i.n
           {join_granted}
), fresh AS (
    SELECT *, head + row_number() OVER (PARTITION BY chat_id ORDER BY n) AS seq,
           clock_timestamp() AS at
      FROM judged WHERE verdict = 'ok'
), summed AS (
    SELECT chat_id, max(seq) AS head, sum(masked) AS masked,
           max(at) FILTER (WHERE NOT is_internal) AS last_at,
           (array_agg(role ORDER BY seq DESC) FILTER (WHERE NOT is_internal))[1] AS last_role,
           min(at) FILTER (WHERE role = 'agent' AND NOT is_internal) AS replied_at,
           bool_or(role = 'visitor') AS answers
      FROM fresh GROUP BY chat_id
), numbered AS (
    UPDATE chat_chat c SET head = s.head, masked = c.masked + s.masked,
           last_message_at = coalesce(s.last_at, c.last_message_at),
           last_message_role = coalesce(s.last_role, c.last_message_role),
           first_reply_at = coalesce(c.first_reply_at, s.replied_at),
           asked_at = CASE WHEN s.answers THEN NULL ELSE c.asked_at END
      FROM summed s WHERE c.id = s.chat_id
), written AS (
    INSERT INTO chat_event
           (chat_id, seq, kind, at, role, author_id, name, client_id, body, data, is_internal)
    SELECT chat_id, seq, CASE WHEN is_internal THEN 'note' ELSE 'message' END, at, role, author_id,
           name, client_id, body, {data}, is_internal FROM fresh
){marking}
SELECT j.n, j.verdict, coalesce(f.seq, j.known_seq), coalesce(f.at, j.known_at){told}
  FROM judged j LEFT JOIN fresh f ON f.n = j.n ORDER BY j.n
"""
GRANTING = """, asked AS (
    SELECT i.n, w.place, f.id, f.name, f.size, f.content_type
      FROM incoming i JOIN locked l ON l.id = i.chat_id
     CROSS JOIN LATERAL unnest(i.files) WITH ORDINALITY AS w(file_id, place)
      JOIN chat_file f ON f.id = w.file_id AND f.chat_id = i.chat_id AND f.role = i.role
     WHERE f.seq IS NULL AND NOT EXISTS (SELECT FROM known k WHERE k.n = i.n)
       FOR NO KEY UPDATE OF f
), granted AS (
    SELECT n, count(*) AS files_count, array_agg(id) AS ids, jsonb_agg(jsonb_build_object(
           'id', id, 'name', name, 'size', size, 'content_type', content_type) ORDER BY place
           ) AS files
      FROM (SELECT *, row_number() OVER (PARTITION BY id ORDER BY n, place) AS turn FROM asked) a
     WHERE turn = 1 GROUP BY n
)"""
"""Each file is said once. Rows of files are locked after that of their chat, so in one order; who
waited for one sees what became of it."""
SAME_FILES = """coalesce((
               SELECT array_agg((a->>'id')::uuid ORDER BY place)
                 FROM jsonb_array_elements(e.data->'attachments') WITH ORDINALITY AS s(a, place)
           ), '{}') = coalesce(i.files, '{}')"""
MARKING = """, marked AS (
    UPDATE chat_file c SET seq = f.seq, is_internal = f.is_internal
      FROM fresh f WHERE c.id = ANY(f.file_ids)
)"""
WITHOUT_FILES = {
    "same_files": "NOT e.data ? 'attachments'",
    "data": "'{}'",
    **dict.fromkeys(("files_type", "files", "known_files", "granting", "granted"), ""),
    **dict.fromkeys(("refused_files", "join_granted", "marking", "told"), ""),
}
WITH_FILES = {
    "files_type": ", files uuid[]",
    "files": ", files",
    "same_files": SAME_FILES,
    "known_files": ", e.data->'attachments' AS files",
    "granting": GRANTING,
    "granted": ", g.ids AS file_ids, coalesce(g.files, k.files) AS attachments",
    "refused_files": """WHEN coalesce(g.files_count, 0) <> coalesce(cardinality(i.files), 0)
             THEN 'unknown_file'""",
    "join_granted": "LEFT JOIN granted g ON g.n = i.n",
    "data": """CASE WHEN attachments IS NULL THEN '{}'
           ELSE jsonb_build_object('attachments', attachments) END""",
    "marking": MARKING,
    "told": ", j.attachments",
}
STATEMENTS = {
    (has_files, alone): APPEND.format(
        wait="" if alone else "SKIP LOCKED", **(WITH_FILES if has_files else WITHOUT_FILES)
    )
    for has_files in (False, True)
    for alone in (False, True)
}
"""By whether any of the messages has files, and whether a lock is waited for."""
