"""The demo's teams and staff."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.contrib.auth.hashers import make_password

from chat.models import Skill
from helpdesk.demo.logins import Login, logins
from helpdesk.people.choices import Language, Role, Routing
from helpdesk.people.models import Membership, Team, User
from tickets.models import Topic

DOMAIN = "yliopisto.example"

TEAMS = {
    "first-line": "First line",
    "workstations": "Workstations",
    "accounts": "Accounts and access",
    "teaching": "Teaching tools",
}
MEMBERS = {
    "first-line": ("anna", "mikko", "sanna", "juha"),
    "workstations": ("mikko", "juha", "petri"),
    "accounts": ("anna", "elina", "petri"),
    "teaching": ("sanna", "elina"),
}
CAPACITY = {"anna": 6, "mikko": 4, "sanna": 5, "juha": 4, "elina": 4, "petri": 3}
LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "elina": (Language.FINNISH, Language.ENGLISH),
    "petri": (Language.FINNISH, Language.ENGLISH),
}
"""In which languages those answer who do not answer in all."""
SPECIALISTS = ("elina", "petri")
"""Who answers what is their teams' only; the first line answers everything."""
PICKING = ("workstations",)
"""The teams whose agents pick their chats from the queue."""
PLACES = {("accounts", "petri"): 2}
"""Chats of one team at once, where they are fewer than in all."""


def make_teams() -> dict[str, Team]:
    """The teams by slug."""
    teams = [
        Team(
            pk=number,
            slug=slug,
            name=name,
            email=f"{slug}@{DOMAIN}",
            routing=Routing.PICK if slug in PICKING else Routing.OFFER,
        )
        for number, (slug, name) in enumerate(TEAMS.items(), start=1)
    ]
    return {team.slug: team for team in Team.objects.bulk_create(teams)}


def make_staff(*, joined: datetime) -> dict[str, User]:
    """Those of `logins`, by user name."""
    everybody = logins()
    # Hashing is made to be slow; it leaves the interpreter to other threads meanwhile.
    with ThreadPoolExecutor() as threads:
        hashes = list(threads.map(make_password, (login.password for login in everybody)))
    users = [
        _user(number, login, password, joined)
        for number, (login, password) in enumerate(zip(everybody, hashes, strict=True), start=1)
    ]
    return {user.username: user for user in User.objects.bulk_create(users)}


def make_memberships(teams: dict[str, Team], staff: dict[str, User]) -> None:
    places = [(slug, username) for slug, members in MEMBERS.items() for username in members]
    Membership.objects.bulk_create(
        Membership(
            pk=number,
            team=teams[slug],
            user=staff[username],
            capacity=PLACES.get((slug, username)),
        )
        for number, (slug, username) in enumerate(places, start=1)
    )


def make_skills(staff: dict[str, User], topics: dict[str, Topic]) -> None:
    """The topics of their teams, at the top of the tree."""
    rows = [
        Skill(user=staff[name], topic=topic)
        for name in SPECIALISTS
        for topic in topics.values()
        if topic.parent_id is None and topic.team and name in MEMBERS[topic.team.slug]
    ]
    for number, row in enumerate(rows, start=1):
        row.pk = number
    Skill.objects.bulk_create(rows)


def speaks(name: str, language: str) -> bool:
    """Whether this agent answers in this language."""
    return language in LANGUAGES.get(name, Language.values)


def _user(number: int, login: Login, password: str, joined: datetime) -> User:
    first, last = login.name.split(" ", 1)
    is_admin = login.role == "admin"
    return User(
        pk=number,
        username=login.username,
        password=password,
        first_name=first,
        last_name=last,
        email=f"{login.username}@{DOMAIN}",
        role=Role.MANAGER if is_admin else login.role,
        is_superuser=is_admin,
        is_staff=True,
        language=Language.ENGLISH if is_admin else "",
        capacity=CAPACITY.get(login.username, 4),
        chat_languages=list(LANGUAGES.get(login.username, ())),
        date_joined=joined,
    )
