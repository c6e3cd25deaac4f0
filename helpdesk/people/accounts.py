"""Accounts are for staff and are made by the administrator: nobody signs up."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from helpdesk.people.models import User


class StaffAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **particulars: Any) -> HttpResponse:
        """Who has a language of their own reads it from here on; a click in the browser wins."""
        response: HttpResponse = super().post_login(request, user, **particulars)
        cookie = settings.LANGUAGE_COOKIE_NAME
        if user.language and cookie not in request.COOKIES:
            response.set_cookie(cookie, user.language, samesite="Lax")
        return response
