"""Colleagues who are named in a note: @username."""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet

from helpdesk.people.models import User

MOST = 20
"""So many different names are looked up of one note."""
PROPOSED = 6
_NAME = re.compile(r"(?<![\w.+-])@([\w.@+-]{1,150})")


def named_in(text: str) -> list[int]:
    """The members of staff whom a note names by their user names, in any case of letters."""
    found = list(dict.fromkeys(name for match in _NAME.finditer(text) for name in _read(match[1])))
    if not found:
        return []
    names = "|".join(re.escape(name) for name in found[:MOST])
    staff = User.objects.filter(is_active=True, username__iregex=rf"^({names})$")
    return list(staff.order_by("pk").values_list("pk", flat=True))


def colleagues(user: User, begun: str) -> QuerySet[User]:
    """Whom this person may mean by the beginning of a name, of themselves or their account."""
    others = User.objects.filter(is_active=True).exclude(pk=user.pk)
    fits = Q()
    for field in ("username", "first_name", "last_name", "display_name"):
        fits |= Q(**{f"{field}__istartswith": begun})
    return others.filter(fits).order_by("username")[:PROPOSED]


def _read(name: str) -> list[str]:
    """As it stands, and without the signs that end a sentence."""
    bare = name.rstrip(".-+@_")
    return list(dict.fromkeys(each.lower() for each in (name, bare) if each))
