"""Every write to contacts and tickets, one verb each. Import from here."""

from tickets.actions.add_comment import add_comment
from tickets.actions.answer_survey import answer_alternative, answer_survey
from tickets.actions.append_or_open import append_or_open
from tickets.actions.assign_ticket import assign_ticket
from tickets.actions.attach_contact import attach_contact
from tickets.actions.attach_file import attach_file
from tickets.actions.choose_mails import choose_mails
from tickets.actions.close_solved import close_solved
from tickets.actions.draft_article import draft_article
from tickets.actions.erase import (
    Gone,
    erase_contacts,
    erase_tickets,
    erase_work_of,
    people_without_words,
)
from tickets.actions.import_contacts import import_contacts
from tickets.actions.keep_note import keep_note
from tickets.actions.keep_owner import keep_owner
from tickets.actions.link_contacts import link_all_contacts, link_contacts
from tickets.actions.log_call import log_call
from tickets.actions.mail_notices import mail_notices
from tickets.actions.merge_requesters import merge_requesters
from tickets.actions.merge_tickets import merge_tickets
from tickets.actions.move_ticket import move_ticket
from tickets.actions.open_ticket import open_ticket
from tickets.actions.receive_email import receive_email
from tickets.actions.record_contact import record_contact
from tickets.actions.relink_contacts import relink_contacts
from tickets.actions.reply_to_requester import reply_to_requester
from tickets.actions.see_events import note_mailed, see_events
from tickets.actions.send_again import send_again
from tickets.actions.send_reply import send_reply
from tickets.actions.submit_form import submit_form

__all__ = [
    "Gone",
    "add_comment",
    "answer_alternative",
    "answer_survey",
    "append_or_open",
    "assign_ticket",
    "attach_contact",
    "attach_file",
    "choose_mails",
    "close_solved",
    "draft_article",
    "erase_contacts",
    "erase_tickets",
    "erase_work_of",
    "import_contacts",
    "keep_note",
    "keep_owner",
    "link_all_contacts",
    "link_contacts",
    "log_call",
    "mail_notices",
    "merge_requesters",
    "merge_tickets",
    "move_ticket",
    "note_mailed",
    "open_ticket",
    "people_without_words",
    "receive_email",
    "record_contact",
    "relink_contacts",
    "reply_to_requester",
    "see_events",
    "send_again",
    "send_reply",
    "submit_form",
]
