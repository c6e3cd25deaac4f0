"""What was said in chats goes for good; that it was said, when and by which side stays."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse

from chat.models import Block, Chat, File, Incident
from helpdesk import realtime
from helpdesk.redaction import ERASED

BATCH = 100
"""So many chats a transaction: of a few dozen entries each."""

KEPT_DATA = [
    *("agent", "by", "from_agent", "outcome", "takeover", "team", "to", "to_team"),
    *("until", "via", "warning", "whisper", "why", "without", "after_s"),
]
LOG = """
UPDATE chat_event e
   SET body = CASE WHEN e.body = '' THEN '' ELSE %(mark)s || coalesce(
         (SELECT string_agg(' ' || %(articles)s || m[1] || '/', '')
            FROM regexp_matches(e.body, %(articles)s || '([-\\w]+)', 'g') m
           WHERE e.role = 'agent' AND e.kind = 'message' AND EXISTS (
             SELECT FROM tickets_article a WHERE a.slug = m[1] AND a.is_published)), '') END,
       name = CASE WHEN e.role = 'visitor' THEN '' ELSE e.name END,
       data = (SELECT coalesce(jsonb_object_agg(d.key, d.value), '{}') FROM jsonb_each(e.data) d
                WHERE d.key = ANY(%(kept)s))
 WHERE e.chat_id = ANY(%(chats)s)
"""
"""Names of agents stay, and so do links to the desk's own instructions: how often they are sent is
counted. Of the particulars only those stay that no person wrote."""
CHATS = """
UPDATE chat_chat
   SET visitor_name = '', visitor_email = '', page_url = '', browser_key = '',
       epoch = left(md5(gen_random_uuid()::text), 16), erased_at = now()
 WHERE id = ANY(%(chats)s)
"""


@transaction.atomic
def erase_chats(chats: Collection[UUID]) -> int:
    """Empties the logs of those that ended and whose ticket is made; returns how many.

    Numbers and order stay, under a new epoch. Windows that show one of them let go of it, the
    visitor's with 4410. Files go, notes about hostile visitors go, and their blocks hold nobody any
    more.
    """
    ended = Chat.objects.with_words().filter(pk__in=chats, handed_off_at__isnull=False)
    held = list(ended.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    if held:
        articles = reverse("tickets:articles")
        words: dict[str, Any] = {
            "chats": held,
            "mark": ERASED,
            "kept": KEPT_DATA,
            "articles": articles,
        }
        with connection.cursor() as cursor:
            cursor.execute(LOG, words)
            cursor.execute(CHATS, {"chats": held})
        File.objects.filter(chat__in=held).delete()
        Incident.objects.filter(chat__in=held).update(note=ERASED)
        Block.objects.filter(incident__chat__in=held).update(value="")
        told = [{"to": f"chat:{chat}", "erased": str(chat)} for chat in held]
        transaction.on_commit(partial(realtime.publish, told))
    return len(held)
