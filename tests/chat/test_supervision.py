"""Supervisors look at the whole desk, into chats, whisper, and take over, over the socket."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from chat.actions import accept_chat, open_chat, set_presence, transfer_chat
from chat.choices import PresenceStatus
from chat.hub import get_hub
from chat.models import Chat, Event, Presence
from chat.watch import catch_up
from helpdesk import realtime
from helpdesk.people.models import Team, User
from tests.chat.conftest import MakeAgent
from tests.chat.windows import Windows, look_into, talk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chief(make_agent: MakeAgent) -> User:
    return make_agent("saara", online=False, role="supervisor")


async def test_a_chat_is_read_live_and_its_agent_knows(
    windows: Windows, opened: Any, agent: User, chief: User
) -> None:
    chat, visitor, console = await talk(windows, opened, agent)
    window = await windows.console(chief, view="desk")

    await window.send(type="watch", chat=chat)
    card = (await window.hear("chat"))["card"]
    page = await window.hear("page", chat=chat)
    await visitor.say(chat, "Still burning")

    assert (card["watching"], card["agent"]["name"]) == (True, "Anna")
    assert [event["kind"] for event in page["events"]] == [
        "opened",
        "message",
        "assigned",
        "joined",
    ]
    assert (await window.hear("event", kind="message"))["body"] == "Still burning"
    assert (await console.hear("event", kind="joined"))["from"]["name"] == "Saara"
    assert (await visitor.hear("event", seq=4))["kind"] == "skip"


async def test_looking_again_soon_is_the_same_look(
    windows: Windows, opened: Any, agent: User, chief: User
) -> None:
    chat, _, _ = await talk(windows, opened, agent)

    await look_into(windows, chief, chat)
    await look_into(windows, chief, chat)

    assert await Event.objects.filter(chat=chat, kind="joined").acount() == 1


async def test_a_whisper_is_for_the_agent_alone(
    windows: Windows, opened: Any, agent: User, chief: User
) -> None:
    chat, visitor, console = await talk(windows, opened, agent)
    window = await look_into(windows, chief, chat)

    client_id = await window.say(chat, "Ask for the floor, 131052-308T", note=True)
    ok = await window.hear("ok", client_id=client_id)

    note = await console.hear("event", kind="note")
    assert (note["body"], note["whisper"], note["from"]["name"]) == (
        "Ask for the floor, ▇▇▇▇▇▇-▇▇▇▇",
        True,
        "Saara",
    )
    assert (await visitor.hear("event", seq=note["seq"]))["kind"] == "skip"
    assert (ok["seq"], ok["duplicate"]) == (note["seq"], False)


async def test_a_whisper_sent_again_is_stored_once(
    windows: Windows, opened: Any, agent: User, chief: User
) -> None:
    chat, _, _ = await talk(windows, opened, agent)
    window = await look_into(windows, chief, chat)
    client_id = await window.say(chat, "Ask for the floor", note=True)
    first = await window.hear("ok")

    await window.say(chat, "Ask for the floor", note=True, client_id=client_id)
    again = await window.hear("ok")
    await window.say(chat, "Ask for the name", note=True, client_id=client_id)

    assert (again["seq"], again["duplicate"]) == (first["seq"], True)
    assert (await window.hear("error"))["code"] == "client_id_conflict"


@pytest.mark.parametrize("body", ["", " \u200b"])
async def test_an_empty_whisper_is_refused(
    windows: Windows, opened: Any, agent: User, chief: User, body: str
) -> None:
    chat, _, _ = await talk(windows, opened, agent)
    window = await look_into(windows, chief, chat)

    await window.say(chat, body, note=True)

    assert (await window.hear("error"))["code"] == "bad_frame"


async def test_whoever_looks_on_says_nothing_to_the_visitor(
    windows: Windows, opened: Any, agent: User, chief: User
) -> None:
    chat, visitor, console = await talk(windows, opened, agent)
    window = await look_into(windows, chief, chat)

    await window.send(type="typing", chat=chat, on=True)
    await window.send(type="read", chat=chat, seq=4)
    await window.say(chat, "I take it from here")
    refused = await window.hear("error")
    await console.say(chat, "Which floor?")
    await visitor.hear("event", kind="message", body="Which floor?")

    assert refused["code"] == "not_allowed"
    assert [frame["type"] for frame in visitor.seen if frame["type"] in ("typing", "cursor")] == []


async def test_a_supervisor_takes_the_chat_over(
    windows: Windows, opened: Any, agent: User, chief: User
) -> None:
    chat, visitor, console = await talk(windows, opened, agent)
    window = await look_into(windows, chief, chat)

    await window.send(type="takeover", chat=chat)
    await console.hear("gone", chat=chat)
    card = (await window.hear("chat"))["card"]
    while card.get("watching"):
        card = (await window.hear("chat"))["card"]
    await window.say(chat, "I take it from here")

    assert card["agent"]["name"] == "Saara"
    assert (await visitor.hear("event", kind="transferred"))["to"] == "Saara"
    assert await visitor.hear("event", kind="message", body="I take it from here")
    await console.say(chat, "But")
    assert (await console.hear("error"))["code"] == "unknown_chat"


async def test_looking_on_goes_on_when_the_chat_changes_hands(
    windows: Windows, opened: Any, agent: User, chief: User, make_agent: MakeAgent
) -> None:
    chat, _, _ = await talk(windows, opened, agent)
    other = await sync_to_async(make_agent)("mikko")
    window = await look_into(windows, chief, chat)

    await sync_to_async(transfer_chat)(
        opened.chat.pk, by=agent, client_id=uuid.uuid4(), note="Yours", agent=other
    )

    card = (await window.hear("chat"))["card"]
    while card["agent"] is None or card["agent"]["name"] != "Mikko":
        card = (await window.hear("chat"))["card"]
    assert card["watching"] is True


async def test_unwatching_lets_go(windows: Windows, opened: Any, agent: User, chief: User) -> None:
    chat, visitor, _ = await talk(windows, opened, agent)
    window = await look_into(windows, chief, chat)

    await window.send(type="unwatch", chat=chat)
    await window.hear("gone", chat=chat)
    await visitor.say(chat, "Hello?")
    await visitor.hear("ok")
    await window.send(type="sync", chat=chat, after=0)

    assert (await window.hear("error", chat=chat))["code"] == "unknown_chat"
    assert [frame for frame in window.seen if frame.get("body") == "Hello?"] == []


async def test_an_ended_chat_cannot_be_watched(
    windows: Windows, opened: Any, agent: User, chief: User
) -> None:
    chat, visitor, _ = await talk(windows, opened, agent)
    await visitor.send(type="close", chat=chat, client_id=str(uuid.uuid4()))
    await visitor.hear("ok")
    window = await windows.console(chief)

    for kind in ("watch", "takeover"):
        await window.send(type=kind, chat=chat)
        assert (await window.hear("error", chat=chat))["code"] == "chat_closed"


async def test_a_chat_of_any_team_can_be_watched(
    windows: Windows, opened: Any, agent: User, chief: User, team: Team
) -> None:
    await Chat.objects.filter(pk=opened.chat.pk).aupdate(team=team)

    await look_into(windows, chief, str(opened.chat.pk))


async def test_what_is_no_chat_is_unknown(windows: Windows, desk: Any, chief: User) -> None:
    window = await windows.console(chief)

    for chat in (str(uuid.uuid4()), "nonsense"):
        await window.send(type="watch", chat=chat)
        assert (await window.hear("error", chat=chat))["code"] == "unknown_chat"


async def test_the_whole_desk_is_shown_and_kept_up_to_date(
    windows: Windows, opened: Any, agent: User, chief: User
) -> None:
    chat, _, console = await talk(windows, opened, agent)
    window = await windows.console(chief, view="desk")

    await window.send(type="overview", on=True)
    before = (await window.hear("overview"))["active"]
    await console.say(chat, "Which floor?")
    after = (await window.hear("overview"))["active"]

    assert [(one["chat"], one["agent"]["name"], one["last_message_role"]) for one in before] == [
        (chat, "Anna", "visitor")
    ]
    assert [one["last_message_role"] for one in after] == ["agent"]


async def test_without_redis_the_desk_is_shown_as_it_is(
    windows: Windows,
    opened: Any,
    agent: User,
    chief: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = await windows.console(chief, view="desk")
    await window.send(type="overview", on=True)
    assert (await window.hear("overview"))["active"] == []
    await window.send(type="watch", chat=str(opened.chat.pk))
    await window.hear("page")
    monkeypatch.setattr(realtime, "publish", lambda notices: None)
    await sync_to_async(accept_chat)(opened.chat.pk, agent=agent)

    await catch_up(get_hub())

    assert [one["agent"]["name"] for one in (await window.hear("overview"))["active"]] == ["Anna"]
    assert (await window.hear("event", kind="assigned"))["agent"] == "Anna"


async def test_looking_on_is_no_presence(
    windows: Windows, desk: Any, chief: User, settings: Any
) -> None:
    settings.CHAT = {**settings.CHAT, "beat_s": 0.1}
    await sync_to_async(set_presence)(chief, status=PresenceStatus.ONLINE)
    await Presence.objects.filter(user=chief).aupdate(seen_at="2026-01-01T10:00Z")
    window = await windows.console(chief, view="desk")

    for _ in range(3):
        await window.hear("ping")

    presence = await Presence.objects.aget(user=chief)
    assert presence.seen_at.year == 2026
    assert presence.seen_at.month == 1


async def test_a_window_that_looks_away_is_shown_no_more(
    windows: Windows, opened: Any, agent: User, chief: User
) -> None:
    window = await windows.console(chief, view="desk")
    await window.send(type="overview", on=True)
    await window.hear("overview")

    await window.send(type="overview", on=False)
    await window.send(type="sync", chat="a marker", after=0)
    await window.hear("error")
    await sync_to_async(open_chat)(question="Me too", language="en")
    await window.hear("queue")

    assert get_hub().overview.audience() == []
