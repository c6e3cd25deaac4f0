"""Statement triggers that mark the hours in which changed contacts and tickets began.

Bulk writes, raw SQL and COPY are seen as well. What stands in the tables already is counted when
the counts are first built: until then everything is read from the facts.
"""

from django.db import migrations

MARK = """
CREATE FUNCTION reports_mark_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO reports_dirtymark (at) SELECT DISTINCT date_trunc('hour', {at}, 'UTC') FROM after;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO reports_dirtymark (at) SELECT DISTINCT date_trunc('hour', {at}, 'UTC') FROM before;
  ELSE
    INSERT INTO reports_dirtymark (at)
    SELECT date_trunc('hour', {at}, 'UTC') FROM after
    UNION SELECT date_trunc('hour', {at}, 'UTC') FROM before;
  END IF;
  RETURN NULL;
END $$;
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
FORGET = """
CREATE FUNCTION reports_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE reports_rollupstate SET zone = '';
  RETURN NULL;
END $$;
"""


def of(sql: str, name: str, table: str, at: str) -> str:
    return sql.format(name=name, table=table, at=at)


CONTACTS = ("contacts", "tickets_contact", "started_at")
REQUESTS = ("requests", "tickets_ticket", "created_at")


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("tickets", "0001_initial")]

    operations = [
        migrations.RunSQL(FORGET, "DROP FUNCTION reports_forget();"),
        migrations.RunSQL(of(MARK, *CONTACTS), of(UNMARK, *CONTACTS)),
        migrations.RunSQL(of(MARK, *REQUESTS), of(UNMARK, *REQUESTS)),
    ]
