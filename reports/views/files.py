"""What can be fetched of a report: its table as CSV and XLSX, its chart as SVG."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from helpdesk.errors import NotFound
from helpdesk.people.models import Desk
from helpdesk.people.permissions import only, sees_reports
from reports import definitions
from reports.asking import asked_filters, desk_of, in_words
from reports.charts import looks
from reports.charts.looks import Look, Spec
from reports.charts.mix import mix_chart
from reports.charts.renderer import name_of, render
from reports.exports.csv import to_csv
from reports.exports.xlsx import to_xlsx
from reports.filters import Filters
from reports.measures.channel_mix import channel_mix
from reports.tables import channel_table

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@only(sees_reports)
def channel_mix_csv(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    filters = asked_filters(request.GET, desk)
    content = to_csv(channel_table(channel_mix(filters, zone=desk.zone)))
    return download(content, "text/csv; charset=utf-8", file_name(filters, "csv"))


@require_safe
@only(sees_reports)
def channel_mix_xlsx(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    filters = asked_filters(request.GET, desk)
    table = channel_table(channel_mix(filters, zone=desk.zone))
    content = to_xlsx(table, definitions.CHANNEL_MIX, in_words(filters, desk))
    return download(content, XLSX, file_name(filters, "xlsx"))


def download(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)


def file_name(filters: Filters, suffix: str) -> str:
    period = filters.period
    return f"channel-mix-{filters.figure}-{filters.grain}-{period.first}-{period.last}.{suffix}"


@require_safe
@only(sees_reports)
def channel_mix_chart(request: HttpRequest) -> HttpResponse:
    def draw(desk: Desk, look: Look) -> Spec:
        mix = channel_mix(asked_filters(request.GET, desk), zone=desk.zone)
        return mix_chart(mix, goal_percent=desk.phone_goal_percent, look=look)

    return chart(request, draw)


def chart(request: HttpRequest, draw: Callable[[Desk, Look], Spec]) -> HttpResponse:
    """The picture, or 304 where the browser has just this one."""
    try:
        look = looks.look(request.GET.get("scheme", "light"), request.GET.get("size", "wide"))
    except KeyError:
        raise NotFound from None
    spec = draw(desk_of(request), look)
    headers = {"ETag": f'"{name_of(spec)}"', "Cache-Control": "private, no-cache"}
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(render(spec), content_type="image/svg+xml", headers=headers)
