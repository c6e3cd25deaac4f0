"""What all pages of the admin share: who may do what there, and the manners of a list.

Django's permission tables play no part: whoever the site lets in (`DeskAdminSite`) may look at
everything, and each page says by a rule who may do more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from helpdesk.people.models import User
from helpdesk.people.permissions import administrates, sees_reports

Rule = Callable[[User | AnonymousUser], bool]


def nobody(user: User | AnonymousUser) -> bool:
    return False


def administrators(user: User | AnonymousUser) -> bool:
    return administrates(user)


class Rights(NamedTuple):
    """Who may do what on a page."""

    view: Rule = sees_reports
    add: Rule = nobody
    change: Rule = nobody
    delete: Rule = nobody


class Ruled:
    """Rights by rule; `in_use` lists the relations that make an object part of the record."""

    rights: ClassVar[Rights] = Rights()
    in_use: ClassVar[tuple[str, ...]] = ()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.rights.view(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.rights.view(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.rights.add(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.rights.change(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What the record names stays: deleting it would change the figures of the past."""
        if not self.rights.delete(request.user):
            return False
        if obj is None:
            return not self.in_use
        return not any(getattr(obj, relation).exists() for relation in self.in_use)


class DeskAdmin(Ruled, ModelAdmin):
    compressed_fields = True
    empty_value_display = "–"
    list_filter_submit = True
    list_fullwidth = True
    list_per_page = 50
    warn_unsaved_form = True

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Objects that nobody changes here have no history of changes here either."""
        context = {"show_history": self.has_change_permission(request), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)


class Inline(Ruled, TabularInline):
    extra = 0
    hide_title = True
    tab = False
