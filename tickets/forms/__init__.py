"""What people may write into the pages of tickets."""

from tickets.forms.contact import ContactForm
from tickets.forms.fields import form_key
from tickets.forms.mails import SendAgainForm
from tickets.forms.staff import AssignmentForm, CommentForm, TicketFilter

__all__ = [
    "AssignmentForm",
    "CommentForm",
    "ContactForm",
    "SendAgainForm",
    "TicketFilter",
    "form_key",
]
