"""The counts against a count by hand, on days when clocks change, at month ends, in odd zones."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.choices import Comparison, Figure, Grain
from reports.filters import Filters, Scope, with_descendants
from reports.measures.channel_mix import Mix, channel_mix
from reports.periods import Period, buckets, whole
from tests.reports.rows import (
    HELSINKI,
    add_contacts,
    add_requests,
    add_team,
    add_topic,
    at,
    filters,
)
from tickets.choices import Channel
from tickets.models import Contact, Topic

pytestmark = pytest.mark.django_db

# Around each of these things happen to calendars: clocks change, months and years end.
TURNS = [
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 1, 1, tzinfo=UTC),
    datetime(2026, 2, 28, 22, tzinfo=UTC),
    datetime(2024, 2, 29, 18, 15, tzinfo=UTC),
    datetime(2026, 11, 1, 6, tzinfo=UTC),
]
MOMENTS = st.builds(
    lambda turn, minutes: turn + timedelta(minutes=minutes),
    st.sampled_from(TURNS),
    st.integers(-3000, 3000),
)
ZONES = ["Europe/Helsinki", "Asia/Kathmandu", "Asia/Kolkata", "America/New_York", "UTC"]


def by_hand(contacts: list[tuple[datetime, str]], asked: Filters, zone: ZoneInfo) -> list[Counter]:
    """Each row's counts by channel, counted one by one in Python."""
    rows = {bucket.start: Counter() for bucket in buckets(asked.period, asked.grain)}
    for moment, channel in contacts:
        day = moment.astimezone(zone).date()
        if asked.period.first <= day <= asked.period.last:
            rows[whole(day, asked.grain).first][channel] += 1
    return list(rows.values())


def counted(mix: Mix) -> list[Counter]:
    return [Counter(row.by_channel) for row in mix.rows]


@settings(max_examples=60, deadline=None)
@given(
    contacts=st.lists(st.tuples(MOMENTS, st.sampled_from(Channel.values)), max_size=25),
    start=st.sampled_from(TURNS),
    before=st.integers(0, 40),
    after=st.integers(0, 40),
    grain=st.sampled_from(Grain),
    comparison=st.sampled_from(Comparison),
    zone_name=st.sampled_from(ZONES),
)
def test_every_contact_counts_once_in_the_row_of_its_local_day(
    contacts: list[tuple[datetime, str]],
    start: datetime,
    before: int,
    after: int,
    grain: Grain,
    comparison: Comparison,
    zone_name: str,
) -> None:
    zone = ZoneInfo(zone_name)
    Contact.objects.all().delete()
    Contact.objects.bulk_create(Contact(channel=c, started_at=moment) for moment, c in contacts)
    middle = start.date()
    period = Period(middle - timedelta(days=before), middle + timedelta(days=after))
    asked = Filters(Figure.CONTACTS, period, grain, comparison=comparison)

    mix = channel_mix(asked, zone=zone)

    expected = by_hand(contacts, asked, zone)
    assert counted(mix) == expected
    assert Counter(mix.total.by_channel) == sum(expected, Counter())
    if asked.before:
        earlier = Filters(Figure.CONTACTS, asked.before, Grain.DAY)
        assert mix.before is not None
        assert Counter(mix.before.by_channel) == sum(by_hand(contacts, earlier, zone), Counter())
    else:
        assert mix.before is None


def test_a_call_before_midnight_belongs_to_the_month_that_ends() -> None:
    add_contacts("phone", at("2026-01-31 23:59:59"))
    add_contacts("phone", at("2026-02-01 00:00"), 2)

    mix = channel_mix(filters("2026-01-01", "2026-02-28"), zone=HELSINKI)

    assert [row.of("phone") for row in mix.rows] == [1, 2]


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_a_day_on_which_clocks_change_has_all_of_its_hours(day: str, hours: int) -> None:
    midnight = at(f"{day} 00:00")
    for hour in range(-1, hours + 1):
        add_contacts("chat", midnight + timedelta(hours=hour))

    mix = channel_mix(filters(day, day, grain=Grain.DAY), zone=HELSINKI)

    assert mix.total.of("chat") == hours


def test_contacts_and_requests_are_never_mixed() -> None:
    add_contacts("phone", at("2026-05-05 12:00"), 3)
    add_requests("phone", at("2026-05-05 12:00"), 1)
    add_requests("web", at("2026-05-05 12:00"), 1)
    asked = filters("2026-05-01", "2026-05-31")

    contacts = channel_mix(asked, zone=HELSINKI)
    requests = channel_mix(asked.counting(Figure.REQUESTS), zone=HELSINKI)

    assert Counter(contacts.total.by_channel) == Counter(phone=3)
    assert Counter(requests.total.by_channel) == Counter(phone=1, web=1)


def test_a_team_and_a_topic_with_its_children_narrow_the_count() -> None:
    campus, network = add_team("campus"), add_topic("network")
    wifi, accounts = add_topic("wi-fi", network), add_topic("accounts")
    noon = at("2026-05-05 12:00")
    add_contacts("phone", noon, 1, team=campus, topic=network)
    add_contacts("phone", noon, 2, team=campus, topic=wifi)
    add_contacts("phone", noon, 4, team=campus, topic=accounts)
    add_contacts("phone", noon, 8, topic=wifi)
    add_contacts("phone", noon, 16, team=campus)
    ids = with_descendants(Topic.objects.all(), network)

    def count(scope: Scope) -> int:
        asked = filters("2026-05-01", "2026-05-31", scope=scope)
        return channel_mix(asked, zone=HELSINKI).total.total

    assert count(Scope()) == 31
    assert count(Scope(team=campus)) == 23
    assert count(Scope(topic=network, topic_ids=ids)) == 11
    assert count(Scope(team=campus, topic=network, topic_ids=ids)) == 3


def test_rows_without_contacts_are_there_and_have_no_share() -> None:
    add_contacts("phone", at("2026-01-05 12:00"))

    mix = channel_mix(filters("2026-01-01", "2026-03-31"), zone=HELSINKI)

    assert [row.total for row in mix.rows] == [1, 0, 0]
    assert [row.share("phone") is None for row in mix.rows] == [False, True, True]


def test_the_change_is_in_points_of_share_and_percent_of_count() -> None:
    add_contacts("phone", at("2026-01-05 12:00"), 40)
    add_contacts("chat", at("2026-01-05 12:00"), 60)
    add_contacts("phone", at("2026-02-05 12:00"), 30)
    add_contacts("chat", at("2026-02-05 12:00"), 120)

    mix = channel_mix(filters("2026-02-01", "2026-02-28"), zone=HELSINKI)

    assert [str(mix.points(c)) for c in ("phone", "chat", "web")] == ["-20.0", "20.0", "0.0"]
    assert [str(mix.growth(c)) for c in ("phone", "chat", "web")] == ["-25.0", "100.0", "None"]


@pytest.mark.parametrize("days", [1, 400])
def test_one_statement_counts_it_all(days: int) -> None:
    add_contacts("phone", at("2026-01-05 12:00"))
    last = date(2025, 12, 31) + timedelta(days=days)
    asked = filters("2026-01-01", last.isoformat(), grain=Grain.DAY)

    with CaptureQueriesContext(connection) as queries:
        mix = channel_mix(asked, zone=HELSINKI)

    assert len(mix.rows) == days
    assert len(queries) == 1
