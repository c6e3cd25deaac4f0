"""What the demo is like once it is stored. One test makes all of it, the others a small one."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.db.models import F, Q

from helpdesk.demo import seed
from helpdesk.demo.clock import instant, midnight
from helpdesk.demo.seed import EMPTY_AT_FIRST, NUMBERED, NotEmpty
from helpdesk.demo.story import CONTACTS_A_MONTH
from helpdesk.people.calendars import desk_calendar
from helpdesk.people.hours import is_open
from helpdesk.people.models import Requester, User
from tickets.choices import UNSOLVED, Alternative, Channel
from tickets.models import Contact, Ticket

Make = Callable[..., None]

MONTHS = """
SELECT to_char(started_at AT TIME ZONE 'Europe/Helsinki', 'YYYY-MM'),
       count(*),
       count(*) FILTER (WHERE channel = 'phone'),
       count(*) FILTER (WHERE channel = 'chat')
  FROM tickets_contact GROUP BY 1 ORDER BY 1
"""


def months() -> list[tuple[str, int, int, int]]:
    """Month, contacts, calls, chats."""
    with connection.cursor() as cursor:
        cursor.execute(MONTHS)
        return [(month, n, phone, chat) for month, n, phone, chat in cursor.fetchall()]


def share(rows: models.QuerySet[Any], *condition: Q) -> float:
    return rows.filter(*condition).count() / rows.count()


def contents() -> dict[str, str]:
    """A digest of every table, without the salted passwords."""
    User.objects.update(password="")
    digests = {}
    with connection.cursor() as cursor:
        for table in (*EMPTY_AT_FIRST, *NUMBERED):
            name = table._meta.db_table
            cursor.execute(f"SELECT t::text FROM {name} t ORDER BY 1")
            digests[name] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return digests


def test_the_whole_demo_tells_the_story(demo: Make) -> None:
    demo(contacts_a_month=CONTACTS_A_MONTH)

    story = months()
    whole = story[:24]
    phone = [calls for _, _, calls, _ in whole]
    chats = Contact.objects.filter(channel=Channel.CHAT)
    answered = chats.exclude(alternative="")
    assert (story[0][0], story[-1][0], len(story)) == ("2024-11", "2026-11", 25)
    assert sum(contacts for _, contacts, _, _ in whole) > 40_000
    # The first month with chat is December 2024; its fifteenth is February 2026.
    assert next(month for month, _, _, chats in story if chats) == "2024-12"
    assert next(month for month, _, calls, chats in story if chats > calls) == "2026-02"
    assert [chats > calls for _, _, calls, chats in story[15:]] == [True] * 10
    assert 0.36 < 1 - sum(phone[12:]) / sum(phone[:12]) < 0.40
    assert 0.19 < sum(phone[21:]) / sum(contacts for _, contacts, _, _ in whole[21:]) < 0.21
    recent = Ticket.objects.filter(created_at__gte=midnight(date(2026, 8, 1)))
    assert 0.19 < share(recent, Q(origin_channel=Channel.PHONE)) < 0.22
    assert 0.30 < share(chats, ~Q(alternative="")) < 0.40
    assert 0.87 < share(answered, Q(alternative__in=(Alternative.PHONE, Alternative.EMAIL))) < 0.93
    assert 0.48 < share(chats, Q(alternative_asked="before")) < 0.52
    assert chats.filter(alternative_asked="").count() == 0
    assert share(chats.exclude(satisfaction=None), Q(satisfaction__gte=4)) > 0.75
    assert 0.02 < share(chats, ~Q(survey_comment="")) < 0.06
    assert 0.7 < share(chats, Q(first_reply_at__lte=F("started_at") + timedelta(seconds=10))) < 0.9
    assert 20 < Ticket.objects.filter(status__in=UNSOLVED).count() < 200


def test_the_same_wish_gives_the_same_rows(demo: Make) -> None:
    made = []
    for number in (1, 1, 2):
        with transaction.atomic():
            demo(seed=number)
            made.append(contents())
            transaction.set_rollback(True)

    first, again, other = made
    assert again == first
    assert other["tickets_contact"] != first["tickets_contact"]


def test_a_database_in_use_is_refused_and_kept(demo: Make) -> None:
    demo()
    before = contents()

    with pytest.raises(NotEmpty, match="This database is in use"):
        demo()

    assert contents() == before


def test_one_person_is_enough_to_be_in_use(demo: Make) -> None:
    Requester.objects.create(name="Aino Aalto")

    with pytest.raises(NotEmpty):
        demo()

    assert not User.objects.exists()


def test_what_breaks_off_leaves_nothing(demo: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(works: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(seed, "history", break_off)

    with pytest.raises(KeyboardInterrupt):
        demo()

    assert [table for table in EMPTY_AT_FIRST if table._default_manager.exists()] == []


def test_new_rows_get_the_numbers_after_the_last(demo: Make) -> None:
    demo()

    last = Requester.objects.order_by("-pk")[0]

    assert Requester.objects.create(name="Aino Aalto").pk == last.pk + 1


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2026, 12, 25)])
def test_today_nothing_is_promised_before_the_hour_in_which_the_demo_is_made(
    demo: Make, today: date
) -> None:
    demo(today=today, hour=18)

    calendar = desk_calendar()
    hours = [
        hour for hour in range(48) if is_open(calendar, midnight(today) + timedelta(hours=hour))
    ]
    assert hours == [*range(18, 48)]


def test_real_hours_can_be_had_instead(demo: Make) -> None:
    demo(hours="office")

    calendar = desk_calendar()
    moments = {
        "Monday 8:00": instant(date(2026, 11, 23), 8 * 3600),
        "Monday 16:00": instant(date(2026, 11, 23), 16 * 3600),
        "Friday 15:30": instant(date(2026, 11, 27), 15.5 * 3600),
        "Saturday noon": instant(date(2026, 11, 28), 12 * 3600),
        "Christmas noon": instant(date(2026, 12, 25), 12 * 3600),
    }
    assert [name for name, at in moments.items() if is_open(calendar, at)] == ["Monday 8:00"]
