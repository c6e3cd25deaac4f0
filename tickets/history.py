"""The history of a ticket in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.people.models import Requester
from tickets.choices import Channel, CommentKind, Status, TicketEventKind
from tickets.models import TicketEvent


def words_of(event: TicketEvent) -> str:
    """What happened, in the language of whoever reads."""
    data = event.data
    if event.kind == TicketEventKind.OPENED:
        return _("Opened: %(channel)s") % {"channel": _channel(data)}
    if event.kind == TicketEventKind.CONTACT:
        return _("Contact added: %(channel)s") % {"channel": _channel(data)}
    if event.kind == TicketEventKind.COMMENT:
        return _said(event)
    if event.kind == TicketEventKind.STATUS:
        return _moved(data)
    if event.kind == TicketEventKind.ASSIGNED:
        whom = ", ".join(filter(None, (data.get("assignee_name"), data.get("team_name"))))
        if data.get("keeps"):
            return _("Passed on twice: it stays with %(whom)s") % {"whom": whom}
        return _("Assigned to %(whom)s") % {"whom": whom or _("nobody")}
    if event.kind == TicketEventKind.MERGED:
        return _merged(data)
    if event.kind == TicketEventKind.UNSENT and data.get("address"):
        return _("Could not be mailed to %(address)s") % {"address": data["address"]}
    if event.kind == TicketEventKind.RESENT and data.get("address"):
        return _("Mail sent again to %(address)s") % {"address": data["address"]}
    if event.kind == TicketEventKind.PERSON:
        people = {"before": _name(data.get("from")), "now": _name(data.get("person"))}
        return _("Merged people: %(before)s is %(now)s") % people
    return event.get_kind_display()


def _said(event: TicketEvent) -> str:
    kind = _label(CommentKind, event.data.get("kind")) or event.get_kind_display()
    count = event.data.get("files")
    if not count:
        return kind
    words = ngettext("%(kind)s, with %(count)d file", "%(kind)s, with %(count)d files", count)
    return words % {"kind": kind, "count": count}


def _moved(data: dict[str, Any]) -> str:
    step = f"{_label(Status, data.get('from'))} → {_label(Status, data.get('to'))}"
    if data.get("quiet_days"):
        days = data["quiet_days"]
        return f"{step}, " + ngettext(
            "by the desk after %(days)d quiet day", "by the desk after %(days)d quiet days", days
        ) % {"days": days}
    return step


def _merged(data: dict[str, Any]) -> str:
    into, number = data.get("into"), data.get("ticket")
    if data.get("person"):
        given = {"number": into or number, "name": _name(data["person"])}
        if into:
            return _("Merged into #%(number)s of %(name)s") % given
        return _("#%(number)s of %(name)s was merged into this one") % given
    if into:
        return _("Merged into #%(number)s") % {"number": into}
    return _("#%(number)s was merged into this one") % {"number": number}


def _name(person: int | None) -> str:
    """By the name that they have now: history keeps none that would have to be erased."""
    found = Requester.objects.filter(pk=person).first() if person else None
    return str(found or _("Unknown person"))


def _channel(data: dict[str, object]) -> str:
    return _label(Channel, data.get("channel")) or "–"


def _label(words: type[Channel | CommentKind | Status], value: object) -> str:
    return str(dict(words.choices).get(str(value), ""))
