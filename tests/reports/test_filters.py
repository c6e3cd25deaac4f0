from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.people.models import Term
from reports.choices import Comparison, Figure, Grain, Preset, Without
from reports.filters import Filters, as_tree, with_descendants
from reports.forms import FiltersForm
from reports.periods import Period, preset_period
from tests.reports.rows import add_team, add_term, add_topic
from tickets.models import Topic

TODAY = date(2026, 11, 21)


def topics(*parents: int | None) -> list[Topic]:
    """Topics numbered from 1, each under the given one."""
    return [Topic(pk=n, slug=str(n), parent_id=parent) for n, parent in enumerate(parents, 1)]


def test_a_topic_stands_for_all_topics_under_it() -> None:
    tree = topics(None, 1, 2, 1, None)

    assert with_descendants(tree, tree[0]) == {1, 2, 3, 4}
    assert with_descendants(tree, tree[1]) == {2, 3}
    assert with_descendants(tree, tree[4]) == {5}


def test_topics_in_a_circle_end_and_are_all_listed() -> None:
    circle = topics(2, 1, None)

    assert with_descendants(circle, circle[0]) == {1, 2}
    assert [topic.pk for topic, _depth in as_tree(circle)] == [3, 1, 2]


def test_the_tree_lists_children_under_their_parent() -> None:
    tree = topics(None, None, 1, 3, 2)

    assert [(t.pk, depth) for t, depth in as_tree(tree)] == [(1, 0), (3, 1), (4, 2), (2, 0), (5, 1)]


def test_the_defaults_have_an_empty_address() -> None:
    filters = Filters(
        Figure.CONTACTS, preset_period(Preset.MONTHS_12, TODAY), Grain.MONTH, Preset.MONTHS_12
    )

    assert filters.query == ""


@pytest.mark.django_db
@given(data=st.data())
def test_an_address_says_all_that_was_asked(data: st.DataObject) -> None:
    Topic.objects.all().delete()
    Term.objects.all().delete()
    add_topic("wi-fi", add_topic("network"))
    add_team("campus").delete()
    for year in (2024, 2025, 2026):
        add_term("autumn", f"{year}-09-01", f"{year}-12-18")
    asked = {
        "of": data.draw(st.sampled_from(Figure.values)),
        "grain": data.draw(st.sampled_from(["", "week", "month"])),
        "compare": data.draw(st.sampled_from(Comparison.values)),
        "without": data.draw(st.sampled_from(Without.values)),
        "topic": data.draw(st.sampled_from(["", "network", "wi-fi"])),
        **data.draw(
            st.one_of(
                st.sampled_from(Preset.values).map(lambda name: {"period": name}),
                st.just({"since": "2026-01-31", "until": "2026-05-01"}),
            )
        ),
    }
    if asked["compare"] == Comparison.SEMESTER:
        asked |= {"period": Preset.THIS_SEMESTER.value, "since": "", "until": ""}
    form = FiltersForm(asked, today=TODAY)
    assert form.is_valid()

    again = FiltersForm(dict(parse_qsl(form.filters().query)), today=TODAY)

    assert again.is_valid()
    assert again.filters() == form.filters()


def test_own_dates_are_in_the_address() -> None:
    period = Period(date(2026, 1, 31), date(2026, 2, 1))

    filters = Filters(Figure.REQUESTS, period, Grain.DAY, comparison=Comparison.YEAR)

    assert filters.query == "of=requests&since=2026-01-31&until=2026-02-01&compare=year"
