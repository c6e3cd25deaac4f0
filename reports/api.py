"""The channel mix for other programs: the same filters and the same numbers as the page."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from helpdesk.errors import NotFound
from helpdesk.people.permissions import SeesReports, reads_contacts
from reports.answers import answer_channel_mix
from reports.asking import asked_filters, desk_of, form_for, refuse_bad, today_at
from reports.catalogue import BY_SLUG
from reports.choices import Comparison, Figure, Grain, Preset, Without
from reports.payloads import channel_mix_payload, report_payload
from reports.report import Asked
from reports.serializers import ChannelMixSerializer, RefusalSerializer

FILTERS = [
    OpenApiParameter("of", enum=Figure.values, description="What is counted.", default="contacts"),
    OpenApiParameter(
        "period", enum=Preset.values, description="Moves with time.", default=Preset.MONTHS_12.value
    ),
    OpenApiParameter("since", OpenApiTypes.DATE, description="First day; wins over `period`."),
    OpenApiParameter("until", OpenApiTypes.DATE, description="Last day, included; default today."),
    OpenApiParameter(
        "grain", enum=Grain.values, description="Length of a row; default as fits the period."
    ),
    OpenApiParameter(
        "compare", enum=Comparison.values, description="With what.", default="previous"
    ),
    OpenApiParameter(
        "without", enum=[Without.MARKED.value], description="Days left out: those marked so."
    ),
    OpenApiParameter("team", description="Slug of a team."),
    OpenApiParameter("topic", description="Slug of a topic; the topics under it are included."),
]


class ChannelMixView(APIView):
    """Contacts or requests by channel, their shares, and how they moved from phone to chat."""

    permission_classes = [SeesReports]

    @extend_schema(
        operation_id="reports_channel_mix",
        tags=["reports"],
        parameters=FILTERS,
        responses={200: ChannelMixSerializer, 400: RefusalSerializer},
    )
    def get(self, request: Request) -> Response:
        desk = desk_of(request._request)
        filters = asked_filters(request.query_params, desk)
        answer = answer_channel_mix(filters, zone=desk.zone, today=today_at(desk))
        return Response(ChannelMixSerializer(channel_mix_payload(answer, desk)).data)


class ReportView(APIView):
    """Any report of the catalogue by its slug: the same filters and the same cells as its page."""

    permission_classes = [SeesReports]

    @extend_schema(
        operation_id="reports_report",
        tags=["reports"],
        parameters=FILTERS,
        responses={200: OpenApiTypes.OBJECT, 400: RefusalSerializer, 404: RefusalSerializer},
    )
    def get(self, request: Request, slug: str) -> Response:
        if slug not in BY_SLUG:
            raise NotFound
        report, desk = BY_SLUG[slug], desk_of(request._request)
        form = form_for(report, request.query_params, desk)
        refuse_bad(form)
        asked = Asked(
            form.filters(),
            desk,
            today_at(desk),
            form.numbers(),
            reads_contacts=reads_contacts(request.user),
        )
        return Response(report_payload(report, asked, report.answer(asked)))
