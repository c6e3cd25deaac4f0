"""What contacts cost, and what a shift would save."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from helpdesk.people.models import Desk
from reports.models import CostRate
from reports.report import Answer
from tests.reports.catalogue.asking import answer
from tests.reports.rows import add_chats, add_contacts, at
from tickets.models import Contact

pytestmark = pytest.mark.django_db
MARCH = ("2026-03-01", "2026-03-31")
NOON = at("2026-03-05 12:00")


def add_rate(channel: str, per_hour: int, per_month: int = 0, from_day: str = "2020-01-01") -> None:
    CostRate.objects.create(
        channel=channel,
        from_day=date.fromisoformat(from_day),
        per_hour=per_hour,
        per_month=per_month,
    )


def add_calls(when, count: int) -> None:
    add_contacts("phone", when, count, first_reply_at=when, ended_at=when)


def rows(found: Answer) -> dict[str, tuple]:
    return {str(row.values[0]): row.values[1:] for row in found.grids[0].rows}


def test_without_rates_it_says_what_to_do(desk: Desk):
    add_calls(NOON, 3)

    found = answer(desk, "cost", *MARCH)

    assert found.sentences[0].startswith("No costs are known yet. A manager enters")
    assert (found.grids, found.pictures) == ((), ())


def test_days_before_the_first_rate_say_so(desk: Desk):
    add_rate("phone", 60, from_day="2026-06-01")

    found = answer(desk, "cost", *MARCH)

    assert found.sentences == (
        "No rate was in force in these days: choose later ones, or enter earlier rates.",
    )


def test_chats_cost_their_measured_attention_and_calls_the_assumed_minutes(desk: Desk):
    add_rate("chat", 60, 100)
    add_rate("phone", 60)
    add_chats(NOON, 4, attention_seconds=300)
    add_chats(NOON, 1, reply_after=None)
    add_calls(NOON, 10)

    found = answer(desk, "cost", *MARCH, call_minutes="9")

    assert found.sentences[0] == "A contact costs: Phone 9.0 EUR, Chat 24.0 EUR."
    assert rows(found) == {
        "Phone": (
            *(10, 0, 10, Decimal("1.5"), Decimal("90.0"), Decimal("0.0")),
            *(Decimal("9.0"), Decimal("6.8"), Decimal("11.2")),
        ),
        "Chat": (
            *(5, 4, 0, Decimal("0.3"), Decimal("20.0"), Decimal("100.0")),
            *(Decimal("24.0"), None, None),
        ),
    }
    assert found.notes[0] == "Phone: 10 contacts are not measured; 9.0 minutes assumed."


def test_a_rate_that_changes_counts_from_its_day(desk: Desk):
    add_rate("phone", 60)
    add_rate("phone", 120, from_day="2026-03-16")
    add_calls(at("2026-03-15 23:59"), 1)
    add_calls(at("2026-03-16 00:00"), 1)

    found = answer(desk, "cost", *MARCH, call_minutes="10")

    assert rows(found)["Phone"][4] == Decimal("30.0")


def test_of_a_channel_priced_later_only_the_contacts_since_count(desk: Desk):
    add_rate("phone", 60, from_day="2026-03-10")
    add_calls(NOON, 5)
    add_calls(at("2026-03-10 00:00"), 2)

    found = answer(desk, "cost", *MARCH)

    assert rows(found)["Phone"][0] == 2


def test_days_to_come_cost_nothing_yet(desk: Desk):
    add_rate("phone", 60, per_month=300)
    add_calls(at("2026-11-05 12:00"), 1)

    found = answer(desk, "cost", "2026-11-01", "2026-11-30")

    assert rows(found)["Phone"][5] == Decimal("200.0")


def test_calls_that_become_chats_save_the_difference_of_attention(desk: Desk):
    add_rate("chat", 60, 500)
    add_rate("phone", 60, 900)
    for n in range(10):
        noon = at("2026-01-06 12:00") + timedelta(weeks=n)
        add_chats(noon, 2, attention_seconds=240)
        add_calls(noon, 20)

    found = answer(desk, "cost", "2026-01-05", "2026-03-22", call_minutes="10", moved="25")

    assert found.sentences[1] == (
        "Were 25\u00a0% of calls (50) chats, the cost of attention would change by"
        " −300 EUR (−425 to −175)."
    )
    scenario = found.grids[1]
    assert [row.values[1:] for row in scenario.rows] == [
        (Decimal("500.0"), Decimal("375.0"), Decimal("625.0")),
        (Decimal("200.0"), Decimal("200.0"), Decimal("200.0")),
        (Decimal("300.0"), Decimal("175.0"), Decimal("425.0")),
    ]


def test_costs_are_those_of_adding_up_one_by_one(year: Desk):
    for channel in ("chat", "email"):
        add_rate(channel, 45, 200)

    found = rows(answer(year, "cost", "2025-11-01", "2026-10-31", mail_minutes="10"))

    start, end = at("2025-11-01 00:00"), at("2026-11-01 00:00")
    of_year = Contact.objects.filter(started_at__gte=start, started_at__lt=end, is_counted=True)
    mails = [each for each in of_year if each.channel == "email"]
    answered = sum(each.first_reply_at is not None for each in mails)
    attention = answered * 10 / 60 * 45
    assert found["E-mail"][0] == len(mails)
    assert float(found["E-mail"][4]) == pytest.approx(attention, abs=0.05)
    assert float(found["E-mail"][6]) == pytest.approx((attention + 2400) / len(mails), abs=0.05)
    chats = [each for each in of_year if each.channel == "chat"]
    measured = [each.attention_seconds for each in chats if each.attention_seconds is not None]
    guessed = sum(bool(each.first_reply_at) and each.attention_seconds is None for each in chats)
    seconds = sum(measured) + guessed * sum(measured) / len(measured)
    assert float(found["Chat"][4]) == pytest.approx(seconds / 3600 * 45, abs=0.05)
