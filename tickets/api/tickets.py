from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from helpdesk.api import RefusedSerializer
from helpdesk.people.permissions import staff_of
from tickets.actions import keep_note, merge_tickets, move_ticket, reply_to_requester
from tickets.api.filters import TicketFilter
from tickets.api.inputs import (
    MergeSerializer,
    MoveSerializer,
    NewCommentSerializer,
    NewCommentWithFilesSerializer,
)
from tickets.api.serializers import CommentSerializer, TicketSerializer, WholeTicketSerializer
from tickets.choices import CommentKind
from tickets.forms.files import chosen
from tickets.models import Attachment, Comment, Contact, Ticket, TicketEvent

REFUSED = OpenApiResponse(RefusedSerializer, "A rule refuses it.")
GATHERED = (
    Prefetch("comments", Comment.objects.select_related("author")),
    Prefetch("events", TicketEvent.objects.select_related("actor")),
    Prefetch("attachments", Attachment.objects.defer("content")),
    Prefetch(
        "contacts",
        Contact.objects.select_related("requester", "topic", "team", "agent").order_by(
            "started_at"
        ),
    ),
)


class TicketViewSet(ReadOnlyModelViewSet[Ticket]):
    """Records of work, newest first. All staff may read and work on all of them."""

    serializer_class = TicketSerializer
    filterset_class = TicketFilter
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[Ticket]:
        tickets = Ticket.objects.select_related("requester", "topic", "team", "assignee")
        if self.action != "list":
            tickets = tickets.prefetch_related(*GATHERED)
        return tickets.order_by("-created_at", "-pk")

    def get_serializer_class(self) -> type[BaseSerializer[Ticket]]:
        return TicketSerializer if self.action == "list" else WholeTicketSerializer

    @extend_schema(
        request={
            "application/json": NewCommentSerializer,
            "multipart/form-data": NewCommentWithFilesSerializer,
        },
        responses={
            201: CommentSerializer,
            400: OpenApiResponse(RefusedSerializer, "`files_refused`: it says which and why."),
            409: REFUSED,
        },
    )
    @action(detail=True, methods=["post"], filterset_class=None)
    def comments(self, request: Request, pk: str) -> Response:
        """Adds an internal note, or a reply, which is mailed and waits for the requester.

        Files come with it as `multipart/form-data`; those of a reply go with its mail.
        """
        ticket = self.get_object()
        given = NewCommentWithFilesSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        words = given.validated_data
        write = reply_to_requester if words["kind"] == CommentKind.REPLY else keep_note
        files = chosen(words.get("files", []))
        comment = write(
            ticket, author=staff_of(request), body=words["body"], key=words["key"], files=files
        )
        return Response(CommentSerializer(comment).data, status=201)

    @extend_schema(request=MoveSerializer, responses={200: WholeTicketSerializer, 409: REFUSED})
    @action(detail=True, methods=["post"], filterset_class=None)
    def status(self, request: Request, pk: str) -> Response:
        """Moves the ticket to another status, if its present one allows that step."""
        ticket = self.get_object()
        given = MoveSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        move_ticket(ticket, to=given.validated_data["to"], actor=staff_of(request))
        return Response(WholeTicketSerializer(self.get_object()).data)

    @extend_schema(
        request=MergeSerializer,
        responses={
            200: OpenApiResponse(WholeTicketSerializer, "The ticket that is kept."),
            409: REFUSED,
            503: OpenApiResponse(RefusedSerializer, "`being_mailed`: try again in a moment."),
        },
    )
    @action(detail=True, methods=["post"], filterset_class=None)
    def merge(self, request: Request, pk: str) -> Response:
        """Merges this ticket into another about the same issue. Sent twice, it merges once."""
        ticket = self.get_object()
        given = MergeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        kept = merge_tickets(ticket, by=staff_of(request), **given.validated_data)
        return Response(WholeTicketSerializer(self.get_queryset().get(pk=kept.pk)).data)
