"""What visitors' windows say and hear over HTTP."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from chat.availability import REASONS
from chat.choices import State
from chat.models import SURVEY_COMMENT_CHARS, Alternative, AlternativeAsked, Topic
from chat.references import find_topic
from helpdesk.errors import Invalid
from helpdesk.people.languages import nearest
from helpdesk.redaction import normalise


class TextField(serializers.CharField):
    """Text as people write it; harmful characters fall away before its length is judged."""

    def to_internal_value(self, data: Any) -> str:
        text = normalise(data) if isinstance(data, str) else data
        if text == "" and not self.allow_blank:
            self.fail("blank")
        return super().to_internal_value(text)


@extend_schema_field({"oneOf": [{"type": "integer"}, {"type": "string"}]})
class TopicField(serializers.Field[Topic | None, Any, Any, Any]):
    """A topic by id or slug."""

    def to_internal_value(self, data: Any) -> Topic | None:
        if not isinstance(data, int | str) or isinstance(data, bool):
            raise serializers.ValidationError(_("There is no such topic."))
        try:
            return find_topic(data)
        except Invalid as error:
            raise serializers.ValidationError(str(error.message)) from None


class OpeningSerializer(serializers.Serializer[Any]):
    """What a visitor says to open a chat; only the question is required."""

    question = TextField(max_length=settings.CHAT["body_chars"], trim_whitespace=False)
    name = TextField(max_length=120, required=False, allow_blank=True, default="")
    email = serializers.EmailField(required=False, allow_blank=True, default="")
    topic = TopicField(required=False, allow_null=True, default=None)
    language = serializers.CharField(max_length=35, required=False, allow_blank=True, default="")
    page_url = TextField(max_length=2000, required=False, allow_blank=True, default="")
    client_id = serializers.UUIDField(
        required=False,
        allow_null=True,
        default=None,
        help_text="A random, secret id of this opening: sent again, it opens no second chat.",
    )

    browser_key = serializers.CharField(
        max_length=100,
        required=False,
        allow_blank=True,
        default="",
        help_text="A random key that the browser keeps. Only its hash is stored.",
    )

    def validate_language(self, code: str) -> str:
        return nearest(code) if code else ""


class WaitSerializer(serializers.Serializer[Any]):
    """How long somebody will wait: about, at least, and at most (null: no end can be told)."""

    expected_wait_s = serializers.IntegerField()
    wait_low_s = serializers.IntegerField()
    wait_high_s = serializers.IntegerField(allow_null=True)


class AskedField(serializers.ChoiceField):
    """When to ask how the visitor would have come without chat."""

    def __init__(self) -> None:
        super().__init__(
            choices=AlternativeAsked.choices,
            allow_null=True,
            help_text="When this visitor is asked how they would have contacted us without chat:"
            " `before` the first answer, `after` the chat in the survey, or (null) not at all.",
        )


class OpenedSerializer(WaitSerializer):
    """The new chat; `token` opens it and is never shown again."""

    chat = serializers.UUIDField()
    token = serializers.CharField()
    state = serializers.ChoiceField(choices=State.choices)
    position = serializers.IntegerField()
    alternative_asked = AskedField()


class ClosedSerializer(serializers.Serializer[Any]):
    """Why no chat can be opened now, and what to do instead."""

    code = serializers.CharField()
    message = serializers.CharField()
    reason = serializers.ChoiceField(choices=[*REASONS, "blocked"])
    next_open_at = serializers.DateTimeField(allow_null=True)
    form_url = serializers.CharField()


class DayHoursSerializer(serializers.Serializer[Any]):
    weekday = serializers.IntegerField(help_text="0 is Monday")
    spans = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))


class NamedSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class DeskSerializer(WaitSerializer):
    """Whether chat is open, how soon one is served, and when it opens again."""

    name = serializers.CharField()
    open = serializers.BooleanField()
    reason = serializers.ChoiceField(choices=REASONS, allow_null=True)
    next_open_at = serializers.DateTimeField(allow_null=True)
    time_zone = serializers.CharField()
    hours = DayHoursSerializer(many=True)
    waiting = serializers.IntegerField()
    topics = NamedSerializer(many=True)


class VisitSerializer(serializers.Serializer[Any]):
    """How the visitor's chat stands."""

    chat = serializers.UUIDField()
    state = serializers.ChoiceField(choices=State.choices)
    ticket = serializers.IntegerField(allow_null=True)
    survey = serializers.ChoiceField(choices=["open", "done"])
    alternative_asked = AskedField()
    transcript = serializers.CharField(allow_null=True)


class AlternativeSerializer(serializers.Serializer[Any]):
    alternative = serializers.ChoiceField(choices=Alternative.choices)


class SurveySerializer(serializers.Serializer[Any]):
    """Each question may be left out. `alternative` is for those who are asked after the chat."""

    was_solved = serializers.BooleanField(required=False, allow_null=True, default=None)
    satisfaction = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=5
    )
    alternative = serializers.ChoiceField(
        choices=Alternative.choices, required=False, allow_blank=True, default=""
    )
    comment = TextField(
        max_length=SURVEY_COMMENT_CHARS,
        required=False,
        allow_blank=True,
        default="",
        help_text="In the visitor's own words. Identity codes are masked before it is stored.",
    )


class UploadSerializer(serializers.Serializer[Any]):
    file = serializers.FileField()


class FileSerializer(serializers.Serializer[Any]):
    """A file of a chat; the type is told by its name and content."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes")
    content_type = serializers.CharField()
