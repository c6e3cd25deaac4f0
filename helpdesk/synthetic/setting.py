"""The desk that made-up contacts come to: its own people where it has some, made-up ones else."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from helpdesk.people.models import Desk, Membership, Requester, Team, User
from tickets.models import Topic

TEAMS, TOPICS_A_TEAM, AGENTS_A_TEAM = 8, 6, 5
PEOPLE_FROM, MOST_PEOPLE, CONTACTS_A_PERSON = 10, 60_000, 25

MAKE_PEOPLE = """
INSERT INTO people_requester (name, email, phone, login, language, created_at)
SELECT 'Person ' || n, '', '', 'made-' || n,
       (ARRAY['fi', 'fi', 'fi', 'sv', 'en'])[1 + n %% 5], now()
  FROM generate_series(1, %s) n
RETURNING id
"""


@dataclass(frozen=True)
class Setting:
    """Ids to draw from. `topic_teams[i]` is the place in `teams` of the team of `topics[i]`.

    `agents` has `agents_a_team` of each team, in the order of `teams`; `people` is consecutive.
    """

    zone: str
    teams: list[int]
    topics: list[int]
    topic_teams: list[int]
    agents: list[int]
    first_person: int
    people: int

    @property
    def agents_a_team(self) -> int:
        return len(self.agents) // len(self.teams)


def make_setting(contacts: int) -> Setting:
    """Teams, topics and agents are made only where there are none; the people always."""
    teams = list(Team.objects.order_by("pk")) or _make_teams()
    topics = list(Topic.objects.order_by("pk")) or _make_topics(teams)
    places = {team.pk: place for place, team in enumerate(teams)}
    people = min(MOST_PEOPLE, max(PEOPLE_FROM, contacts // CONTACTS_A_PERSON))
    return Setting(
        zone=Desk.current().time_zone,
        teams=[team.pk for team in teams],
        topics=[topic.pk for topic in topics],
        topic_teams=[places.get(topic.team_id or 0, 0) for topic in topics],
        agents=_agents(teams),
        first_person=_make_people(people),
        people=people,
    )


def _make_teams() -> list[Team]:
    return Team.objects.bulk_create(
        Team(name=f"Team {n}", slug=f"made-{n}") for n in range(1, TEAMS + 1)
    )


def _make_topics(teams: list[Team]) -> list[Topic]:
    names = [(team, f"made-{team.pk}-{n}") for team in teams for n in range(TOPICS_A_TEAM)]
    return Topic.objects.bulk_create(
        Topic(slug=name, name_en=name, name_fi=name, name_sv=name, team=team)
        for team, name in names
    )


def _agents(teams: list[Team]) -> list[int]:
    """As many of each team: of a small one some come more than once."""
    members: dict[int, list[int]] = {}
    for team, user in Membership.objects.order_by("pk").values_list("team_id", "user_id"):
        members.setdefault(team, []).append(user)
    if not members:
        members = _make_agents(teams)
    everybody = sorted({user for users in members.values() for user in users})
    width = max(len(users) for users in members.values())
    return [
        users[place % len(users)]
        for users in (members.get(team.pk, everybody) for team in teams)
        for place in range(width)
    ]


def _make_agents(teams: list[Team]) -> dict[int, list[int]]:
    """Nobody can log in as them."""
    found: dict[int, list[int]] = {}
    for team in teams:
        users = User.objects.bulk_create(
            User(username=f"{team.slug}-{n}", first_name=f"Agent {n}", password="!")
            for n in range(1, AGENTS_A_TEAM + 1)
        )
        Membership.objects.bulk_create(Membership(team=team, user=user) for user in users)
        found[team.pk] = [user.pk for user in users]
    return found


def _make_people(count: int) -> int:
    """The id of the first; numbers of one statement follow each other."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {Requester._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(MAKE_PEOPLE, [count])
        return int(min(pk for (pk,) in cursor.fetchall()))
