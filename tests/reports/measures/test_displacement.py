import pytest

from reports.filters import Scope
from reports.intervals import wilson
from reports.measures.displacement import Verdict, displacement, judge
from tests.reports.rows import HELSINKI, add_chats, add_contacts, add_team, at, filters

MAY = filters("2026-05-01", "2026-05-31")
NOON = at("2026-05-05 12:00")


@pytest.mark.parametrize(
    ("hits", "n", "verdict"),
    [
        (0, 0, Verdict.UNKNOWN),
        (180, 200, Verdict.NOT_PROVEN),
        (465, 500, Verdict.PROVEN),
        (10, 10, Verdict.NOT_PROVEN),
        (50, 100, Verdict.DISPROVEN),
    ],
)
def test_a_share_alone_proves_nothing(hits: int, n: int, verdict: Verdict) -> None:
    assert judge(wilson(hits, n)) == verdict


@pytest.mark.django_db
def test_the_share_is_of_those_who_answered() -> None:
    add_chats(NOON, 5, alternative="phone")
    add_chats(NOON, 3, alternative="email")
    add_chats(NOON, 1, alternative="visit")
    add_chats(NOON, 1, alternative="none")
    add_chats(NOON, 10, surveyed_at=NOON)

    found = displacement(MAY, zone=HELSINKI)

    assert (found.displaced.hits, found.displaced.n) == (8, 10)
    assert (found.answered, found.chats) == (10, 20)
    assert str(found.response.share) == "50.0"
    assert found.answers == {"phone": 5, "email": 3, "visit": 1, "none": 1}


@pytest.mark.django_db
def test_only_ended_chats_of_the_period_and_the_team_count() -> None:
    campus = add_team("campus")
    add_chats(NOON, 2, alternative="phone", team=campus)
    add_chats(NOON, 4, alternative="phone")
    add_chats(at("2026-04-30 23:59"), 8, alternative="phone", team=campus)
    add_contacts("chat", NOON, 16, alternative="phone", team=campus)
    add_contacts("phone", NOON, 32, alternative="phone", team=campus, ended_at=NOON)

    asked = filters("2026-05-01", "2026-05-31", scope=Scope(team=campus))

    assert displacement(asked, zone=HELSINKI).chats == 2


@pytest.mark.django_db
def test_a_survey_of_nobody_has_no_share() -> None:
    found = displacement(MAY, zone=HELSINKI)

    assert (found.displaced.share, found.displaced.interval) == (None, None)
    assert found.response.share is None
    assert found.verdict == Verdict.UNKNOWN
