"""Two at one ticket: who else is there, and who was quicker."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from redis.exceptions import ConnectionError as NoRedis

from helpdesk.people.models import User
from tests.tickets.conftest import MakeTicket
from tickets import looking
from tickets.actions import add_comment, merge_tickets, reply_to_requester
from tickets.models import Comment, Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.fixture(autouse=True)
def nobody_there() -> None:
    cache.clear()


@pytest.fixture
def colleague(db: None) -> User:
    return User.objects.create_user("bo", "bo@desk.example", first_name="Bo")


@pytest.fixture
def staff(client: Client, agent: User) -> Client:
    client.force_login(agent)
    return client


def look(ticket: Ticket, user: User, writes: str = "0") -> str:
    client = Client()
    client.force_login(user)
    return client.post(f"/tickets/{ticket.pk}/looking/", {"writes": writes}).content.decode()


def test_one_alone_is_told_nothing(ticket: Ticket, agent: User) -> None:
    look(ticket, agent)

    assert look(ticket, agent) == "\n"


@pytest.mark.parametrize(("writes", "said"), [("0", "is looking at"), ("1", "is writing on")])
def test_a_colleague_is_named(
    ticket: Ticket, agent: User, colleague: User, writes: str, said: str
) -> None:
    look(ticket, agent, writes)

    assert look(ticket, colleague) == f"<p>Anna {said} this ticket</p>\n"


def test_each_ticket_has_its_own(make_ticket: MakeTicket, agent: User, colleague: User) -> None:
    look(make_ticket(), agent)

    assert look(make_ticket(), colleague) == "\n"


def test_whoever_gives_no_sign_is_gone(
    ticket: Ticket, agent: User, colleague: User, monkeypatch: Any
) -> None:
    look(ticket, agent)
    later = looking.time.time() + looking.TTL_S + 1
    monkeypatch.setattr(looking.time, "time", lambda: later)

    assert look(ticket, colleague) == "\n"


def test_without_redis_nobody_is_named(
    ticket: Ticket, agent: User, colleague: User, monkeypatch: Any
) -> None:
    look(ticket, agent)

    def away(*_args: Any, **_options: Any) -> None:
        raise NoRedis

    monkeypatch.setattr(looking.cache, "get", away)

    assert look(ticket, colleague) == "\n"


def test_there_is_nobody_at_a_ticket_that_is_none(staff: Client) -> None:
    assert staff.post("/tickets/999999/looking/").status_code == 404


@pytest.fixture
def form(staff: Client, ticket: Ticket) -> dict[str, Any]:
    """The answer that somebody began to write."""
    page = staff.get(f"/tickets/{ticket.pk}/")
    seen = page.context["last_comment"]
    return {"key": uuid4(), "kind": "reply", "body": "Words of an hour", "seen": seen}


def send(staff: Client, ticket: Ticket, form: dict[str, Any]) -> Any:
    return staff.post(f"/tickets/{ticket.pk}/comments/", form)


@pytest.mark.parametrize("other", ["reply", "message"])
def test_an_answer_that_somebody_was_quicker_than_is_not_sent(
    staff: Client, ticket: Ticket, form: dict[str, Any], colleague: User, other: str
) -> None:
    author = colleague if other == "reply" else None
    quicker = add_comment(ticket, kind=other, body="Quick words", author=author)

    page = send(staff, ticket, form)

    assert (page.status_code, Comment.objects.count()) == (409, 1)
    text, who = page.content.decode(), "Bo" if other == "reply" else "Aino Kallio"
    assert f"Nothing was sent: {who} answered meanwhile." in text
    assert "Words of an hour</textarea>" in text
    assert f'name="seen" value="{quicker.pk}"' in text


def test_sent_again_it_goes(
    staff: Client, ticket: Ticket, form: dict[str, Any], colleague: User
) -> None:
    add_comment(ticket, kind="reply", body="Quick words", author=colleague)
    again = {**form, "seen": send(staff, ticket, form).context["last_comment"]}

    assert send(staff, ticket, again).status_code == 302
    assert Comment.objects.count() == 2


def test_ones_own_words_and_notes_stop_nobody(
    staff: Client, ticket: Ticket, form: dict[str, Any], agent: User, colleague: User
) -> None:
    reply_to_requester(ticket, author=agent, body="First part", key=uuid4())
    add_comment(ticket, kind="note", body="Look at this", author=colleague)

    assert send(staff, ticket, form).status_code == 302


def test_a_note_is_kept_whoever_was_quicker(
    staff: Client, ticket: Ticket, form: dict[str, Any], colleague: User
) -> None:
    add_comment(ticket, kind="reply", body="Quick words", author=colleague)

    assert send(staff, ticket, {**form, "kind": "note"}).status_code == 302


def test_what_was_merged_meanwhile_takes_the_answer(
    staff: Client,
    ticket: Ticket,
    make_ticket: MakeTicket,
    form: dict[str, Any],
    colleague: User,
) -> None:
    kept = make_ticket()
    add_comment(kept, kind="reply", body="Quick words", author=colleague)
    merge_tickets(ticket, into=kept, by=colleague)

    assert send(staff, ticket, form).status_code == 302
    assert kept.comments.filter(body="Words of an hour").exists()
