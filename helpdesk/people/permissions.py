"""Who may enter where. One rule each; views, sockets and API ask here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from rest_framework.permissions import BasePermission

from helpdesk.errors import NotAllowed
from helpdesk.people.models import User

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


def is_staff_member(user: User | AnonymousUser | None) -> TypeGuard[User]:
    """Anybody who works here: every active account, since only staff have accounts."""
    return isinstance(user, User) and user.is_active


def staff_of(request: HttpRequest | Request) -> User:
    """The member of staff who asks; raises `NotAllowed` for others."""
    if not is_staff_member(request.user):
        raise NotAllowed
    return request.user


def sees_reports(user: User | AnonymousUser | None) -> TypeGuard[User]:
    """Supervisors and managers see the whole desk's figures and owed work."""
    return is_staff_member(user) and user.is_supervisor


def reads_contacts(user: User | AnonymousUser | None) -> TypeGuard[User]:
    """Staff read what people wrote in contacts and tickets: nobody is kept from a part of them."""
    return is_staff_member(user)


def administrates(user: User | AnonymousUser | None) -> TypeGuard[User]:
    """Administrators alone do what cannot be undone: take away access, erase people."""
    return is_staff_member(user) and user.is_superuser


View = Callable[..., HttpResponseBase]


def only(rule: Callable[[Any], bool]) -> Callable[[View], View]:
    """A view for those whom `rule` lets in: others log in, or are told that they may not."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if rule(request.user):
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            raise NotAllowed

        return guarded

    return decorate


class IsStaffMember(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:
        return is_staff_member(request.user)


class SeesReports(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:
        return sees_reports(request.user)
