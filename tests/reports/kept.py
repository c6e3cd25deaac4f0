"""Short ways to make what is kept and sent of reports."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from helpdesk.people.choices import Role
from helpdesk.people.models import User
from reports.frozen import Document, Meaning, Section
from reports.grids import Column, Grid, Row
from reports.models import Delivery, Run, SavedView
from reports.report import Answer, Picture


def add_chief(name: str, **fields: Any) -> User:
    given = {"role": Role.SUPERVISOR, "first_name": name.title(), **fields}
    return User.objects.create_user(name, f"{name}@desk.example", **given)


def add_view(owner: User, name: str = "Quick enough", **fields: Any) -> SavedView:
    given = {"slug": "answer-times", "query": "period=4-weeks", **fields}
    return SavedView.objects.create(owner=owner, name=name, **given)


def add_delivery(view: SavedView, recipient: User, **fields: Any) -> Delivery:
    """Due since now, unless told otherwise."""
    given = {"rhythm": "daily", "hour": 7, "next_at": timezone.now(), **fields}
    return Delivery.objects.create(view=view, recipient=recipient, **given)


def add_run(delivery: Delivery, **fields: Any) -> Run:
    """A frozen report of a scheduled mail."""
    given = {"slug": delivery.view.slug, "language": "en", "answer": {}, "definitions": {}}
    return Run.objects.create(delivery=delivery, **given, **fields)


def document(headline: str | None = "83.1") -> Document:
    """A small one, that no facts are needed for."""
    share = None if headline is None else Decimal(headline)
    grid = Grid("months", "By month", (Column("n", "Chats"),), (Row((412,)),))
    picture = Picture("bars", "A bar", svg=lambda look: f'<svg height="{look.size.height}"/>')
    answer = Answer(("Quick.",), (grid,), (picture,), headline=share)
    meaning = Meaning("chat", 3, "Chat", "What people type.")
    section = Section(9, "answer-times", "Answer times", "In time?", (), answer, (meaning,))
    return Document("Answer times", "Europe/Helsinki", (section,))


def make(slug: str, query: str) -> Document:
    return document()
