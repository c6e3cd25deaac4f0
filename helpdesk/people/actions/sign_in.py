"""Who comes in by the organisation's provider: the account that is linked, or that may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.socialaccount.models import SocialAccount
from allauth.utils import generate_unique_username
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from helpdesk.errors import NotAllowed, Unavailable
from helpdesk.people import signing
from helpdesk.people.models import User
from helpdesk.redaction import one_line

if TYPE_CHECKING:
    from helpdesk.people.oidc.identity import Identity


def admit(identity: Identity, *, provider: str) -> SocialAccount:
    """The link of this person to the account that they come in with, made now where it was not.

    The first time an account is found by an address that the provider has verified. An account
    that somebody else is linked to is not given to a second person: addresses pass on, accounts do
    not. Raises `NotAllowed` with the reason, `Unavailable` where two first times meet.
    """
    if not identity.is_entitled:
        raise NotAllowed(_("Your account is not among those that may come in here."))
    try:
        with transaction.atomic():
            link = _links(identity, provider).first() or _link_first(identity, provider)
    except IntegrityError:
        raise Unavailable(_("This was done twice at once. Please try again.")) from None
    if not link.user.is_active:
        raise NotAllowed(_("Your account here is closed."), code="inactive")
    return link


def _links(identity: Identity, provider: str) -> QuerySet[SocialAccount]:
    links: QuerySet[SocialAccount] = SocialAccount.objects.select_related("user")
    return links.filter(provider=provider, uid=identity.uid)


def _link_first(identity: Identity, provider: str) -> SocialAccount:
    if not (identity.email and identity.is_verified):
        raise NotAllowed(
            _("The sign-in of your organisation does not confirm your e-mail address."),
            code="unverified",
        )
    user = _account_with(identity.email) or _new_account(identity)
    if not user.is_active:
        raise NotAllowed(_("Your account here is closed."), code="inactive")
    if SocialAccount.objects.filter(provider=provider, user=user).exists():
        raise NotAllowed(
            _("The account with your e-mail address belongs to another sign-in."), code="taken"
        )
    named = {"issuer": identity.issuer, "subject": identity.subject}
    link = SocialAccount.objects.create(
        provider=provider, uid=identity.uid, user=user, extra_data=named
    )
    _record(user, CHANGE, [{"added": {"name": "sign-in link", "object": identity.issuer}}])
    return link


def _account_with(email: str) -> User | None:
    """Locked, so that two first times come one after the other."""
    # Other scripts have letters that become those of ASCII when they are made small: K is one.
    alike = Q(email__iexact=email) if email.isascii() else Q(email=email)
    found = User.objects.select_for_update().filter(alike)
    return next((user for user in found if user.email.isascii() == email.isascii()), None)


def _new_account(identity: Identity) -> User:
    """An agent of no team, without a password; what else they may do is the administrator's."""
    if not signing.provider()["create"]:
        raise NotAllowed(
            _("Nobody works here under your e-mail address. Ask an administrator for an account."),
            code="unknown",
        )
    user = User(
        username=generate_unique_username([identity.username, identity.email, "agent"]),
        email=identity.email,
        # At some providers people write their own, and visitors read them.
        first_name=one_line(identity.first_name)[:150],
        last_name=one_line(identity.last_name)[:150],
    )
    user.set_unusable_password()
    user.save()
    _record(user, ADDITION, [{"added": {}}])
    return user


def _record(user: User, flag: int, message: list[dict[str, dict[str, str]]]) -> None:
    """In the history of the account, where changes by administrators stand too."""
    LogEntry.objects.log_actions(user.pk, [user], flag, message, single_object=True)
