"""Means of access that administrators may look at and take away: API tokens and second factors."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from knox.models import AuthToken

from helpdesk.people.admin.base import DeskAdmin, Rights, administrators

# Addresses are kept on the account itself; nobody signs up, so there are none to confirm.
admin.site.unregister(EmailAddress)
admin.site.unregister(AuthToken)
admin.site.unregister(Authenticator)


@admin.register(AuthToken)
class TokenAdmin(DeskAdmin):
    """Only its first characters are known; deleting a token ends it at once."""

    list_display = ("beginning", "user", "created", "expiry")
    list_select_related = ("user",)
    search_fields = ("token_key", "user__username", "user__email")
    ordering = ("-created",)
    fields = ("beginning", "user", "created", "expiry")
    rights = Rights(view=administrators, delete=administrators)

    @admin.display(description=_("begins with"), ordering="token_key")
    def beginning(self, token: AuthToken) -> str:
        return f"{token.token_key}…"


@admin.register(Authenticator)
class SecondFactorAdmin(DeskAdmin):
    """For whoever lost a telephone: the administrator takes the second factor away."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_select_related = ("user",)
    search_fields = ("user__username", "user__email")
    ordering = ("user__username", "type")
    fields = ("user", "type", "created_at", "last_used_at")
    rights = Rights(view=administrators, delete=administrators)
