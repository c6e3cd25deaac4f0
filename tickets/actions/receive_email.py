from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from helpdesk.errors import Invalid
from helpdesk.files import File
from helpdesk.people.actions import find_or_make_requester
from helpdesk.people.choices import Language
from helpdesk.people.models import Desk, Requester
from helpdesk.redaction import Cleaned, clean, clean_asked
from tickets.actions.add_comment import add_comment
from tickets.actions.append_or_open import append_or_open
from tickets.actions.locking import is_erased
from tickets.actions.record_contact import record_contact
from tickets.choices import Channel, CommentKind, Status
from tickets.errors import AutoReply, Empty, TooLarge
from tickets.mail.compose import sender_address
from tickets.mail.message import Mail
from tickets.mail.parse import parse
from tickets.mail.threads import external_id, find_ticket
from tickets.models import Contact, Ticket, Topic
from tickets.subjects import subject_from, without_reply_prefix
from tickets.topics import propose_topic

MAX_SIZE = 10 * 1024 * 1024
MAX_FILES = 20
MAX_TEXT = 50_000
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


def receive_email(raw: bytes) -> Contact:
    """A received mail as a contact with its ticket: of its thread if it has one, else a new one.

    Receiving it again gives the stored contact. Longer texts than a page can bear are kept whole as
    a file. Raises `TooLarge` above 10 MB, `AutoReply` for the mails of machines, `Empty`, and
    `Invalid` (`no_sender`) without an address to answer to.
    """
    if len(raw) > MAX_SIZE:
        raise TooLarge(_("The mail is larger than 10 MB. Send a smaller one, or a link to it."))
    mail = parse(raw)
    _check(mail)
    language = mail.language if mail.language in Language.values else ""
    with translation.override(language or None), transaction.atomic():
        return _store(mail, _known_as(mail, raw), language)


def received(raw: bytes) -> Contact | None:
    """The contact that this mail is, if it was received before."""
    return Contact.objects.filter(external_id=external_id(_known_as(parse(raw), raw))).first()


def _known_as(mail: Mail, raw: bytes) -> str:
    return mail.message_id or hashlib.sha256(raw).hexdigest()


def _check(mail: Mail) -> None:
    if mail.is_automatic or mail.address.lower() == sender_address(Desk.current()).lower():
        raise AutoReply
    if "@" not in mail.address:
        raise Invalid(_("The mail names no sender to answer to."), code="no_sender")
    if not (clean(mail.text).text.strip() or mail.subject or mail.files):
        raise Empty


def _store(mail: Mail, known_as: str, language: str) -> Contact:
    text, subject = clean_asked(mail.text), clean_asked(without_reply_prefix(mail.subject))
    line = subject_from(subject.text or text.text)
    contact = record_contact(
        channel=Channel.EMAIL,
        topic=propose_topic(f"{subject.text} {text.text[:2000]}", Topic.objects.offered()),
        language=language,
        subject=line,
        started_at=_start(mail),
        masked=text.masked + subject.masked + clean(mail.name).masked,
        external_id=external_id(known_as),
    )
    if contact.ticket_id:
        return contact
    sender = find_or_make_requester(email=mail.address, name=mail.name, language=language)
    ticket = _file(contact, sender, line, find_ticket(mail))
    _keep(mail, text, ticket, contact)
    return contact


def _start(mail: Mail) -> datetime:
    """When it came. A clock that is ahead, or was never set, is not believed."""
    now = timezone.now()
    return mail.sent_at if mail.sent_at and EARLIEST <= mail.sent_at <= now else now


def _file(contact: Contact, sender: Requester, subject: str, thread: Ticket | None) -> Ticket:
    if thread and is_erased(thread.requester_id):
        thread = None  # whose thread it was nobody may know any more: the sender is somebody new
    # A person who writes from another address in a known thread is still the ticket's person.
    joins = thread is not None and thread.status != Status.CLOSED
    is_ours = thread and joins and not thread.is_of(sender.pk)
    contact.requester = thread.requester if thread and is_ours else sender
    contact.language = contact.language or contact.requester.language
    contact.save(update_fields=["requester", "language"])
    return append_or_open(contact, subject=subject, status=Status.NEW, ticket=thread)


def _keep(mail: Mail, text: Cleaned, ticket: Ticket, contact: Contact) -> None:
    """The words as a comment, the files as files."""
    body = text.text.strip() or mail.subject or gettext("A mail without words.")
    files = list(mail.files[:MAX_FILES])
    if len(body) > MAX_TEXT:
        files.insert(0, File("message.txt", "text/plain; charset=utf-8", body.encode()))
        body = body[:MAX_TEXT] + "\n\n" + gettext("[The whole text is in the file message.txt.]")
    left_out = len(mail.files) - MAX_FILES
    if left_out > 0:
        body += "\n\n" + ngettext(
            "[%(count)d more file was left out.]", "[%(count)d more files were left out.]", left_out
        ) % {"count": left_out}
    add_comment(
        ticket,
        kind=CommentKind.MESSAGE,
        body=body,
        author_name=mail.name or mail.address,
        contact=contact,
        at=contact.started_at,
        files=files,
    )
