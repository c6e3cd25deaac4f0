"""By what a person in a chat is known, so that a block can name them.

A key that their browser keeps, their e-mail addresses, their user names. Never an address of the
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


def identities(
    *, browser: str = "", email: str = "", person: Requester | None = None
) -> list[Identity]:
    """All that is known of a person, with what they were known by before rows were merged.

    `browser` is hashed already.
    """
    known = [(BlockedBy.BROWSER, browser), (BlockedBy.EMAIL, email)]
    for row in Requester.objects.of(person) if person else ():
        known += [(BlockedBy.EMAIL, row.email), (BlockedBy.LOGIN, row.login)]
    written = [(kind, _as_stored(kind, value)) for kind, value in known]
    return [(kind, value) for kind, value in dict.fromkeys(written) if value]


def _as_stored(kind: BlockedBy, value: str) -> str:
    return value.strip().lower() if kind == BlockedBy.EMAIL else value


def identities_of(chat: Chat) -> list[Identity]:
    """By what the person in this chat is known."""
    person = chat.contact.requester
    return identities(browser=chat.browser_key, email=chat.visitor_email, person=person)


def identities_of_newcomer(*, browser: str, email: str) -> list[Identity]:
    """By what somebody is known who wants to chat: an address leads to its person."""
    person = Requester.objects.with_email(email.strip()).first() if email.strip() else None
    return identities(browser=browser, email=email, person=person)


def block_against(known: list[Identity]) -> Block | None:
    """The block that keeps this person out for longest now, if there is one."""
    found: Block | None = (
        Block.objects.in_force(timezone.now()).against(known).order_by("-ends_at").first()
    )
    return found
