from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from helpdesk.files import Fault, File, limits
from helpdesk.people.actions import find_or_make_requester
from helpdesk.redaction import clean, clean_asked
from tickets.actions.add_comment import add_comment
from tickets.actions.attach_file import check_files, keep_files
from tickets.actions.open_ticket import open_ticket
from tickets.actions.record_contact import record_contact
from tickets.choices import Channel, CommentKind
from tickets.errors import Empty, FilesRefused
from tickets.models import Attachment, Contact, Topic
from tickets.subjects import subject_from
from tickets.topics import propose_topic

LATELY = timedelta(hours=1)


@transaction.atomic
def submit_form(
    *,
    key: UUID,
    name: str,
    email: str,
    topic: Topic | None,
    language: str,
    message: str,
    files: Sequence[File] = (),
) -> Contact:
    """What a person wrote in the web form: a contact with a new ticket.

    Without a topic it gets the one that its words point to. Posted twice it is one. Posted again
    with other words (they went back and corrected them), or with other files, the ticket
    gets those too, so that nothing is lost. Raises `Empty`, and `FilesRefused` also
    where all forms of the last hour sent more than the desk takes.
    """
    check_files(files)
    text, masked = clean_asked(message)
    if not text.strip():
        raise Empty
    subject = subject_from(text)
    contact = record_contact(
        channel=Channel.WEB,
        topic=topic or propose_topic(text, Topic.objects.offered()),
        language=language,
        subject=subject,
        masked=masked + clean(name).masked,
        # On a shared computer the next person may find the form of the last one.
        external_id=f"form:{uuid5(key, email.strip().lower())}",
    )
    if contact.requester_id is None:
        contact.requester = find_or_make_requester(email=email, name=name, language=language)
        contact.save(update_fields=["requester"])
    ticket = open_ticket(contact, subject=subject)
    said = contact.comments.filter(body=text).first()
    if said:
        keep_files(said, files)
    else:
        add_comment(
            ticket,
            kind=CommentKind.MESSAGE,
            body=text,
            author_name=name,
            contact=contact,
            files=files,
        )
    if files:
        _check_flood(contact)
    return contact


def _check_flood(contact: Contact) -> None:
    """Anybody may send this form, as often as they like: its files must not fill the disk."""
    lately = Contact.objects.filter(channel=Channel.WEB, started_at__gte=timezone.now() - LATELY)
    sent = Attachment.objects.filter(contact__in=lately).aggregate(size=Sum("size"))["size"] or 0
    if sent > settings.FORM_FILES_PER_HOUR or contact.attachments.count() > limits().most:
        message = _(
            "So many files came in that no more are taken just now. Send your message without"
            " files, or try again in an hour."
        )
        raise FilesRefused([Fault("flood", message)])
