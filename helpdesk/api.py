"""What all answers of the API share: pages of lists, and the form of an error."""

from __future__ import annotations

from typing import Any

from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler

from helpdesk.errors import DomainError


class Pages(PageNumberPagination):
    page_size_query_param = "page_size"
    max_page_size = 500


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """A `DomainError` as `{"code", "message", ...}` with its status; the rest as DRF does."""
    if isinstance(error, DomainError):
        body = {"code": error.code, "message": str(error.message), **error.details}
        return Response(body, status=error.status)
    return exception_handler(error, context)
