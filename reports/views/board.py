"""The board on the wall, and its tiles as they are now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from helpdesk.people.permissions import only, sees_reports
from reports.asking import desk_of
from reports.board import bands, live_tiles, phone_tile
from reports.measures.now import WEEKS, desk_now


@require_safe
@only(sees_reports)
@never_cache
def board(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/board.html", _shown(request))


@require_safe
@only(sees_reports)
@never_cache
def tiles(request: HttpRequest) -> HttpResponse:
    """What the page fetches again and again, in its language."""
    return render(request, "reports/_board_tiles.html", _shown(request))


def _shown(request: HttpRequest) -> dict[str, Any]:
    desk = desk_of(request)
    now = desk_now(desk)
    return {
        "now": now,
        "tiles": [*live_tiles(now), phone_tile(now, desk)],
        "bands": bands(now),
        "weeks": WEEKS,
    }
