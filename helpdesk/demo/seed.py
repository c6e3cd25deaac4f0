"""Makes the demo: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import connection, models, transaction

from chat.models import (
    Chat,
    Event,
    Offer,
    Participation,
    PresenceSpan,
    RefusedAttempt,
    Reply,
    Skill,
)
from chat.reply_gaps import keep_replies
from helpdesk.demo.articles import make_articles, read_instructions
from helpdesk.demo.canned import make_canned_replies
from helpdesk.demo.cases import gather
from helpdesk.demo.chatlog import PastChat, Teller
from helpdesk.demo.chats import WHOLE, chats_of, files, logs, offers, participations, stored
from helpdesk.demo.clock import ZONE, OfficeClock, midnight
from helpdesk.demo.comments import Narrator
from helpdesk.demo.contacts import Setting
from helpdesk.demo.costs import make_costs
from helpdesk.demo.demand import DAYS, refused
from helpdesk.demo.desk import make_desk
from helpdesk.demo.facts import fill_facts
from helpdesk.demo.history import history
from helpdesk.demo.hours import (
    ALWAYS,
    make_holidays,
    make_hours,
    make_past_hours,
    public_holidays,
)
from helpdesk.demo.marks import make_annotations, make_target, make_terms
from helpdesk.demo.moments import approaches
from helpdesk.demo.people import (
    MEMBERS,
    make_memberships,
    make_skills,
    make_staff,
    make_teams,
    speaks,
)
from helpdesk.demo.presence import spans
from helpdesk.demo.requesters import Requesters
from helpdesk.demo.store import Row, analyze, continue_numbers, store
from helpdesk.demo.story import CONTACTS_A_MONTH, months, plan
from helpdesk.demo.topics import Subject, make_topics, read_subjects
from helpdesk.demo.work import Work, make_work
from helpdesk.people.choices import Language
from helpdesk.people.models import (
    Desk,
    Holiday,
    Membership,
    Requester,
    ServiceHours,
    Team,
    Term,
    User,
)
from reports.models import Annotation, CostRate, Target
from tickets.actions import link_all_contacts
from tickets.models import (
    Article,
    Attachment,
    CannedReply,
    Comment,
    Contact,
    Ticket,
    TicketEvent,
    Topic,
)

MANAGER = "matti"
EMPTY_AT_FIRST: tuple[type[models.Model], ...] = (
    *(User, Desk, Team, ServiceHours, Holiday, Requester),
    *(Topic, Article, Ticket, Contact, Chat),
)
NUMBERED: tuple[type[models.Model], ...] = (
    *(User, Team, Membership, ServiceHours, Holiday, Term, Annotation, Target, CostRate),
    *(Topic, Article, Requester, Ticket, Contact),
    *(Comment, TicketEvent, Attachment, Event),
    *(CannedReply, Skill, Offer, Participation, PresenceSpan, RefusedAttempt),
)

Steps = Callable[[str], AbstractContextManager[None]]
"""Names a step for whoever waits."""


class NotEmpty(Exception):
    """The database is in use; the message is one sentence."""


@dataclass(frozen=True)
class Wish:
    """What demo is wanted. The same wish gives the same rows, but for the salt of passwords."""

    today: date
    """At the desk: the story ends with the day before."""
    hours: str = ALWAYS
    seed: int = 1
    contacts_a_month: int = CONTACTS_A_MONTH
    hour: int = 0
    """Of today: from here on the desk may be tried."""


def make_demo(wish: Wish, *, step: Steps) -> None:
    """Fills an empty database. Raises `NotEmpty`, and changes nothing, where one is in use."""
    with transaction.atomic():
        _lock_or_refuse()
        with step("desk, people, topics and instructions"):
            setting, subjects, teller, capacities = _make_desk(wish)
        with step("two years of contacts and tickets"):
            requesters = Requesters(_rng(wish, "people"), crowd=wish.contacts_a_month * 9)
            works = _tell(wish, setting, subjects, requesters)
            store(Requester, map(vars, requesters.known))
            store(Ticket, (vars(work.ticket) for work in works))
            contacts = [contact for work in works for contact in work.contacts]
            contacts.sort(key=lambda contact: contact.pk)
            fill_facts(_chats(works), contacts, teller=teller, clock=setting.clock)
            store(Contact, map(vars, contacts))
            link_all_contacts()
        with step("what was said, and the history"):
            store(Comment, Narrator(teller.agents, teller.transcript).comments(works))
            store(TicketEvent, history(works))
        with step("the latest chats"):
            chats = _chats(works)[-WHOLE:]
            store(Chat, (vars(chat) for chat in stored(chats, teller)))
            store(Event, logs(chats, teller))
            store(Attachment, files(chats, teller))
            store(Offer, offers(chats, teller))
            store(Participation, participations(chats, teller))
            first = min((_day_of(chat) for chat in chats), default=wish.today)
            days = setting.clock.days_of(first, wish.today)
            store(PresenceSpan, spans(chats, teller, capacities, days))
            store(RefusedAttempt, _refused(wish, setting))
            since = min(first, wish.today - timedelta(days=DAYS))
            make_past_hours(wish.hours, since=since, today=wish.today, hour=wish.hour)
            keep_replies([teller.chat_id(chat) for chat in chats])
        with step("checks, numbers and statistics"):
            connection.check_constraints()
            continue_numbers(*NUMBERED)
            analyze(*NUMBERED, Chat, Reply)


def _lock_or_refuse() -> None:
    """Waits for others who make a demo at the same moment, then looks."""
    with connection.cursor() as cursor:
        # The story is computed between two statements, however slow the machine.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("LOCK TABLE people_desk, people_user, tickets_contact IN EXCLUSIVE MODE")
    for model in EMPTY_AT_FIRST:
        if model._default_manager.exists():
            raise NotEmpty(
                f"This database is in use (it has {model._meta.verbose_name_plural}):"
                " the demo goes only into an empty one, and nothing was changed."
            )


def _make_desk(wish: Wish) -> tuple[Setting, list[Subject], Teller, dict[int, int]]:
    """Everything that is there before the first contact; the agents' chats at once come last."""
    first = months(wish.today)[0]
    # The clock goes on for a while: some work of yesterday will be done after today.
    last = wish.today + timedelta(days=120)
    holidays = public_holidays(first, date(wish.today.year + 1, 12, 31))
    desk = make_desk(wish.today)
    make_holidays(wish.hours, holidays, today=wish.today)
    make_terms(first, last)
    teams = make_teams()
    make_hours(wish.hours, teams)
    staff = make_staff(joined=midnight(first))
    make_memberships(teams, staff)
    make_target(wish.today, desk, staff[MANAGER])
    make_annotations(wish.today, staff[MANAGER])
    make_costs(first, wish.today)
    subjects = read_subjects()
    topics = make_topics(subjects, teams)
    make_skills(staff, topics)
    make_canned_replies(teams, topics)
    make_articles(read_instructions(), subjects, topics, updated=midnight(first))
    setting = Setting(
        clock=OfficeClock(first, last, holidays),
        now=midnight(wish.today),
        closed=frozenset(holidays),
        agents={slug: tuple(staff[name].pk for name in MEMBERS[slug]) for slug in teams},
        speakers={
            language: frozenset(user.pk for name, user in staff.items() if speaks(name, language))
            for language in Language.values
        },
        teams={slug: team.pk for slug, team in teams.items()},
        topics={slug: topic.pk for slug, topic in topics.items()},
    )
    agents = {name: staff[name] for members in MEMBERS.values() for name in members}
    names = {agent.pk: agent.public_name for agent in agents.values()}
    capacities = {agent.pk: agent.capacity for agent in agents.values()}
    return setting, subjects, Teller(wish.seed, desk.name, names, setting.agents), capacities


def _chats(works: list[Work]) -> list[PastChat]:
    """In the order of time."""
    return sorted(chats_of(works), key=lambda chat: chat.contact.pk)


def _day_of(chat: PastChat) -> date:
    return chat.contact.started_at.astimezone(ZONE).date()


def _refused(wish: Wish, setting: Setting) -> Iterator[Row]:
    topics = dict(Topic.objects.exclude(team=None).values_list("slug", "pk"))
    teams = dict(Topic.objects.exclude(team=None).values_list("slug", "team"))
    known = {slug: (topic, teams[slug]) for slug, topic in topics.items()}
    rng = _rng(wish, "refused")
    return refused(wish.today, clock=setting.clock, topics=known, rng=rng)


def _tell(
    wish: Wish, setting: Setting, subjects: list[Subject], requesters: Requesters
) -> list[Work]:
    plans = plan(wish.today, _rng(wish, "plan"), contacts_a_month=wish.contacts_a_month)
    moments = approaches(plans, today=wish.today, closed=setting.closed, rng=_rng(wish, "moments"))
    cases = gather(moments, requesters=requesters, subjects=subjects, rng=_rng(wish, "cases"))
    rng = _rng(wish, "work")
    return [make_work(case, setting=setting, rng=rng) for case in cases]


def _rng(wish: Wish, part: str) -> Random:
    """Each part has its own luck, so that a change in one leaves the others as they are."""
    return Random(f"{wish.seed} {wish.today} {part}")
