"""Whoever was hostile may not chat for a time, by what is known of them."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from chat.actions import accept_chat, block_visitor, close_chat, lift_blocks, open_chat
from chat.choices import EndReason
from chat.entries import for_visitor, wire_time
from chat.errors import DeskClosed, UnknownChat
from chat.identities import hash_browser
from chat.models import Block, Chat, Incident, RefusedAttempt
from helpdesk.errors import Invalid, NotAllowed
from helpdesk.people.actions import find_or_make_requester
from helpdesk.people.models import Desk, Requester, User
from tests.chat.conftest import MakeAgent
from tickets.actions import merge_requesters

KEY = "b9c2b1d4-browser"


@pytest.fixture
def hostile(desk: Desk, agent: User) -> Chat:
    """A chat of somebody known by browser and address; the agent has it."""
    opened = open_chat(
        question="You idiots",
        language="en",
        name="Aino",
        email="Aino@Uni.example",
        browser_key=KEY,
    )
    return accept_chat(opened.chat.pk, agent=agent)


def knock(**who: str) -> str:
    """Tries to open a chat; says why not."""
    try:
        open_chat(question="Hello again", language="en", **who)
    except DeskClosed as refusal:
        return str(refusal.details["reason"])
    return ""


def test_the_chat_ends_and_supervisors_can_read_why(hostile: Chat, agent: User) -> None:
    entry, again = block_visitor(hostile.pk, by=agent, note="Threats, id 131052-308T")

    chat, incident = Chat.objects.get(), Incident.objects.get()
    assert (chat.state, chat.end_reason, again) == ("closed", "agent", False)
    assert (incident.by, incident.note) == (agent, "Threats, id ▇▇▇▇▇▇-▇▇▇▇")
    assert entry.data["by"] == ["browser", "email"]
    assert for_visitor(entry)["kind"] == "skip"


def test_what_is_stored_of_a_browser_is_a_hash(hostile: Chat, agent: User) -> None:
    block_visitor(hostile.pk, by=agent, note="Threats")

    assert sorted(Block.objects.values_list("kind", "value")) == [
        ("browser", hash_browser(KEY)),
        ("email", "aino@uni.example"),
    ]
    assert KEY not in hash_browser(KEY)


@pytest.mark.parametrize(
    "who",
    [
        {"browser_key": KEY},
        {"email": "AINO@uni.EXAMPLE"},
        {"email": "aino@uni.example", "browser_key": "another"},
    ],
)
def test_a_new_window_of_the_same_person_is_turned_away_and_counted(
    hostile: Chat, agent: User, who: dict[str, str]
) -> None:
    block_visitor(hostile.pk, by=agent, note="Threats")

    assert knock(**who) == "blocked"

    assert [attempt.reason for attempt in RefusedAttempt.objects.all()] == ["blocked"]


def test_the_refusal_says_until_when_and_where_else_help_is(hostile: Chat, agent: User) -> None:
    block_visitor(hostile.pk, by=agent, note="Threats")

    with pytest.raises(DeskClosed) as refused:
        open_chat(question="Hello", language="en", browser_key=KEY)

    until = Block.objects.get(kind="browser").ends_at
    assert refused.value.details == {
        "reason": "blocked",
        "next_open_at": wire_time(until),
        "form_url": "/form/",
    }
    assert "telephone" in str(refused.value.message)


def test_others_chat_on_from_the_same_network(hostile: Chat, agent: User) -> None:
    block_visitor(hostile.pk, by=agent, note="Threats")

    assert [knock(), knock(email="leo@uni.example", browser_key="leo's")] == ["", ""]
    assert {kind for kind, _ in Block._meta.get_field("kind").choices or []} == {
        "browser",
        "email",
        "login",
    }


def test_another_address_of_a_known_user_is_known_by_the_user_name(desk: Desk, agent: User) -> None:
    find_or_make_requester(email="aino@uni.example", login="aino1")
    opened = open_chat(question="You idiots", language="en", email="aino@uni.example")
    accept_chat(opened.chat.pk, agent=agent)
    block_visitor(opened.chat.pk, by=agent, note="Threats")
    find_or_make_requester(email="aino@home.example", login="aino1")

    assert knock(email="aino@home.example") == "blocked"


@pytest.fixture
def two_rows(agent: User) -> tuple[Requester, Requester]:
    """Of one person, not known to be one yet: at the university, and at home."""
    known = find_or_make_requester(email="aino@uni.example", login="aino1")
    return known, find_or_make_requester(email="aino@home.example")


def block(email: str, agent: User) -> None:
    opened = open_chat(question="You idiots", language="en", email=email)
    accept_chat(opened.chat.pk, agent=agent)
    block_visitor(opened.chat.pk, by=agent, note="Threats")


ADDRESSES = ["aino@uni.example", "Aino@Home.example"]


@pytest.mark.parametrize("blocked", ADDRESSES)
@pytest.mark.parametrize("is_merged_first", [True, False])
def test_a_block_holds_for_every_address_of_a_person_who_was_merged(
    desk: Desk,
    agent: User,
    two_rows: tuple[Requester, Requester],
    blocked: str,
    is_merged_first: bool,
) -> None:
    known, alias = two_rows
    steps = [lambda: merge_requesters(alias, into=known, by=agent), lambda: block(blocked, agent)]
    for step in steps if is_merged_first else reversed(steps):
        step()

    assert [knock(email=address) for address in ADDRESSES] == ["blocked", "blocked"]
    assert knock(email="leo@uni.example") == ""


def test_a_block_holds_for_every_login_of_a_person_who_was_merged(desk: Desk, agent: User) -> None:
    kept = find_or_make_requester(email="aino@uni.example", login="aino1")
    other = find_or_make_requester(email="aino@home.example", login="aino2")
    merge_requesters(other, into=kept, by=agent)
    block("aino@uni.example", agent)
    Requester.objects.create(email="aino@work.example", login="aino2")

    assert knock(email="aino@work.example") == "blocked"


def test_a_merged_persons_chat_from_another_address_ends_too(
    desk: Desk, agent: User, two_rows: tuple[Requester, Requester]
) -> None:
    known, alias = two_rows
    second = open_chat(question="And another", language="en", email="aino@home.example").chat
    merge_requesters(alias, into=known, by=agent)

    block("aino@uni.example", agent)

    second.refresh_from_db()
    assert second.state == "closed"


def test_a_block_runs_out_by_itself(desk: Desk, hostile: Chat, agent: User) -> None:
    desk.block_hours = 2
    desk.save()
    block_visitor(hostile.pk, by=agent, note="Threats")
    block = Block.objects.get(kind="browser")

    assert block.ends_at - block.starts_at == timedelta(hours=2)
    Block.objects.update(starts_at=timezone.now() - timedelta(hours=2), ends_at=timezone.now())
    assert knock(browser_key=KEY) == ""


def test_a_supervisor_lifts_a_block(hostile: Chat, agent: User, make_agent: MakeAgent) -> None:
    block_visitor(hostile.pk, by=agent, note="Threats")
    saara = make_agent("saara", role="supervisor")

    lifted = lift_blocks(Incident.objects.get().pk, by=saara)
    again = lift_blocks(Incident.objects.get().pk, by=saara)

    assert (lifted, again) == (2, 0)
    assert knock(browser_key=KEY, email="aino@uni.example") == ""
    assert {block.lifted_by for block in Block.objects.all()} == {saara}


def test_an_agent_lifts_none(hostile: Chat, agent: User) -> None:
    block_visitor(hostile.pk, by=agent, note="Threats")

    with pytest.raises(NotAllowed):
        lift_blocks(Incident.objects.get().pk, by=agent)

    assert Block.objects.in_force(timezone.now()).count() == 2


def test_the_persons_other_open_chats_end_too(hostile: Chat, agent: User) -> None:
    second = open_chat(question="And another", language="en", browser_key=KEY).chat
    other = open_chat(question="Printer", language="en", email="leo@uni.example").chat

    block_visitor(hostile.pk, by=agent, note="Threats")

    states = dict(Chat.objects.values_list("pk", "state"))
    assert states == {hostile.pk: "closed", second.pk: "closed", other.pk: "waiting"}
    assert list(second.events.order_by("seq").values_list("kind", flat=True)) == [
        "opened",
        "message",
        "blocked",
        "closed",
    ]


def test_somebody_of_whom_nothing_is_known_cannot_be_blocked_but_the_incident_stays(
    desk: Desk, agent: User
) -> None:
    chat = open_chat(question="You idiots", language="en").chat
    accept_chat(chat.pk, agent=agent)

    entry, _ = block_visitor(chat.pk, by=agent, note="Threats")

    assert entry.data["by"] == []
    assert (Block.objects.count(), Incident.objects.count()) == (0, 1)
    assert knock() == ""


def test_whoever_left_in_anger_is_blocked_all_the_same(hostile: Chat, agent: User) -> None:
    close_chat(hostile.pk, reason=EndReason.VISITOR)

    block_visitor(hostile.pk, by=agent, note="Threats")

    assert Chat.objects.get().end_reason == "visitor"
    assert knock(browser_key=KEY) == "blocked"


def test_the_same_wish_blocks_once(hostile: Chat, agent: User) -> None:
    client_id = uuid.uuid4()

    first, _ = block_visitor(hostile.pk, by=agent, note="Threats", client_id=client_id)
    second, again = block_visitor(hostile.pk, by=agent, note="Threats", client_id=client_id)

    assert (first.seq, True) == (second.seq, again)
    assert Incident.objects.count() == 1


def test_a_block_needs_a_note(hostile: Chat, agent: User) -> None:
    with pytest.raises(Invalid):
        block_visitor(hostile.pk, by=agent, note=" \u200b ")

    assert Chat.objects.get().ended_at is None


def test_nobody_blocks_a_colleagues_visitor(hostile: Chat, make_agent: MakeAgent) -> None:
    with pytest.raises(UnknownChat):
        block_visitor(hostile.pk, by=make_agent("mikko"), note="Threats")

    assert Block.objects.count() == 0


def test_a_supervisor_blocks_anybodys_visitor(hostile: Chat, make_agent: MakeAgent) -> None:
    block_visitor(hostile.pk, by=make_agent("saara", role="manager"), note="Threats")

    assert Block.objects.count() == 2


def test_two_who_block_the_same_person_end_the_chat_once(
    hostile: Chat, agent: User, make_agent: MakeAgent
) -> None:
    block_visitor(hostile.pk, by=agent, note="Threats")
    block_visitor(hostile.pk, by=make_agent("saara", role="supervisor"), note="Threats too")

    assert hostile.events.filter(kind="closed").count() == 1
    assert Incident.objects.count() == 2
