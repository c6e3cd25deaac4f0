"""Means of access that administrators may look at and take away: tokens, second factors, links."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from knox.models import AuthToken

from helpdesk.people.admin.base import DeskAdmin, Rights, administrators
from helpdesk.people.admin.columns import moment

# Addresses are kept on the account itself; nobody signs up, so there are none to confirm.
admin.site.unregister(EmailAddress)
admin.site.unregister(AuthToken)
admin.site.unregister(Authenticator)
admin.site.unregister(SocialAccount)
# The provider is the environment's to name, and its tokens are not kept: these tables stay empty.
admin.site.unregister(SocialApp)
admin.site.unregister(SocialToken)

# Their packages name them in English alone. Migrations look at the packages' own names, not here.
AuthToken._meta.verbose_name = _("API token")
AuthToken._meta.verbose_name_plural = _("API tokens")
Authenticator._meta.verbose_name = _("second factor")
Authenticator._meta.verbose_name_plural = _("second factors")
SocialAccount._meta.verbose_name = _("sign-in link")
SocialAccount._meta.verbose_name_plural = _("sign-in links")


@admin.register(AuthToken)
class TokenAdmin(DeskAdmin):
    """Only its first characters are known; deleting a token ends it at once."""

    list_display = ("beginning", "owner", "made", "ends")
    list_select_related = ("user",)
    search_fields = ("token_key", "user__username", "user__email")
    ordering = ("-created",)
    fields = ("beginning", "owner", "made", "ends")
    rights = Rights(view=administrators, delete=administrators)
    made = moment("created", _("created"))
    ends = moment("expiry", _("ends"))

    @admin.display(description=_("account"), ordering="user__username")
    def owner(self, token: AuthToken) -> str:
        return str(token.user)

    @admin.display(description=_("begins with"), ordering="token_key")
    def beginning(self, token: AuthToken) -> str:
        return f"{token.token_key}…"


@admin.register(Authenticator)
class SecondFactorAdmin(DeskAdmin):
    """For whoever lost a telephone: the administrator takes the second factor away."""

    list_display = ("owner", "kind", "made", "used")
    list_select_related = ("user",)
    search_fields = ("user__username", "user__email")
    ordering = ("user__username", "type")
    fields = ("owner", "kind", "made", "used")
    rights = Rights(view=administrators, delete=administrators)
    made = moment("created_at", _("created"))
    used = moment("last_used_at", _("last used"))

    @admin.display(description=_("account"), ordering="user__username")
    def owner(self, factor: Authenticator) -> str:
        return str(factor.user)

    @admin.display(description=_("kind"), ordering="type")
    def kind(self, factor: Authenticator) -> str:
        return str(factor.get_type_display())


@admin.register(SocialAccount)
class SignInLinkAdmin(DeskAdmin):
    """Who comes in by the organisation's provider as whom. Without the link the verified address
    decides again: for whoever got a new identity there.
    """

    list_display = ("owner", "subject", "made", "used")
    list_select_related = ("user",)
    search_fields = ("user__username", "user__email")
    ordering = ("user__username", "pk")
    fields = ("owner", "issuer", "subject", "made", "used")
    rights = Rights(view=administrators, delete=administrators)
    made = moment("date_joined", _("created"))
    used = moment("last_login", _("last used"))

    @admin.display(description=_("account"), ordering="user__username")
    def owner(self, link: SocialAccount) -> str:
        return str(link.user)

    @admin.display(description=_("provider"))
    def issuer(self, link: SocialAccount) -> str:
        return str(link.extra_data.get("issuer", ""))

    @admin.display(description=_("person at the provider"))
    def subject(self, link: SocialAccount) -> str:
        return str(link.extra_data.get("subject", ""))
