"""The mail of a reply."""

from __future__ import annotations

from email.encoders import encode_base64
from email.mime.base import MIMEBase
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from helpdesk.people.models import Desk
from tickets.choices import Channel
from tickets.mail.threads import message_id
from tickets.models import Attachment, Comment


def compose(comment: Comment, connection: BaseEmailBackend) -> EmailMessage:
    """Goes to the address that the reply was written for, within the thread of the last mail."""
    desk = Desk.current()
    sender = formataddr((desk.name, sender_address(desk)))
    mail = EmailMessage(
        subject=f"[#{comment.ticket_id}] {comment.ticket.subject}",
        body=f"{comment.body}\n\n-- \n{desk.name}\n",
        from_email=sender,
        to=[comment.send_to],
        headers={"Message-ID": message_id(comment, sender), **_thread(comment)},
        connection=connection,
    )
    for file in comment.files.for_requester():
        mail.attach(_part(file))
    return mail


def _part(file: Attachment) -> MIMEBase:
    """Byte for byte as it was kept, under its own name in any writing (RFC 2231)."""
    kind = file.content_type.partition(";")[0]
    main, _slash, sub = kind.partition("/")
    if main in ("message", "multipart"):  # mails may not encode those, and would change them
        main, sub = "application", "octet-stream"
    part = MIMEBase(main, sub)
    part.set_payload(bytes(file.content))
    encode_base64(part)
    name = file.name if file.name.isascii() else ("utf-8", "", file.name)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def sender_address(desk: Desk) -> str:
    """The desk's own address, or the installation's."""
    return desk.email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _thread(comment: Comment) -> dict[str, str]:
    last = (
        comment.ticket.contacts.filter(channel=Channel.EMAIL, external_id__startswith="mail:")
        .order_by("started_at")
        .last()
    )
    if last is None or last.external_id is None or "@" not in last.external_id:
        return {}
    reference = f"<{last.external_id.removeprefix('mail:')}>"
    return {"In-Reply-To": reference, "References": reference}
