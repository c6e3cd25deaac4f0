import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from reports.filters import Scope
from reports.intervals import Interval, wilson
from reports.measures.displacement import Arm, Displacement, Verdict, displacement, judge
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

    asked = found.all
    assert (asked.displaced.hits, asked.displaced.n) == (8, 10)
    assert (asked.answered, asked.asked, found.chats) == (10, 20, 20)
    assert str(asked.response.share) == "50.0"
    assert asked.answers == {"phone": 5, "email": 3, "visit": 1, "none": 1}


@pytest.mark.django_db
def test_answers_of_those_who_were_not_drawn_do_not_count() -> None:
    add_chats(NOON, 3, alternative="phone", alternative_asked="")
    add_chats(NOON, 1, alternative="none", alternative_asked="before")

    found = displacement(MAY, zone=HELSINKI)

    assert (found.chats, found.all.asked, found.all.answered) == (4, 1, 1)
    assert found.all.displaced.hits == 0


@pytest.mark.django_db
def test_those_asked_before_and_after_are_told_apart() -> None:
    add_chats(NOON, 4, alternative="phone", alternative_asked="before")
    add_chats(NOON, 4, alternative_asked="before")
    add_chats(NOON, 3, alternative="email", alternative_asked="after")
    add_chats(NOON, 1, alternative="none", alternative_asked="after")

    found = displacement(MAY, zone=HELSINKI)

    assert (found.before.asked, found.before.answered, found.before.displaced.hits) == (8, 4, 4)
    assert (found.after.asked, found.after.answered, found.after.displaced.hits) == (4, 4, 3)
    assert (found.before.bounds, found.after.bounds) == (Interval(0.5, 1.0), Interval(0.75, 0.75))


@pytest.mark.parametrize(
    ("before", "after"), [((45, 5), (90, 10)), ((3, 0), (0, 4)), ((120, 80), (300, 40))]
)
def test_the_arms_differ_by_newcombes_interval(
    before: tuple[int, int], after: tuple[int, int]
) -> None:
    arms = [Arm(500, {"phone": yes, "none": no}) for yes, no in (before, after)]

    mode = Displacement(1000, *arms).mode

    (hits, miss), (hits_after, miss_after) = before, after
    low, high = confint_proportions_2indep(
        hits, hits + miss, hits_after, hits_after + miss_after, method="newcomb", compare="diff"
    )
    assert mode
    assert (mode.low, mode.high) == pytest.approx((low, high))


@pytest.mark.django_db
def test_only_ended_chats_of_the_period_and_the_team_count() -> None:
    campus = add_team("campus")
    add_chats(NOON, 2, alternative="phone", team=campus)
    add_chats(NOON, 4, alternative="phone")
    add_chats(at("2026-04-30 23:59"), 8, alternative="phone", team=campus)
    add_contacts("chat", NOON, 16, alternative="phone", team=campus)
    add_contacts("phone", NOON, 32, alternative="phone", team=campus, ended_at=NOON)

    asked = filters("2026-05-01", "2026-05-31", scope=Scope(team=campus))

    found = displacement(asked, zone=HELSINKI)
    assert (found.chats, found.all.answered) == (2, 2)


@pytest.mark.django_db
def test_a_survey_of_nobody_has_no_share() -> None:
    found = displacement(MAY, zone=HELSINKI)

    nobody = found.all
    assert (nobody.displaced.share, nobody.displaced.interval, nobody.bounds) == (None, None, None)
    assert (nobody.response.share, found.mode) == (None, None)
    assert found.verdict == Verdict.UNKNOWN
