"""Which ticket a mail goes on with."""

from __future__ import annotations

import re
from email.utils import parseaddr

from django.utils.crypto import constant_time_compare, salted_hmac

from helpdesk.people.models import Requester
from tickets.mail.message import Mail
from tickets.models import Comment, Contact, Ticket

_OWN_ID = re.compile(r"ticket-(\d{1,18})-(\d{1,18})\.([0-9a-f]{20})@")
_NUMBER = re.compile(r"\[#(\d{1,18})\]")


def message_id(comment: Comment, sender: str) -> str:
    """The Message-ID of a mailed reply: always the same, and nobody can guess another's."""
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    return (
        f"<ticket-{comment.ticket_id}-{comment.pk}.{_seal(comment.ticket_id, comment.pk)}@{domain}>"
    )


def find_ticket(mail: Mail) -> Ticket | None:
    """The ticket whose thread this mail is part of.

    It answers a mail of ours or one that we know; or names the ticket in its subject and is from
    the ticket's own person, since anybody can write a number. What was merged leads on.
    """
    for reference in mail.references:
        ticket = _of_our_mail(reference) or _of_known_mail(reference)
        if ticket:
            return ticket
    number = _NUMBER.search(mail.subject)
    if number and mail.address:
        return _named(int(number[1]), mail.address)
    return None


def _named(number: int, address: str) -> Ticket | None:
    ticket = Ticket.objects.filter(pk=number).select_related("merged_into").first()
    person = Requester.objects.with_email(address).first()
    is_theirs = ticket and person and ticket.kept.is_of(person.kept.pk)
    return ticket.kept if ticket and is_theirs else None


def _of_our_mail(reference: str) -> Ticket | None:
    match = _OWN_ID.match(reference)
    if match and constant_time_compare(match[3], _seal(int(match[1]), int(match[2]))):
        ticket = Ticket.objects.filter(pk=int(match[1])).select_related("merged_into").first()
        return ticket.kept if ticket else None
    return None


def _of_known_mail(reference: str) -> Ticket | None:
    known = Contact.objects.filter(external_id=external_id(reference)).select_related("ticket")
    contact = known.first()
    return contact.ticket if contact else None


def external_id(message_id: str) -> str:
    """How a contact remembers the mail that it came by."""
    return f"mail:{message_id}"[:255]


def _seal(ticket_id: int, comment_id: int) -> str:
    return salted_hmac("tickets.mail.threads", f"{ticket_id}.{comment_id}").hexdigest()[:20]
