"""Two questions of machines: is the process alive, and can it serve?"""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error
from django.http import HttpRequest, HttpResponse, JsonResponse


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
