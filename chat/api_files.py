"""Files of a chat over HTTP. The visitor's token opens it, or the session of a member of staff."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chat.actions import keep_file, take_back_file, too_large
from chat.api import token_of
from chat.choices import Speaker
from chat.errors import FileRefused, TooFast, UnknownChat, UnknownFile
from chat.limits import Buckets
from chat.models import Chat
from chat.permissions import staff_chat, visitor_chat
from chat.serializers import FileSerializer, UploadSerializer
from helpdesk.api import RefusedSerializer
from helpdesk.downloads import as_download
from helpdesk.errors import NotAllowed
from helpdesk.files import limits
from helpdesk.people.models import User
from helpdesk.people.permissions import is_staff_member

UNKNOWN = OpenApiResponse(RefusedSerializer, "There is none, or it is not for whoever asks.")
REFUSED = OpenApiResponse(RefusedSerializer, "A rule refuses it.")
NOT_SIGNED = OpenApiResponse(description="Another agent's chat, or a session without its token.")
ENVELOPE = 64 * 1024
"""What a form may add to the bytes of its file."""
uploads = Buckets(20_000)


@dataclass(frozen=True, slots=True)
class Side:
    """Who asks, and for which side of the chat."""

    chat: Chat
    role: Speaker
    author: User | None = None

    def need_to_write(self) -> None:
        """Raises `NotAllowed` for staff who may read the chat and do not answer it."""
        if self.author and self.chat.agent_id != self.author.pk:
            raise NotAllowed(_("Only who answers a chat sends files in it."))

    def need_patience(self) -> None:
        """Raises `TooFast`; what is refused afterwards counts too."""
        rate, key = settings.CHAT, self.author.pk if self.author else self.chat.pk
        bucket = uploads.of(
            f"{self.role.value}:{key}", burst=rate["files_burst"], per_s=rate["files_per_s"]
        )
        if early := bucket.take():
            raise TooFast(after_ms=int(early * 1000) + 1)


class FilesOfChat(APIView):
    """What upload and download share."""

    authentication_classes = (SessionAuthentication,)
    permission_classes = (AllowAny,)
    parser_classes = (MultiPartParser,)

    def get_authenticators(self) -> list[BaseAuthentication]:
        """A visitor's token comes first: who has one needs no cookie, and no token against
        forgery.
        """
        if self.request and token_of(self.request):
            return []
        return super().get_authenticators()

    def side(self, request: Request, chat: UUID) -> Side:
        """Raises `UnknownChat` for a foreign and for an absent one."""
        if token := token_of(request):
            return Side(visitor_chat(chat, token), Speaker.VISITOR)
        if not isinstance(request.user, User) or not is_staff_member(request.user):
            raise UnknownChat
        return Side(staff_chat(chat, request.user), Speaker.AGENT, request.user)


class FilesView(FilesOfChat):
    @extend_schema(
        request={"multipart/form-data": UploadSerializer},
        responses={
            201: FileSerializer,
            400: REFUSED,
            403: NOT_SIGNED,
            404: UNKNOWN,
            409: REFUSED,
            413: REFUSED,
            415: REFUSED,
            429: REFUSED,
        },
    )
    def post(self, request: Request, chat: UUID) -> Response:
        """Keeps a file, to be named in the `attachments` of a `send` by its `id`.

        Refused with `no_file`, `empty`, `kind`, `content` (not what its ending says), `too_large`,
        `too_many`, `too_large_together`, `flood`, `chat_closed`, `rate_limited`.
        """
        side = self.side(request, chat)
        side.need_to_write()
        side.need_patience()
        if _stated_size(request) > limits().each + ENVELOPE:
            raise too_large()
        files = request.FILES.getlist("file")
        if len(files) != 1:
            raise FileRefused("no_file", _("Send one file, in the field “file”."))
        if files[0].size > limits().each:
            raise too_large()
        kept = keep_file(
            side.chat,
            role=side.role,
            author=side.author,
            name=files[0].name,
            content=files[0].read(),
        )
        return Response(FileSerializer(kept).data, status=status.HTTP_201_CREATED)


def _stated_size(request: Request) -> int:
    """Of the whole body, before it is read; 0 where it is not stated."""
    stated = request.META.get("CONTENT_LENGTH") or ""
    return int(stated) if stated.isascii() and stated.isdecimal() else 0


class FileView(FilesOfChat):
    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, 404: UNKNOWN})
    def get(self, request: Request, chat: UUID, file: UUID) -> HttpResponse:
        """The file, to save."""
        side = self.side(request, chat)
        shown = side.chat.files.shown_to(side.role, side.author)
        found = shown.select_related("attachment").filter(pk=file).first()
        content = bytes((found.attachment or found).content) if found else b""
        if found is None or not content:
            raise UnknownFile
        return as_download(name=found.name, content_type=found.content_type, content=content)

    @extend_schema(responses={204: None, 403: NOT_SIGNED, 404: UNKNOWN})
    def delete(self, request: Request, chat: UUID, file: UUID) -> Response:
        """Takes back what was uploaded and is in no message yet."""
        side = self.side(request, chat)
        take_back_file(side.chat, file, role=side.role, author=side.author)
        return Response(status=status.HTTP_204_NO_CONTENT)
