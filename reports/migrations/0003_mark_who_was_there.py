"""Statement triggers that mark the days on which somebody was there, had a chat, or answered.

A stretch marks an hour of each day that it touches, in whatever zone: its first, its last, and one
every twelve hours between. One that has just begun marks nothing: it touches the running day only,
which is never kept, and marks all of its days when it ends. Answers mark the hour in which their
chat began: by that they are counted.
"""

from django.db import migrations

STRETCHES = """
CREATE FUNCTION reports_mark_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO reports_dirtymark (at)
    SELECT DISTINCT {hours} FROM (SELECT * FROM after
      WHERE ends_at IS NOT NULL OR starts_at < now() - interval '1 hour') s;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO reports_dirtymark (at) SELECT DISTINCT {hours} FROM before s;
  ELSE
    INSERT INTO reports_dirtymark (at)
    SELECT {hours} FROM after s UNION SELECT {hours} FROM before s;
  END IF;
  RETURN NULL;
END $$;
"""
HOURS = """unnest(array_append(
      ARRAY(SELECT generate_series(date_trunc('hour', s.starts_at, 'UTC'),
                                   coalesce(s.ends_at, now()), interval '12 hours')),
      date_trunc('hour', coalesce(s.ends_at, now()), 'UTC')))"""
ANSWERS = """
CREATE FUNCTION reports_mark_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    INSERT INTO reports_dirtymark (at) SELECT DISTINCT date_trunc('hour', o.started_at, 'UTC')
      FROM after r JOIN chat_chat c ON c.id = r.chat_id
      JOIN tickets_contact o ON o.id = c.contact_id;
  END IF;
  IF TG_OP IN ('DELETE', 'UPDATE') THEN
    INSERT INTO reports_dirtymark (at) SELECT DISTINCT date_trunc('hour', o.started_at, 'UTC')
      FROM before r JOIN chat_chat c ON c.id = r.chat_id
      JOIN tickets_contact o ON o.id = c.contact_id;
  END IF;
  RETURN NULL;
END $$;
"""
TRIGGERS = """
CREATE TRIGGER reports_{name}_inserted AFTER INSERT ON {table}
  REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION reports_mark_{name}();
CREATE TRIGGER reports_{name}_updated AFTER UPDATE ON {table}
  REFERENCING NEW TABLE AS after OLD TABLE AS before
  FOR EACH STATEMENT EXECUTE FUNCTION reports_mark_{name}();
CREATE TRIGGER reports_{name}_deleted AFTER DELETE ON {table}
  REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION reports_mark_{name}();
CREATE TRIGGER reports_{name}_emptied AFTER TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION reports_forget();
"""
UNMARK = """
DROP TRIGGER reports_{name}_inserted ON {table};
DROP TRIGGER reports_{name}_updated ON {table};
DROP TRIGGER reports_{name}_deleted ON {table};
DROP TRIGGER reports_{name}_emptied ON {table};
DROP FUNCTION reports_mark_{name}();
"""


def marking(function: str, name: str, table: str) -> migrations.RunSQL:
    on = {"name": name, "table": table, "hours": HOURS}
    return migrations.RunSQL((function + TRIGGERS).format(**on), UNMARK.format(**on))


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_mark_what_changes"),
        ("chat", "0002_initial"),
    ]

    operations = [
        marking(STRETCHES, "presence", "chat_presencespan"),
        marking(STRETCHES, "parts", "chat_participation"),
        marking(STRETCHES, "closures", "chat_closure"),
        marking(ANSWERS, "answers", "chat_reply"),
    ]
