"""What the API takes in: parsed and typed here, judged by the actions."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from helpdesk.people.choices import Language
from helpdesk.people.models import Requester
from tickets.choices import Channel, CommentKind, Outcome, Status
from tickets.models import Ticket, Topic

BODY_CHARS = 8000
SAID = [(kind.value, kind.label) for kind in (CommentKind.REPLY, CommentKind.NOTE)]
LOGGED = [(channel.value, channel.label) for channel in (Channel.PHONE, Channel.WALK_IN)]
ENDS = [(outcome.value, outcome.label) for outcome in (Outcome.SOLVED, Outcome.OPEN)]


class NewCommentSerializer(serializers.Serializer[Any]):
    key = serializers.UUIDField(help_text=_("Made by the client; sent twice, it is stored once."))
    kind = serializers.ChoiceField(
        SAID, help_text=_("A reply is for the requester, a note is not.")
    )
    body = serializers.CharField(max_length=BODY_CHARS)


class NewCommentWithFilesSerializer(NewCommentSerializer):
    """The same as a form of parts, with any number of `files`, judged as on the page."""

    files = serializers.ListField(child=serializers.FileField(), required=False)


class MoveSerializer(serializers.Serializer[Any]):
    to = serializers.ChoiceField(Status.choices)


class MergeSerializer(serializers.Serializer[Any]):
    into = serializers.PrimaryKeyRelatedField(
        queryset=Ticket.objects.all(),
        help_text=_("The ticket that is kept; one that was merged itself leads on."),
    )
    other_person = serializers.BooleanField(
        default=False, help_text=_("Needed to merge tickets of two people.")
    )


class QuestionSerializer(serializers.Serializer[Any]):
    search = serializers.CharField(max_length=500, help_text=_("What somebody is about to ask."))
    language = serializers.ChoiceField(
        Language.choices, required=False, allow_blank=True, default=""
    )


class CallSerializer(serializers.Serializer[Any]):
    """A call or a visit, as its agent logs it. Who called: `requester`, or `person` as typed."""

    key = serializers.UUIDField(help_text=_("Made by the client; sent twice, it logs once."))
    channel = serializers.ChoiceField(LOGGED, default=Channel.PHONE.value)
    requester = serializers.PrimaryKeyRelatedField(
        queryset=Requester.objects.all(), required=False, allow_null=True, default=None
    )
    person = serializers.CharField(
        max_length=254,
        required=False,
        allow_blank=True,
        default="",
        help_text=_("Name, address or number."),
    )
    topic = serializers.PrimaryKeyRelatedField(
        queryset=Topic.objects.offered(), required=False, allow_null=True, default=None
    )
    ticket = serializers.PrimaryKeyRelatedField(
        queryset=Ticket.objects.unsolved(), required=False, allow_null=True, default=None
    )
    outcome = serializers.ChoiceField(ENDS)
    summary = serializers.CharField(max_length=BODY_CHARS)
    started_at = serializers.DateTimeField(default=timezone.now)
