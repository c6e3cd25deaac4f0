"""Three questions of machines: is the process alive, can it serve, and is owed work being done?"""

from __future__ import annotations

from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from redis.exceptions import RedisError

from chat.actions.rescue import SWEEPS
from chat.models import Chat
from tickets.models import Comment

TICKETS_WITHIN = timedelta(minutes=2)
MAILS_WITHIN = timedelta(minutes=10)
SWEPT_WITHIN_S = 60
"""What workers and beat need at the most, when they run."""


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """PostgreSQL answers and its schema is the code's; 503 otherwise. Redis is only a hint."""
    try:
        executor = MigrationExecutor(connection)
        owed = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return JsonResponse({"ready": False, "why": "no database"}, status=503)
    if owed:
        return JsonResponse({"ready": False, "why": "migrations are owed"}, status=503)
    return JsonResponse({"ready": True})


def workz(request: HttpRequest) -> HttpResponse:
    """Workers and beat keep up with what is owed; 503 otherwise. Numbers only, for everybody."""
    now = timezone.now()
    try:
        tickets = Chat.objects.owed_a_ticket().filter(ended_at__lt=now - TICKETS_WITHIN).count()
        mails = Comment.objects.due(now - MAILS_WITHIN).count()
        given_up = Comment.objects.given_up().count()
    except Error:
        return JsonResponse({"keeps_up": False, "why": "no database"}, status=503)
    swept = swept_s_ago(now.timestamp())
    keeps_up = not tickets and not mails and (swept is None or swept <= SWEPT_WITHIN_S)
    answer = {
        "keeps_up": keeps_up,
        "tickets_late": tickets,
        "mails_late": mails,
        "mails_given_up": given_up,
        "swept_s_ago": swept,
    }
    return JsonResponse(answer, status=200 if keeps_up else 503)


def swept_s_ago(now: float) -> int | None:
    """When waiting chats were last looked at, until `now` (seconds of the epoch).

    Without Redis, or before the first time, nobody knows.
    """
    try:
        _since, last = cache.get(SWEEPS) or (None, None)
    except RedisError:
        return None
    return None if last is None else max(0, round(now - last))
