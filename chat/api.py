"""Chat over HTTP: opening, state, survey, transcript. The visitor's token opens all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chat.actions import open_chat, rate_chat, tell_alternative
from chat.desk import look
from chat.door import newcomers_state, wait_told
from chat.handoff import offered_topics, transcript_for_visitor
from chat.permissions import visitor_chat
from chat.references import find_topic
from chat.serializers import (
    AlternativeSerializer,
    ClosedSerializer,
    DeskSerializer,
    OpenedSerializer,
    OpeningSerializer,
    SurveySerializer,
    VisitSerializer,
)
from helpdesk.api import RefusedSerializer
from helpdesk.errors import NotFound
from helpdesk.people.hours import Calendar
from helpdesk.people.languages import nearest

INVALID = OpenApiResponse(description="By field, what is wrong with it.")
UNKNOWN = OpenApiResponse(RefusedSerializer, "There is none, or the token is another's.")
REFUSED = OpenApiResponse(RefusedSerializer, "A rule refuses it.")


class VisitorView(APIView):
    """Open to everybody; no cookie counts, so no other site can act for a visitor."""

    authentication_classes = ()
    permission_classes = (AllowAny,)


def token_of(request: Request) -> str:
    """The token of `Authorization: Bearer`."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


class DeskView(VisitorView):
    @extend_schema(
        parameters=[OpenApiParameter("topic", str, description="Id or slug: whose hours count.")],
        responses={200: DeskSerializer, 400: INVALID},
    )
    def get(self, request: Request) -> Response:
        """Whether chat is open now."""
        topic = find_topic(request.query_params.get("topic") or None)
        return Response(desk_state(get_language() or "en", team=topic.team_id if topic else None))


def desk_state(language: str, *, team: int | None = None) -> dict[str, Any]:
    """What a visitor's page knows of the desk, of whoever wants to chat with this team.

    Names of topics are in this language.
    """
    moment = look()
    line = moment.line(team)
    return {
        "name": moment.desk.name,
        **newcomers_state(line),
        "time_zone": moment.desk.time_zone,
        "hours": _week(line.calendar),
        "topics": offered_topics(language),
    }


def _week(calendar: Calendar) -> list[dict[str, Any]]:
    return [
        {
            "weekday": day,
            "spans": [
                [
                    f"{span.opens:%H:%M}",
                    f"{span.closes:%H:%M}" if span.closes.hour or span.closes.minute else "24:00",
                ]
                for span in calendar.week.get(day, ())
            ],
        }
        for day in range(7)
    ]


class ChatsView(VisitorView):
    @extend_schema(
        request=OpeningSerializer,
        responses={201: OpenedSerializer, 409: ClosedSerializer, 400: INVALID},
    )
    def post(self, request: Request) -> Response:
        """Opens a chat; the question becomes its first message."""
        asked = OpeningSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish = dict(asked.validated_data)
        wish["language"] = wish["language"] or nearest(get_language() or "")
        opened = open_chat(**wish)
        answer = {
            "chat": str(opened.chat.pk),
            "token": opened.token,
            "state": opened.chat.state,
            "position": opened.place.position,
            "alternative_asked": opened.chat.contact.alternative_asked or None,
            **wait_told(opened.place),
        }
        return Response(answer, status=status.HTTP_201_CREATED)


class ChatView(VisitorView):
    @extend_schema(responses={200: VisitSerializer, 404: UNKNOWN})
    def get(self, request: Request, chat: UUID) -> Response:
        """How the chat stands, and the ticket that came of it."""
        found = visitor_chat(chat, token_of(request))
        made = found.contact.ticket_id if found.handed_off_at else None
        link = reverse("chat-transcript", args=[found.pk]) if made else None
        return Response(
            {
                "chat": str(found.pk),
                "state": found.state,
                "ticket": made,
                "survey": "done" if found.contact.surveyed_at else "open",
                "alternative_asked": found.contact.alternative_asked or None,
                "transcript": link,
            }
        )


class TranscriptView(VisitorView):
    @extend_schema(responses={(200, "text/plain"): str, 404: UNKNOWN})
    def get(self, request: Request, chat: UUID) -> HttpResponse:
        """The transcript to keep."""
        file = transcript_for_visitor(visitor_chat(chat, token_of(request)))
        if file is None:
            raise NotFound
        response = HttpResponse(bytes(file.content), content_type=file.content_type)
        response["Content-Disposition"] = f'attachment; filename="{file.name}"'
        response["Cache-Control"] = "no-store"
        return response


class AlternativeView(VisitorView):
    @extend_schema(
        request=AlternativeSerializer,
        responses={204: None, 400: INVALID, 404: UNKNOWN, 409: REFUSED},
    )
    def post(self, request: Request, chat: UUID) -> Response:
        """What the visitor would have done without chat, where they are asked before it.

        The same answer again is taken too. Refused with `not_asked` in other chats and once an
        agent has answered, with `chat_closed` after the end, with `already_answered` for another
        answer.
        """
        found = visitor_chat(chat, token_of(request))
        answer = AlternativeSerializer(data=request.data)
        answer.is_valid(raise_exception=True)
        tell_alternative(found, **answer.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class SurveyView(VisitorView):
    @extend_schema(
        request=SurveySerializer, responses={204: None, 400: INVALID, 404: UNKNOWN, 409: REFUSED}
    )
    def post(self, request: Request, chat: UUID) -> Response:
        """The answers to the survey, once; an empty object skips it."""
        found = visitor_chat(chat, token_of(request))
        answers = SurveySerializer(data=request.data)
        answers.is_valid(raise_exception=True)
        rate_chat(found, **answers.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)
