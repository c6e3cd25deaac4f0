"""What all answers of the API share: pages of lists, times, and the form of an error."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler

from helpdesk.errors import DomainError


class Pages(PageNumberPagination):
    page_size_query_param = "page_size"
    max_page_size = 500


class Moment(serializers.DateTimeField):
    """A time as the sockets write it: ISO 8601 in UTC with milliseconds."""

    def to_representation(self, value: datetime) -> str:
        utc = value.astimezone(UTC).isoformat(timespec="milliseconds")
        return utc.replace("+00:00", "Z")


class RefusedSerializer(serializers.Serializer[Any]):
    """What a rule refused. There may be further fields (names, times)."""

    code = serializers.CharField(help_text=_("Stable, for machines."))
    message = serializers.CharField(help_text=_("For the person who asked, in their language."))


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """A `DomainError` as `{"code", "message", ...}` with its status; the rest as DRF does."""
    if isinstance(error, DomainError):
        body = {"code": error.code, "message": str(error.message), **error.details}
        return Response(body, status=error.status)
    return exception_handler(error, context)
