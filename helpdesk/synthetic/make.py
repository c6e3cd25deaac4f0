"""Makes the crowd: the setting, the contacts slice by slice, and what stands behind the latest."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from django.db import transaction

from helpdesk.demo.hours import public_holidays
from helpdesk.demo.store import analyze
from helpdesk.people.models import Requester
from helpdesk.synthetic import chats
from helpdesk.synthetic.contacts import insert_slice
from helpdesk.synthetic.plan import Wish, plan, slices
from helpdesk.synthetic.setting import Setting, make_setting
from tickets.models import Contact, Ticket

A_SLICE = 100_000
DAYS_AT_ONCE = 100

Progress = Callable[[int], object]
"""Is told how many more contacts are stored."""


class InUse(Exception):
    """The desk has contacts already; the message is one sentence."""


def make_contacts(wish: Wish, *, progress: Progress, adds: bool = False) -> None:
    """Stores the contacts of a wish, with tickets, chats, presence and refusals.

    Each slice is a transaction of its own: stopped half-way, what was stored stays. Raises `InUse`,
    and changes nothing, on a desk that has contacts, unless they may be added to them (`adds`).
    """
    with transaction.atomic():
        if not adds and Contact.objects.exists():
            raise InUse("This desk has contacts already: nothing was made. --add adds to them.")
        setting = make_setting(wish.contacts)
    holidays = public_holidays(wish.first, wish.today)
    now = _midnight(wish.today, setting)
    for number, part in enumerate(slices(plan(wish, holidays), A_SLICE)):
        insert_slice(part, setting, seed=wish.seed * 7919 + number, now=now)
        progress(sum(cell.contacts for cell in part))
    _make_behind(wish, holidays, setting)
    analyze(Contact, Ticket, Requester, *chats.TABLES)


def _make_behind(wish: Wish, holidays: Container[date], setting: Setting) -> None:
    """Presence and refusals of all years, chats and what was said of the last days."""
    first, end = (_midnight(day, setting) for day in (wish.first, wish.today))
    office_days = iter(day for day in wish.days if day.weekday() < 5 and day not in holidays)
    while days := list(islice(office_days, DAYS_AT_ONCE)):
        chats.insert_presence(days, setting)
    for span in chats.parts(first, end):
        chats.insert_refused(*span)
    for span in chats.parts(max(first, end - timedelta(days=chats.CHAT_DAYS)), end):
        chats.insert_chats(*span)
        chats.insert_steps(*span)
    for span in chats.parts(max(first, end - timedelta(days=chats.LOG_DAYS)), end):
        chats.insert_logs(*span)


def _midnight(day: date, setting: Setting) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(setting.zone))
