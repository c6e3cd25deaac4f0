"""`/metrics` for Prometheus: this process by what it counts, the desk by what PostgreSQL holds.

All processes tell the same of the desk: take the greatest, do not add it up.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db.utils import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from chat.desk import loads
from chat.models import Chat
from helpdesk import realtime
from helpdesk.health import swept_s_ago
from helpdesk.metrics import REDIS
from helpdesk.people.models import Desk
from reports.models import DirtyMark
from tickets.models import Comment

REDIS.set_function(realtime.is_carried)


class DeskCollector(Collector):
    """What is true of the whole desk, read when it is asked for."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            gauges = list(_gauges())
        except Error:
            gauges = [_gauge("up", "1 while PostgreSQL answers", 0)]
        yield from gauges


DESK = CollectorRegistry()
DESK.register(DeskCollector())


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Only for whoever knows `METRICS_TOKEN`; without one in the settings there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not constant_time_compare(token, settings.METRICS_TOKEN):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    told = generate_latest(REGISTRY) + generate_latest(DESK)
    return HttpResponse(told, content_type=CONTENT_TYPE_LATEST)


def _gauges() -> Iterator[GaugeMetricFamily]:
    now = timezone.now()
    queued = list(Chat.objects.waiting().values_list("queued_at", flat=True))
    longest = max(((now - at).total_seconds() for at in queued), default=0.0)
    there = loads(now)
    yield _gauge("waiting_chats", "Chats that wait for an agent", len(queued))
    yield _gauge("longest_wait_seconds", "How long the first of them has waited", longest)
    yield _gauge("active_chats", "Chats that an agent has", Chat.objects.active().count())
    yield _gauge("agents_online", "Agents who take chats", len(there))
    free = sum(load.free for load in there.values())
    yield _gauge("free_slots", "Chats that they could take now", free)
    tickets = Chat.objects.owed_a_ticket().count()
    yield _gauge("tickets_owed", "Chats that ended and have no ticket yet", tickets)
    yield _gauge(
        "mails_owed", "Replies that are due to be mailed", Comment.objects.due(now).count()
    )
    given_up = Comment.objects.given_up().count()
    yield _gauge("mails_given_up", "Replies that could not be mailed", given_up)
    yield _gauge("report_days_owed", "Days whose figures are to be counted anew", _dirty_days())
    swept = swept_s_ago(now.timestamp())
    if swept is not None:
        yield _gauge("swept_seconds", "When waiting chats were last looked after", swept)
    yield _gauge("up", "1 while PostgreSQL answers", 1)


def _gauge(name: str, help: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"helpdesk_desk_{name}", help, value=value)


def _dirty_days() -> int:
    return DirtyMark.objects.datetimes("at", "day", tzinfo=Desk.current().zone).count()
