"""By what a person in a chat is known, so that a block can name them.

A key that their browser keeps, their e-mail address, their user name. Never an address of the
network: everybody of a campus shares one.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.crypto import salted_hmac

from chat.choices import BlockedBy
from chat.models import Block, Chat
from helpdesk.people.models import Requester

Identity = tuple[BlockedBy, str]


def hash_browser(key: str) -> str:
    """What is stored of a browser's key; empty for none."""
    return salted_hmac("chat.browser", key, algorithm="sha256").hexdigest() if key else ""


def identities(*, browser: str, email: str, login: str = "") -> list[Identity]:
    """All that is known of a person; `browser` is hashed already."""
    known = [
        (BlockedBy.BROWSER, browser),
        (BlockedBy.EMAIL, email.strip().lower()),
        (BlockedBy.LOGIN, login),
    ]
    return [(kind, value) for kind, value in known if value]


def identities_of(chat: Chat) -> list[Identity]:
    """By what the person in this chat is known."""
    person = chat.contact.requester
    return identities(
        browser=chat.browser_key, email=chat.visitor_email, login=person.login if person else ""
    )


def identities_of_newcomer(*, browser: str, email: str) -> list[Identity]:
    """By what somebody is known who wants to chat: an address leads to its person's user name."""
    person = Requester.objects.with_email(email.strip()).first() if email.strip() else None
    return identities(browser=browser, email=email, login=person.login if person else "")


def block_against(known: list[Identity]) -> Block | None:
    """The block that keeps this person out for longest now, if there is one."""
    found: Block | None = (
        Block.objects.in_force(timezone.now()).against(known).order_by("-ends_at").first()
    )
    return found
