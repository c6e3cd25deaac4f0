"""Work as the API shows it. Writing goes by `tickets.api.inputs`."""

from __future__ import annotations

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from helpdesk.api import Moment
from helpdesk.people.api.serializers import (
    RequesterSerializer,
    StaffNameSerializer,
    TeamNameSerializer,
)
from tickets.choices import MOVES
from tickets.history import words_of
from tickets.models import Attachment, Comment, Contact, Ticket, TicketEvent, Topic


class TopicNameSerializer(serializers.ModelSerializer[Topic]):
    name = serializers.CharField(read_only=True)

    class Meta:
        model = Topic
        fields = ("id", "name")


class ContactSerializer(serializers.ModelSerializer[Contact]):
    requester = RequesterSerializer(read_only=True, allow_null=True)
    topic = TopicNameSerializer(read_only=True, allow_null=True)
    team = TeamNameSerializer(read_only=True, allow_null=True)
    agent = StaffNameSerializer(read_only=True, allow_null=True)
    started_at = Moment(read_only=True)
    first_reply_at = Moment(read_only=True, allow_null=True)
    ended_at = Moment(read_only=True, allow_null=True)

    class Meta:
        model = Contact
        fields = (
            "id",
            "channel",
            "requester",
            "ticket",
            "topic",
            "team",
            "agent",
            "language",
            "subject",
            "started_at",
            "first_reply_at",
            "ended_at",
            "outcome",
            "transfers",
            "masked",
            "was_solved",
            "satisfaction",
            "alternative",
            "alternative_asked",
            "survey_comment",
        )
        read_only_fields = fields


class CommentSerializer(serializers.ModelSerializer[Comment]):
    author = StaffNameSerializer(read_only=True, allow_null=True)
    created_at = Moment(read_only=True)

    class Meta:
        model = Comment
        fields = ("id", "kind", "author", "author_name", "body", "contact", "created_at")
        read_only_fields = fields


class AttachmentSerializer(serializers.ModelSerializer[Attachment]):
    created_at = Moment(read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Attachment
        fields = (
            "id",
            "name",
            "content_type",
            "size",
            "sha256",
            "is_public",
            "contact",
            "comment",
            "created_at",
            "url",
        )
        read_only_fields = fields

    @extend_schema_field({"type": "string", "format": "uri-reference"})
    def get_url(self, file: Attachment) -> str:
        return reverse("tickets:file", args=[file.ticket_id, file.pk])


class TicketEventSerializer(serializers.ModelSerializer[TicketEvent]):
    """One entry of the history, also in words, in the language of whoever asks."""

    actor = StaffNameSerializer(read_only=True, allow_null=True)
    at = Moment(read_only=True)
    words = serializers.SerializerMethodField()

    class Meta:
        model = TicketEvent
        fields = ("id", "kind", "actor", "at", "words")
        read_only_fields = fields

    def get_words(self, event: TicketEvent) -> str:
        return words_of(event)


class TicketSerializer(serializers.ModelSerializer[Ticket]):
    requester = RequesterSerializer(read_only=True)
    topic = TopicNameSerializer(read_only=True, allow_null=True)
    team = TeamNameSerializer(read_only=True, allow_null=True)
    assignee = StaffNameSerializer(read_only=True, allow_null=True)
    created_at = Moment(read_only=True)
    updated_at = Moment(read_only=True)
    solved_at = Moment(read_only=True, allow_null=True)
    closed_at = Moment(read_only=True, allow_null=True)

    class Meta:
        model = Ticket
        fields: tuple[str, ...] = (
            "id",
            "subject",
            "status",
            "origin_channel",
            "merged_into",
            "requester",
            "topic",
            "team",
            "assignee",
            "language",
            "created_at",
            "updated_at",
            "solved_at",
            "closed_at",
        )
        read_only_fields = fields


class WholeTicketSerializer(TicketSerializer):
    """A ticket with all that it gathered."""

    moves = serializers.SerializerMethodField()
    comments = CommentSerializer(many=True, read_only=True)
    contacts = ContactSerializer(many=True, read_only=True)
    events = TicketEventSerializer(many=True, read_only=True)
    attachments = AttachmentSerializer(many=True, read_only=True)

    class Meta(TicketSerializer.Meta):
        fields = (
            *TicketSerializer.Meta.fields,
            "moves",
            "comments",
            "contacts",
            "events",
            "attachments",
        )
        read_only_fields = fields

    def get_moves(self, ticket: Ticket) -> list[str]:
        """The statuses that this ticket may be moved to."""
        return sorted(MOVES[ticket.status])
