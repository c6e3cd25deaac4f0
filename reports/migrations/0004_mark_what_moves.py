"""Statement triggers that mark the hours in which tickets came and went.

A ticket that changes its team or topic takes its moves along: the hours of all of them are marked.
"""

from django.db import migrations

MARK = """
CREATE FUNCTION reports_mark_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    INSERT INTO reports_dirtymark (at) SELECT DISTINCT date_trunc('hour', at, 'UTC')
      FROM after WHERE kind IN ('opened', 'status');
  END IF;
  IF TG_OP IN ('DELETE', 'UPDATE') THEN
    INSERT INTO reports_dirtymark (at) SELECT DISTINCT date_trunc('hour', at, 'UTC')
      FROM before WHERE kind IN ('opened', 'status');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER reports_moves_inserted AFTER INSERT ON tickets_ticketevent
  REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION reports_mark_moves();
CREATE TRIGGER reports_moves_updated AFTER UPDATE ON tickets_ticketevent
  REFERENCING NEW TABLE AS after OLD TABLE AS before
  FOR EACH STATEMENT EXECUTE FUNCTION reports_mark_moves();
CREATE TRIGGER reports_moves_deleted AFTER DELETE ON tickets_ticketevent
  REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION reports_mark_moves();
CREATE TRIGGER reports_moves_emptied AFTER TRUNCATE ON tickets_ticketevent
  FOR EACH STATEMENT EXECUTE FUNCTION reports_forget();

CREATE FUNCTION reports_mark_moves_taken_along() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO reports_dirtymark (at) SELECT DISTINCT date_trunc('hour', e.at, 'UTC')
    FROM after JOIN before ON before.id = after.id
     AND (before.team_id, before.topic_id, before.created_at)
         IS DISTINCT FROM (after.team_id, after.topic_id, after.created_at)
    JOIN tickets_ticketevent e ON e.ticket_id = after.id AND e.kind IN ('opened', 'status');
  RETURN NULL;
END $$;
CREATE TRIGGER reports_moves_taken_along AFTER UPDATE ON tickets_ticket
  REFERENCING NEW TABLE AS after OLD TABLE AS before
  FOR EACH STATEMENT EXECUTE FUNCTION reports_mark_moves_taken_along();
"""
UNMARK = """
DROP TRIGGER reports_moves_taken_along ON tickets_ticket;
DROP FUNCTION reports_mark_moves_taken_along();
DROP TRIGGER reports_moves_inserted ON tickets_ticketevent;
DROP TRIGGER reports_moves_updated ON tickets_ticketevent;
DROP TRIGGER reports_moves_deleted ON tickets_ticketevent;
DROP TRIGGER reports_moves_emptied ON tickets_ticketevent;
DROP FUNCTION reports_mark_moves();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_mark_who_was_there"), ("tickets", "0001_initial")]

    operations = [migrations.RunSQL(MARK, UNMARK)]
