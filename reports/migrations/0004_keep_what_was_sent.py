"""What became of scheduled mails; and frozen reports stay as they are, whoever writes."""

from django.conf import settings
from django.db import migrations, models


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

    dependencies = [
        ('reports', '0003_keep_and_send_reports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='delivery',
            name='last_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='last'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='last_result',
            field=models.CharField(blank=True, choices=[('sent', 'Sent'), ('inside', 'Not sent: the figure is within the band'), ('unknown', 'Not sent: there was no figure to hold against the band'), ('failed', 'The mail server did not take it; it is tried again'), ('no-right', 'Stopped: the recipient may not see reports any more'), ('no-address', 'Stopped: the recipient has no e-mail address'), ('broken', 'Stopped: the report cannot be made with these filters any more')], editable=False, max_length=10, verbose_name='what became of the last'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='tries',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='run',
            name='due_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='due'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(models.F('view'), models.F('recipient'), models.F('rhythm'), name='reports_delivery_once_a_rhythm'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('hour__lte', 23), ('weekday__lte', 6)), name='reports_delivery_at_an_hour_of_a_weekday'),
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=models.UniqueConstraint(models.F('delivery'), models.F('due_at'), name='reports_run_once_a_mail'),
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=models.UniqueConstraint(models.F('query'), condition=models.Q(('slug', 'monthly')), name='reports_monthly_once_a_month'),
        ),
        migrations.RunSQL(FREEZE, THAW),
    ]
