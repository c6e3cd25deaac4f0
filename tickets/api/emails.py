"""One address that takes mails in, for a mail server or a gateway that has a token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from helpdesk.api import RefusedSerializer
from tickets.actions.receive_email import MAX_SIZE, receive_email, received


class RawMailParser(BaseParser):
    """Reads a mail as it came; one byte more than allowed is enough to be refused."""

    media_type = "message/rfc822"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        return stream.read(MAX_SIZE + 1)


class ReceivedSerializer(serializers.Serializer[Any]):
    contact = serializers.IntegerField(help_text=_("The contact that this mail is."))
    ticket = serializers.IntegerField(allow_null=True, help_text=_("The ticket that it went to."))


class EmailView(APIView):
    parser_classes = (RawMailParser,)

    @extend_schema(
        request={"message/rfc822": OpenApiTypes.BINARY},
        responses={
            201: ReceivedSerializer,
            200: OpenApiResponse(ReceivedSerializer, "Received before; nothing was done."),
            400: OpenApiResponse(RefusedSerializer, "This is no mail."),
            409: OpenApiResponse(RefusedSerializer, "`auto_reply`: machines are not answered."),
            413: OpenApiResponse(RefusedSerializer, "`too_large`: more than 10 MB."),
        },
    )
    def post(self, request: Request) -> Response:
        """Takes in one mail, raw. Sent twice, it is received once (by its Message-ID)."""
        raw = request.data if isinstance(request.data, bytes) else b""
        known = received(raw)
        contact = known or receive_email(raw)
        answer = {"contact": contact.pk, "ticket": contact.ticket_id}
        return Response(answer, status=200 if known else 201)
