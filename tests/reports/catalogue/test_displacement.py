"""What chats replaced: the numbers, who answered, and the year before."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from helpdesk.people.models import Desk
from reports.day_parts import part_of
from reports.grids import Grid
from reports.measures.closure import YEAR
from reports.report import Answer
from tests.reports.catalogue.asking import answer
from tests.reports.rows import HELSINKI, add_chats, add_contacts, at
from tickets.models import Contact

pytestmark = pytest.mark.django_db
SPACE = "\u00a0"
MONDAY = date(2026, 9, 7)


def grid(found: Answer, key: str) -> Grid:
    return next(each for each in found.grids if each.key == key)


def add_weeks(*, chats: int = 12, calls: int = 10) -> None:
    """Ten weeks in which chats rose from 2 a week; before there were 20 calls a week."""
    for n in range(10):
        noon = at(f"{MONDAY + timedelta(weeks=n)} 12:00")
        add_chats(noon - YEAR, 2)
        add_contacts("phone", noon - YEAR, 20)
        add_chats(noon, chats, alternative="phone")
        add_contacts("phone", noon, calls + n % 3 - 1)


def test_every_number_is_that_of_counting_one_by_one(year: Desk):
    found = answer(year, "displacement")

    asked = [
        each
        for each in Contact.objects.filter(channel="chat", is_counted=True)
        if each.alternative_asked
        and date(2025, 11, 1) <= each.started_at.astimezone(HELSINKI).date() <= date(2026, 11, 20)
    ]
    for key, row in zip(("before", "after"), grid(found, "arms").rows, strict=False):
        arm = [each for each in asked if each.alternative_asked == key]
        answered = [each for each in arm if each.alternative]
        hits = [each for each in answered if each.alternative in ("phone", "email")]
        low, high = proportion_confint(len(hits), len(answered), method="wilson")
        interval = row.values[6]
        assert row.values[1:3] == (len(arm), len(answered))
        assert row.values[4] == len(hits)
        assert (interval.low, interval.high) == pytest.approx((low, high))
        silent = len(arm) - len(answered)
        assert [float(bound) for bound in row.values[7:]] == pytest.approx(
            [100 * len(hits) / len(arm), 100 * (len(hits) + silent) / len(arm)], abs=0.05
        )


def test_the_difference_of_the_arms_has_newcombes_interval(desk: Desk):
    noon = at("2026-03-05 12:00")
    for when, yes, no in (("before", 40, 10), ("after", 45, 5)):
        add_chats(noon, yes, alternative="email", alternative_asked=when)
        add_chats(noon, no, alternative="none", alternative_asked=when)

    (row,) = grid(answer(desk, "displacement", "2026-03-01", "2026-03-31"), "mode").rows

    low, high = confint_proportions_2indep(40, 50, 45, 50, method="newcomb", compare="diff")
    assert row.values[1] == Decimal("-10.0")
    assert [float(each) for each in row.values[2:]] == pytest.approx(
        [100 * low, 100 * high], abs=0.05
    )


def test_those_who_answered_stand_beside_all_by_part_of_the_day(year: Desk):
    found = answer(year, "displacement")

    ended = [
        each
        for each in Contact.objects.filter(channel="chat", is_counted=True)
        if date(2025, 11, 1) <= each.started_at.astimezone(HELSINKI).date() <= date(2026, 11, 20)
    ]
    counted = [
        (
            sum(part_of(each.started_at.astimezone(HELSINKI).hour) == part for each in ended),
            sum(
                part_of(each.started_at.astimezone(HELSINKI).hour) == part
                for each in ended
                if each.alternative and each.alternative_asked
            ),
        )
        for part in range(4)
    ]
    rows = grid(found, "who-by-part").rows
    assert [(row.values[1], row.values[3]) for row in rows] == counted


def test_calls_that_fell_as_expected_agree_with_what_was_said(desk: Desk):
    add_weeks()

    found = answer(desk, "displacement", "2026-09-01", "2026-11-20")

    assert found.sentences[-1] == (
        "Against the same weeks a year before there were 100 chats more: calls and e-mails should"
        " have changed by −100, and changed by −101. The two agree."
    )
    expected, observed = grid(found, "expected").rows
    assert (expected.values[1], observed.values[1]) == (-100, -101)


@pytest.mark.parametrize(
    ("calls", "verdict"),
    [
        (
            19,
            "They fell less than that: demand grew, or some who chat would not have contacted us.",
        ),
        (2, "They fell more than that: something else made them fewer, too."),
    ],
)
def test_calls_that_fell_otherwise_are_said_to(desk: Desk, calls: int, verdict: str):
    add_weeks(calls=calls)

    found = answer(desk, "displacement", "2026-09-01", "2026-11-20")

    assert found.sentences[-1].endswith(verdict)


def test_records_that_are_too_short_are_said_to_be(desk: Desk):
    add_chats(at("2026-03-05 12:00"), 10, alternative="phone")

    found = answer(desk, "displacement", "2026-03-01", "2026-03-31")

    assert found.sentences[-1].startswith("Records are too short to say")
    assert [each.key for each in found.pictures] == ["shares"]


def test_contacts_per_thousand_people_are_held_against_the_year_before(desk: Desk):
    desk.people_served = 10_000
    add_weeks(chats=22, calls=19)

    found = answer(desk, "displacement", "2026-09-01", "2026-11-20")

    assert found.sentences[-1] == (
        "Contacts per 1,000 people served: 40.9, a year before 22.0. Demand grew."
    )
    (row,) = grid(found, "per-thousand").rows
    assert row.values[1:4] == (Decimal("40.9"), Decimal("22.0"), Decimal("18.9"))


def test_answers_that_do_not_speak_for_all_are_warned_of(desk: Desk):
    solved = {"outcome": "solved"}
    add_chats(at("2026-03-05 09:00"), 40, alternative="phone", **solved)
    add_chats(at("2026-03-05 15:00"), 20, alternative="none", **solved)
    add_chats(at("2026-03-05 15:00"), 100, **solved)

    found = answer(desk, "displacement", "2026-03-01", "2026-03-31")

    assert found.warnings == (
        f"Those who answered differ from all: weighed, the share is 25.0{SPACE}%.",
    )
    assert found.headline == Decimal("66.7")


def test_a_part_asked_that_changed_in_mid_life_does_not_speak_for_more_months(desk: Desk):
    before, after = at("2026-03-05 12:00"), at("2026-04-05 12:00")
    add_chats(before, 100, alternative="phone")
    add_chats(after, 25, alternative="none")
    add_chats(after, 75, alternative_asked="")  # one in four from then on

    found = answer(desk, "displacement", "2026-03-01", "2026-04-30")

    assert found.headline == Decimal("80.0")
    assert found.warnings == (
        "Not as many were asked throughout: with each month weighed by its chats, the share is"
        f" 50.0{SPACE}%.",
    )
    assert (
        f"The part of visitors who were asked changed. Weighed by month the share is 50.0{SPACE}%;"
        f" months with answers hold 100.0{SPACE}% of the chats."
    ) in found.notes


def test_while_the_same_part_is_asked_months_are_not_weighed(desk: Desk):
    for when, said in (("2026-03-05 12:00", "phone"), ("2026-04-05 12:00", "none")):
        add_chats(at(when), 25, alternative=said)
        add_chats(at(when), 75, alternative_asked="")

    found = answer(desk, "displacement", "2026-03-01", "2026-04-30")

    assert found.warnings == ()
    assert not [note for note in found.notes if note.startswith("The part of visitors")]


def test_what_the_silent_could_change_is_written_as_every_interval(desk: Desk):
    noon = at("2026-03-05 12:00")
    add_chats(noon, 30, alternative="phone")
    add_chats(noon, 10, alternative="none")
    add_chats(noon, 60)

    found = answer(desk, "displacement", "2026-03-01", "2026-03-31")

    assert (
        f"Whatever the silent would have said, the share is within 30.0–90.0{SPACE}%."
        in found.notes
    )


def test_when_it_matters_when_one_is_asked_it_is_said(desk: Desk):
    noon = at("2026-03-05 12:00")
    add_chats(noon, 50, alternative="phone", alternative_asked="before")
    add_chats(noon, 25, alternative="phone", alternative_asked="after")
    add_chats(noon, 25, alternative="none", alternative_asked="after")

    found = answer(desk, "displacement", "2026-03-01", "2026-03-31")

    assert found.warnings == (
        "It matters when one is asked: before and after the chat the answers differ surely.",
    )


def test_a_survey_of_nobody_has_no_share(desk: Desk):
    add_chats(at("2026-03-05 12:00"), 10, alternative_asked="")

    found = answer(desk, "displacement", "2026-03-01", "2026-03-31")

    assert found.sentences[0] == (
        "Nobody has answered yet how they would have contacted us without chat."
    )
    assert (found.headline, found.pictures) == (None, ())
    assert grid(found, "arms").rows[-1].values[3:] == (None, 0, None, None, None, None)
