from datetime import date
from typing import Any

import pytest

from reports.choices import Comparison, Figure, Grain, Preset
from reports.forms import FiltersForm
from reports.periods import Period
from tests.reports.rows import add_team, add_term, add_topic

TODAY = date(2026, 11, 21)
pytestmark = pytest.mark.django_db


def form(**data: Any) -> FiltersForm:
    return FiltersForm(data, today=TODAY)


def errors(**data: Any) -> dict[str, list[str]]:
    return {name: list(texts) for name, texts in form(**data).errors.items()}


def test_nothing_asked_means_contacts_of_twelve_months_by_month() -> None:
    asked = form()

    assert asked.is_valid()
    filters = asked.filters()
    assert (filters.figure, filters.grain, filters.comparison) == (
        Figure.CONTACTS,
        Grain.MONTH,
        Comparison.PREVIOUS,
    )
    assert filters.period == Period(date(2025, 12, 1), TODAY)
    assert filters.preset == Preset.MONTHS_12


def test_given_days_win_over_a_named_period() -> None:
    asked = form(period="7-days", since="2026-01-01", until="31.1.2026")

    assert asked.is_valid()
    assert asked.filters().period == Period(date(2026, 1, 1), date(2026, 1, 31))
    assert asked.filters().preset is None


def test_a_first_day_alone_means_until_today() -> None:
    asked = form(since="2026-11-01")

    assert asked.is_valid()
    assert asked.filters().period == Period(date(2026, 11, 1), TODAY)


def test_a_topic_includes_the_topics_under_it() -> None:
    network = add_topic("network")
    wifi = add_topic("wi-fi", network)
    campus = add_team("campus")

    asked = form(topic="network", team="campus")

    assert asked.is_valid()
    assert asked.filters().scope.topic_ids == {network.pk, wifi.pk}
    assert asked.filters().scope.team == campus


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            {"since": "2026-05-02", "until": "2026-05-01"},
            {"until": ["The period ends before it starts. Change one of the days."]},
        ),
        (
            {"since": "2026-12-01"},
            {"until": ["The period ends before it starts. Change one of the days."]},
        ),
        ({"until": "2026-05-01"}, {"since": ["Give the first day, too."]}),
        ({"period": ""}, {"since": ["Give the first day, too."]}),
        (
            {"since": "2026-02-30"},
            {"since": ["This is no date. Write it as 2026-01-31."]},
        ),
        (
            {"since": "1066-10-14", "until": "2026-01-01"},
            {"since": ["Choose a day between the years 2000 and 2100."]},
        ),
        (
            {"since": "2026-01-01", "until": "9999-12-31"},
            {"until": ["Choose a day between the years 2000 and 2100."]},
        ),
        (
            {"since": "2000-01-01", "until": "2029-12-31", "grain": "day"},
            {
                "grain": [
                    "That would be 10958 rows; at most 400 can be shown."
                    " Choose longer rows or a shorter period."
                ]
            },
        ),
        (
            {"grain": "hour"},
            {"grain": ["“hour” is no length of a row. Choose days, weeks or months."]},
        ),
        ({"team": "nobody"}, {"team": ["There is no team “nobody”. Choose from the list."]}),
        ({"topic": "x\x00y"}, {"topic": ["There is no topic “x\x00y”. Choose from the list."]}),
        (
            {"period": "for ever"},
            {"period": ["There is no period “for ever”. Choose from the list."]},
        ),
        (
            {"of": "calls"},
            {"of": ["“calls” cannot be counted here. Choose contacts or requests."]},
        ),
        (
            {"compare": "mars"},
            {"compare": ["“mars” is nothing to compare with. Choose from the list."]},
        ),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_sentence(
    data: dict[str, str], expected: dict[str, list[str]]
) -> None:
    assert errors(**data) == expected


def test_thirty_years_by_month_can_be_shown() -> None:
    assert errors(since="2000-01-01", until="2029-12-31", grain="month") == {}


def test_several_faults_are_told_at_once_and_the_rest_is_kept() -> None:
    asked = form(since="yesterday", team="nobody", grain="week")

    assert sorted(asked.errors) == ["since", "team"]
    assert asked["grain"].value() == "week"
    assert asked["since"].value() == "yesterday"


def test_topics_are_offered_as_a_tree() -> None:
    add_topic("wi-fi", add_topic("network"))

    assert form().fields["topic"].choices == [
        ("", "All topics"),
        ("network", "Network"),
        ("wi-fi", "\u2003Wi-Fi"),
    ]


def test_semesters_are_offered_as_periods_where_there_are_some() -> None:
    add_term("spring", "2026-01-12", "2026-05-29")
    add_term("autumn", "2026-08-31", "2026-12-18")

    asked = form(period="this-semester")

    assert ("last-semester", "Last semester") in form().fields["period"].choices
    assert asked.is_valid()
    assert asked.filters().period == Period(date(2026, 8, 31), TODAY)


def test_without_semesters_none_is_offered() -> None:
    offered = [name for name, _label in form().fields["period"].choices]

    assert "this-semester" not in offered
    assert errors(period="this-semester") == {
        "period": ["There is no period “this-semester”. Choose from the list."]
    }


def test_a_semester_is_compared_with_the_same_weeks_a_year_before() -> None:
    add_term("autumn", "2025-09-01", "2025-12-19")
    add_term("autumn", "2026-08-31", "2026-12-18")

    asked = form(since="2026-09-14", until="2026-09-20", compare="semester")

    assert asked.is_valid()
    assert asked.filters().before == Period(date(2025, 9, 15), date(2025, 9, 21))


def test_why_semesters_cannot_be_compared_is_said() -> None:
    week = {"since": "2026-09-14", "until": "2026-09-20", "compare": "semester"}
    none = errors(**week)
    add_term("autumn", "2026-08-31", "2026-12-18")
    first = errors(**week)
    across = errors(since="2026-06-01", until="2026-09-20", compare="semester")

    assert [none, first, across] == [
        {"compare": ["No semesters are on record. A manager adds them in the administration."]},
        {"compare": ["No semester of the same season is on record before “Autumn 2026”."]},
        {
            "compare": [
                "These days do not lie within one semester. Choose a semester as the period."
            ]
        },
    ]
