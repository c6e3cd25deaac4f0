"""Frozen reports stay as they are, whoever writes."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION reports_keep_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF ROW(NEW.slug, NEW.title, NEW.query, NEW.language, NEW.up_to, NEW.answer, NEW.definitions)
     IS DISTINCT FROM
     ROW(OLD.slug, OLD.title, OLD.query, OLD.language, OLD.up_to, OLD.answer, OLD.definitions)
     OR OLD.approved_at IS NOT NULL
     AND ROW(NEW.note, NEW.approved_at) IS DISTINCT FROM ROW(OLD.note, OLD.approved_at)
  THEN
    RAISE EXCEPTION 'a frozen report does not change' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reports_run_stays BEFORE UPDATE ON reports_run
  FOR EACH ROW EXECUTE FUNCTION reports_keep_run();
"""
THAW = """
DROP TRIGGER reports_run_stays ON reports_run;
DROP FUNCTION reports_keep_run();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_mark_what_moves")]

    operations = [migrations.RunSQL(FREEZE, THAW)]
