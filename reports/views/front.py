"""The front page of reports, its picture, and how all figures are computed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helpdesk.people.models import Desk
from helpdesk.people.permissions import only, sees_reports
from reports import definitions, glossary, headline
from reports.asking import asked_filters, desk_of, today_at
from reports.catalogue import REPORTS
from reports.charts.looks import Look, Spec
from reports.charts.shift import shift_chart
from reports.choices import Figure
from reports.filters import Filters
from reports.front import Front, look_at
from reports.report import Asked
from reports.shifting import numbered, shift_of
from reports.tiles import front_tiles
from reports.views.files import chart


@require_safe
@only(sees_reports)
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/index.html", context_of(look_at(asked(request))))


def asked(request: HttpRequest) -> Asked:
    """Of requests, unless contacts are asked for: the goal is about requests."""
    desk = desk_of(request)
    given = {"of": Figure.REQUESTS.value, **request.GET.dict()}
    return Asked(asked_filters(given, desk), desk, today_at(desk))


def query_of(filters: Filters, figure: Figure) -> str:
    """The address of the front page of this figure, for the same team and topic."""
    scope = filters.scope
    chosen = {"of": figure.value}
    if scope.team:
        chosen["team"] = scope.team.slug
    if scope.topic:
        chosen["topic"] = scope.topic.slug
    return urlencode(chosen)


def context_of(front: Front) -> dict[str, Any]:
    said = headline.said(front)
    return {
        "front": front,
        "filters": front.asked.filters,
        "headline": said[0],
        "sentences": said[1:],
        "target": headline.target(front),
        "query": query_of(front.asked.filters, front.figure),
        "figures": [
            (figure, query_of(front.asked.filters, figure), front.figure == figure)
            for figure in Figure
        ],
        "tiles": front_tiles(front),
        "happenings": numbered(front),
        "definitions": definitions.FRONT,
        "reports": REPORTS,
    }


@require_safe
@only(sees_reports)
def shift_picture(request: HttpRequest) -> HttpResponse:
    def draw(desk: Desk, look: Look) -> Spec:
        return shift_chart(shift_of(look_at(asked(request))), look)

    return chart(request, draw)


@require_safe
@only(sees_reports)
def all_definitions(request: HttpRequest) -> HttpResponse:
    context = {"entries": glossary.entries(), "reports": REPORTS}
    return render(request, "reports/definitions.html", context)
