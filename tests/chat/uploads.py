"""Files for the tests of chats."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chat.actions import keep_file
from chat.choices import Speaker
from chat.models import Chat, File
from helpdesk.people.models import User

PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
PDF = b"%PDF-1.7\n" + b"words " * 20


def upload(
    client: Client, chat: Chat, name: str = "error.png", content: bytes = PNG, **headers: str
) -> Any:
    """The answer to a form with one file."""
    return client.post(
        f"/api/v1/chats/{chat.pk}/files/",
        {"file": SimpleUploadedFile(name, content)},
        headers=headers,
    )


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def kept(
    chat: Chat, name: str = "error.png", content: bytes = PNG, *, by: User | None = None
) -> File:
    """A file that the visitor, or this agent, has uploaded and not said yet."""
    role = Speaker.AGENT if by else Speaker.VISITOR
    return keep_file(chat, role=role, author=by, name=name, content=content)
