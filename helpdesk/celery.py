"""The Celery application and the whole beat schedule.

Every periodic job repeats what PostgreSQL says is owed; running one twice is harmless.
"""

from __future__ import annotations

import os

from celery import Celery
from celery.schedules import crontab

from helpdesk import kombu_manners

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")

kombu_manners.teach()
app = Celery("helpdesk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "tickets of ended chats": {"task": "chat.tasks.sweep_tickets", "schedule": 10.0},
    "replies owed as mails": {"task": "tickets.tasks.sweep_mails", "schedule": 60.0},
    "notices owed as mails": {"task": "tickets.tasks.sweep_notices", "schedule": 120.0},
    "tickets solved long ago": {"task": "tickets.tasks.close_solved", "schedule": 600.0},
    "links of contacts": {"task": "tickets.tasks.relink_contacts", "schedule": 60.0},
    "counts of changed days": {"task": "reports.tasks.refresh_counts", "schedule": 30.0},
    "counts against facts": {
        "task": "reports.tasks.compare_counts",
        "schedule": crontab(hour=3, minute=15),
    },
    "reports owed as mails": {"task": "reports.tasks.sweep_deliveries", "schedule": 60.0},
    "last month's service report": {"task": "reports.tasks.write_monthly", "schedule": 600.0},
    "public holidays": {"task": "people.tasks.keep_holidays_filled", "schedule": 600.0},
    "access that is over": {
        "task": "people.tasks.clear_ended",
        "schedule": crontab(hour=2, minute=45),
    },
    "erasures that were begun": {"task": "chat.tasks.finish_erasures", "schedule": 600.0},
    "words kept long enough": {
        # Many short runs in the night: each is over within a minute, and none leaves a rest.
        "task": "chat.tasks.expire",
        "schedule": crontab(hour="0-3", minute="*/2"),
    },
    "nobody waits unwatched": {"task": "chat.tasks.sweep_chats", "schedule": 5.0},
}
