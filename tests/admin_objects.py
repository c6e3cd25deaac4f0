"""One of everything that the admin shows, and three of it, for tests of its pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Model
from django.utils import timezone
from knox.models import AuthToken

from chat.choices import Joined, PresenceStatus, State
from chat.models import Block, Chat, Incident, Offer, Participation, PresenceSpan, Skill
from helpdesk.people.models import (
    Desk,
    Holiday,
    Membership,
    PrivacyRecord,
    Requester,
    ServiceHours,
    Team,
    Term,
    User,
)
from reports.models import Annotation, CostRate, Target
from tickets.actions import open_ticket, record_contact
from tickets.models import Article, CannedReply, Contact, Ticket, Topic


def make_user(n: int) -> User:
    given = {"email": f"user{n}@desk.example", "first_name": f"User{n}"}
    user = User.objects.get_or_create(username=f"user{n}", defaults=given)[0]
    Membership.objects.get_or_create(user=user, team=make_team(n))
    return user


def make_team(n: int) -> Team:
    return Team.objects.get_or_create(name=f"Team {n}", slug=f"team-{n}")[0]


def make_requester(n: int) -> Requester:
    address = f"person{n}@uni.example"
    return Requester.objects.get_or_create(name=f"Person {n}", email=address)[0]


def make_topic(n: int) -> Topic:
    parent = Topic.objects.get_or_create(
        slug="root", defaults={"name_en": "Root", "name_fi": "Juuri", "name_sv": "Rot"}
    )[0]
    names = {"name_en": f"Topic {n}", "name_fi": f"Aihe {n}", "name_sv": f"Ämne {n}"}
    return Topic.objects.get_or_create(
        slug=f"topic-{n}", defaults={**names, "parent": parent, "team": make_team(n)}
    )[0]


def make_contact(n: int, **fields: Any) -> Contact:
    given = {
        "channel": "phone",
        "requester": make_requester(n),
        "topic": make_topic(n),
        "agent": make_user(n),
        "subject": f"Subject {n}",
        **fields,
    }
    return record_contact(**given)


def make_ticket(n: int) -> Ticket:
    contact = make_contact(n)
    return open_ticket(contact, subject=f"Subject {n}", assignee=contact.agent, actor=contact.agent)


def make_chat(n: int) -> Chat:
    contact = make_contact(n, channel="chat")
    open_ticket(contact, subject=f"Subject {n}")
    return Chat.objects.create(
        contact=contact,
        token_hash=f"hash{n}",
        state=State.ACTIVE,
        agent=contact.agent,
        team=contact.team,
        topic=contact.topic,
        language="en",
        visitor_name=f"Person {n}",
    )


def make_incident(n: int) -> Incident:
    """A hostile chat, its person blocked by address until tomorrow."""
    chat = make_chat(n)
    incident = Incident.objects.create(chat=chat, by=make_user(n), note=f"Threats {n}")
    until = incident.at + timedelta(days=1)
    Block.objects.create(kind="email", value=f"p{n}@x.example", incident=incident, ends_at=until)
    return incident


def make_article(n: int) -> Article:
    return Article.objects.create(
        slug=f"article-{n}", language="en", title=f"Article {n}", body="…", topic=make_topic(n)
    )


def make_canned_reply(n: int) -> CannedReply:
    return CannedReply.objects.create(
        shortcut=f"hello-{n}", language="en", body="Hello {name}!", topic=make_topic(n)
    )


def make_token(n: int) -> AuthToken:
    return AuthToken.objects.create(user=make_user(n), expiry=timedelta(days=1))[0]


def make_offer(n: int) -> Offer:
    return Offer.objects.create(
        chat=make_chat(n + 20),
        agent=make_user(n),
        expires_at=timezone.now() + timedelta(seconds=20),
    )


def make_participation(n: int) -> Participation:
    return Participation.objects.create(
        chat=make_chat(n + 40), agent=make_user(n), via=Joined.OFFER
    )


def make_span(n: int) -> PresenceSpan:
    return PresenceSpan.objects.create(user=make_user(n), status=PresenceStatus.ONLINE, capacity=4)


MAKERS: dict[str, Callable[[int], Model]] = {
    "chat.chat": make_chat,
    "chat.offer": make_offer,
    "chat.participation": make_participation,
    "chat.presencespan": make_span,
    "chat.skill": lambda n: Skill.objects.create(user=make_user(n), topic=make_topic(n)),
    "knox.authtoken": make_token,
    "mfa.authenticator": lambda n: Authenticator.objects.create(
        user=make_user(n), type="totp", data={}
    ),
    "people.desk": lambda n: Desk.objects.get_or_create(pk=1)[0],
    "people.holiday": lambda n: Holiday.objects.create(day=date(2026, 12, n), name=f"Day {n}"),
    "people.privacyrecord": lambda n: PrivacyRecord.objects.create(
        act="erased", reason="asked", number=n, people=1, by=make_user(n)
    ),
    "people.requester": make_requester,
    "people.servicehours": lambda n: ServiceHours.objects.create(
        weekday=n, opens=time(8), closes=time(16), team=make_team(n)
    ),
    "people.team": make_team,
    "people.term": lambda n: Term.objects.create(
        name=f"Autumn {n}",
        season="autumn",
        first_day=date(2020 + n, 9, 1),
        last_day=date(2020 + n, 12, 20),
    ),
    "people.user": make_user,
    "reports.annotation": lambda n: Annotation.objects.create(
        first_day=date(2026, 1, n),
        last_day=date(2026, 1, n),
        kind="outage",
        text=f"Mail was down {n}",
        made_by=make_user(n),
    ),
    "reports.costrate": lambda n: CostRate.objects.create(
        channel="phone", from_day=date(2026, 1, n), per_hour=40
    ),
    "reports.target": lambda n: Target.objects.create(
        from_day=date(2026, 1, n),
        from_percent=20,
        to_day=date(2027, 12, 31),
        to_percent=10,
        set_by=make_user(n),
    ),
    "socialaccount.socialaccount": lambda n: SocialAccount.objects.create(
        user=make_user(n), provider="organisation", uid=f"uid{n}", extra_data={"subject": f"s{n}"}
    ),
    "tickets.article": make_article,
    "tickets.cannedreply": make_canned_reply,
    "tickets.contact": make_contact,
    "tickets.ticket": make_ticket,
    "tickets.topic": make_topic,
}
