"""What becomes of a chat's files when it is handed over to its ticket."""

from __future__ import annotations

from collections.abc import Callable

from chat.models import Attachment, Chat


def hand_over_files(chat: Chat, *, attach: Callable[..., Attachment]) -> None:
    """Files that were said become the ticket's, under names that are unlike each other; others go.

    `attach` keeps one with the ticket. The content moves: it is kept once. What the visitor may
    have comes first, so that the same file in a note does not hide it.
    """
    owed = chat.files.said().filter(attachment__isnull=True)
    order = owed.order_by("is_internal", "seq", "created_at", "pk")
    for number in list(order.values_list("pk", flat=True)):
        file = chat.files.get(pk=number)
        file.attachment = attach(
            name=file.name,
            content_type=file.content_type,
            content=bytes(file.content),
            is_public=not file.is_internal,
        )
        file.content = b""
        file.save(update_fields=["attachment", "content"])
    chat.files.unsaid().delete()
