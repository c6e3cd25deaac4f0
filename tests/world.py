"""One of everything that an address may name."""

from __future__ import annotations

from typing import Any

from chat.models import File
from helpdesk.people.models import Desk
from reports.actions import freeze
from tests.admin_objects import make_article, make_chat, make_incident, make_ticket
from tests.kept_rows import KeptRows
from tests.reports.kept import add_chief, add_delivery, add_view, make
from tickets.actions import add_comment, attach_file


def make_world() -> dict[str, Any]:
    Desk.objects.create(pk=1)
    ticket, article, chat = make_ticket(1), make_article(2), make_chat(3)
    file = attach_file(ticket, name="a.txt", content_type="text/plain", content=b"Hi")
    reply = add_comment(ticket, kind="reply", body="Hi")
    said = File.objects.create(chat=chat, role="visitor", name="a.txt", size=1, content=b"a", seq=2)
    view = add_view(add_chief("hanna"), is_shared=True)
    return {
        "view": view.pk,
        "delivery": add_delivery(view, add_chief("ilkka")).pk,
        "run": freeze("monthly", "month=2026-01", make=make, by=None, languages=["en"]).pk,
        "place": 0,
        "picture": "bars",
        "ticket": ticket.pk,
        "file": file.pk,
        "contact": ticket.contacts.get().pk,
        "requester": ticket.requester_id,
        "article": article.pk,
        "slug": article.slug,
        "reply": reply.pk,
        "topic": article.topic_id,
        "chat": chat.pk,
        "said": said.pk,
        "incident": make_incident(4).pk,
        "sealed": "forged",
        "report": "hours",
        "key": "hours",
    }


WORLD = KeptRows(make_world)
