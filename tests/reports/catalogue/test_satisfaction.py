"""How people rate, who of them does, and what they write."""

from decimal import Decimal

import pytest
from django.test import Client

from helpdesk.people.models import Desk
from reports.catalogue import BY_SLUG
from reports.grids import Grid
from reports.report import Answer
from tests.reports.catalogue.asking import answer, asked
from tests.reports.rows import add_chats, add_contacts, add_team, at
from tickets.models import Contact

pytestmark = pytest.mark.django_db
NOON = at("2026-03-05 12:00")
MARCH = ("2026-03-01", "2026-03-31")
SPACE = "\u00a0"


def grid(found: Answer, key: str) -> Grid:
    return next(each for each in found.grids if each.key == key)


def add_rated(*stars: int, **fields) -> None:
    for each in stars:
        add_chats(NOON, 1, satisfaction=each, **fields)


def test_ratings_are_told_with_their_interval_and_the_response_of_chats(desk: Desk):
    add_rated(5, 5, 5, 4, 2)
    add_chats(NOON, 15)
    add_contacts("phone", NOON, 80, ended_at=NOON)

    found = answer(desk, "satisfaction", *MARCH)

    assert found.sentences == (
        f"80.0{SPACE}% of 5 ratings are 4 or 5 (95 % interval 37.6–96.4{SPACE}%);"
        f" 25.0{SPACE}% of those whose chat ended rated it.",
    )
    assert found.warnings[0] == "5 ratings are too few to judge by; wait for 25 more."
    assert found.headline == Decimal("80.0")


def test_each_rating_is_counted_by_itself(desk: Desk):
    add_rated(1, 2, 2, 3, 3, 3, 4, 5, 5)

    total = grid(answer(desk, "satisfaction", *MARCH), "ratings").rows[-1]

    assert total.values[1:8] == (9, 1, 2, 3, 1, 2, 3)


def test_the_ratings_of_teams_are_those_of_counting_one_by_one(year: Desk):
    found = answer(year, "satisfaction")

    period = [
        each
        for each in Contact.objects.filter(is_counted=True, satisfaction__isnull=False)
        if at("2025-11-01 00:00") <= each.started_at < at("2026-11-21 00:00")
    ]
    rows = grid(found, "by-team").rows
    assert {row.values[0] for row in rows} == {"Service", "Media", "No team"}
    for row in rows:
        name = None if row.values[0] == "No team" else row.values[0]
        own = [each.satisfaction for each in period if (each.team and each.team.name) == name]
        assert row.values[1:7] == (len(own), *(own.count(stars) for stars in range(1, 6)))


def test_who_rates_is_held_against_all_ended_chats(year: Desk):
    found = answer(year, "satisfaction")

    chats = [
        each
        for each in Contact.objects.filter(channel="chat", is_counted=True)
        if at("2025-11-01 00:00") <= each.started_at < at("2026-11-21 00:00")
    ]
    waits = [each.wait.total_seconds() if each.wait else None for each in chats]
    bands = [
        [each for each, wait in zip(chats, waits, strict=True) if in_band(wait)]
        for in_band in (
            lambda wait: wait is not None and wait <= 10,
            lambda wait: wait is not None and 10 < wait <= 60,
            lambda wait: wait is not None and wait > 60,
            lambda wait: wait is None,
        )
    ]
    assert [(row.values[1], row.values[3]) for row in grid(found, "who-by-waited").rows] == [
        (len(band), sum(each.satisfaction is not None for each in band)) for band in bands
    ]


def test_those_who_rate_out_of_proportion_are_warned_of(desk: Desk):
    add_rated(*[5] * 40, outcome="solved")
    add_chats(NOON, 40, outcome="open")

    found = answer(desk, "satisfaction", *MARCH)

    assert found.warnings == (
        f"Those who rate differ from all: “Work goes on” is 50.0{SPACE}% of chats,"
        f" 0.0{SPACE}% of ratings.",
    )


def test_of_one_topic_it_is_not_said_who_rates(year: Desk):
    from reports.filters import Scope
    from tickets.models import Topic

    wifi = Topic.objects.get(slug="wifi")
    found = answer(year, "satisfaction", scope=Scope(topic=wifi, topic_ids=frozenset([wifi.pk])))

    assert [each.key for each in found.grids] == [
        *("ratings", "response", "by-team", "by-topic", "comments"),
    ]
    assert found.notes == ("Who rates is told for all topics together: choose all topics.",)


def test_the_latest_comments_come_first_and_lead_to_their_contact(desk: Desk):
    for n in range(25):
        add_chats(at(f"2026-03-{n + 1:02d} 12:00"), 1, survey_comment=f"Words {n}")
    add_chats(NOON, 3)

    rows = grid(answer(desk, "satisfaction", *MARCH), "comments").rows

    assert [row.values[2] for row in rows] == [f"Words {n}" for n in range(24, 4, -1)]
    linked = [row.links["at"].rows(desk.zone).get().survey_comment for row in rows]
    assert linked == [row.values[2] for row in rows]


def test_what_was_erased_is_no_comment_any_more(desk: Desk):
    add_chats(NOON, 1, survey_comment="[erased]", erased_at=NOON)

    assert grid(answer(desk, "satisfaction", *MARCH), "comments").rows == ()


def test_whoever_only_gets_figures_gets_no_comments(desk: Desk):
    from dataclasses import replace

    add_chats(NOON, 1, survey_comment="Quick and friendly")

    found = BY_SLUG["satisfaction"].answer(
        replace(asked(desk, "satisfaction", *MARCH), reads_contacts=False)
    )

    assert "comments" not in [each.key for each in found.grids]


def test_comments_are_on_the_page_in_files_and_in_the_api(desk: Desk, pages: Client, api):
    add_chats(NOON, 1, survey_comment="<b>Quick</b> & friendly", team=add_team("campus"))
    period = "period=&since=2026-03-01&until=2026-03-31"

    page = pages.get(f"/reports/satisfaction/?{period}").content.decode()
    file = pages.get(f"/reports/satisfaction/comments.csv?{period}").content.decode("utf-8-sig")
    payload = api.get(f"/api/v1/reports/satisfaction/?{period}").json()

    assert "&lt;b&gt;Quick&lt;/b&gt; &amp; friendly" in page
    assert f"one={Contact.objects.get().pk}" in page
    assert "<b>Quick</b> & friendly" in file
    assert payload["tables"][-1]["rows"][0]["comment"] == "<b>Quick</b> & friendly"
