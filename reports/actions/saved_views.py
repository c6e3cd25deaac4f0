from __future__ import annotations

from django.db import IntegrityError, transaction

from helpdesk.errors import NotAllowed
from helpdesk.people.models import User
from reports.errors import NameTaken
from reports.models import SavedView
from reports.permissions import may_change_view


def save_view(slug: str, query: str, *, name: str, is_shared: bool, by: User) -> SavedView:
    """Keeps the address of a report under a name that its owner has not used yet."""
    view = SavedView(owner=by, slug=slug, query=query, name=_one_line(name), is_shared=is_shared)
    return _store(view)


def rename_view(view: SavedView, *, name: str, is_shared: bool, by: User) -> SavedView:
    """Another name, and whether others see it; the report and its filters stay."""
    _refuse_others(view, by)
    view.name, view.is_shared = _one_line(name), is_shared
    return _store(view)


def delete_view(view: SavedView, *, by: User) -> None:
    """With the mails that were scheduled of it; what was sent stays as frozen reports."""
    _refuse_others(view, by)
    view.delete()


def _refuse_others(view: SavedView, user: User) -> None:
    if not may_change_view(user, view):
        raise NotAllowed


def _store(view: SavedView) -> SavedView:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        raise NameTaken from None
    return view


def _one_line(name: str) -> str:
    """The subject of a mail has no second line."""
    return " ".join(name.split())
