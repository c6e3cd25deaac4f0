"""Finding what a frame refers to, by id or by name."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from chat.entries import as_uuid
from chat.errors import UnknownChat
from chat.models import Topic
from helpdesk.errors import Invalid
from helpdesk.people.models import Team, User

Ref = int | str | None


def chat_id(ref: str) -> UUID:
    """The chat that a frame names; the action decides whether it may be acted on.

    Raises `UnknownChat` for what names none.
    """
    found = as_uuid(ref)
    if found is None:
        raise UnknownChat
    return found


def find_team(ref: Ref) -> Team | None:
    """By id or slug; none for none. Raises `Invalid` where there is no such team."""
    if ref in (None, ""):
        return None
    found = Team.objects.filter(**_key(ref, "slug")).first()
    if found is None:
        raise Invalid(_("There is no such team."))
    return found


def find_agent(ref: Ref) -> User | None:
    """By id or user name; none for none."""
    if ref in (None, ""):
        return None
    found = User.objects.filter(is_active=True, **_key(ref, "username")).first()
    if found is None:
        raise Invalid(_("There is no such agent."))
    return found


def find_topic(ref: Ref) -> Topic | None:
    """By id or slug; none for none."""
    if ref in (None, ""):
        return None
    found = Topic.objects.offered().filter(**_key(ref, "slug")).first()
    if found is None:
        raise Invalid(_("There is no such topic."))
    return found


def _key(ref: Ref, name: str) -> dict[str, int | str]:
    text = str(ref).replace("\0", "\N{REPLACEMENT CHARACTER}")  # PostgreSQL holds no NUL
    return {"pk": int(text)} if text.isdecimal() and len(text) < 19 else {name: text}
