"""Offers as consoles are shown them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from chat import dispatch
from chat.actions import accept_chat, close_chat, open_chat, set_presence
from chat.choices import EndReason, PresenceStatus
from chat.hub import get_hub
from chat.models import Chat, Offer, Presence
from chat.watch import catch_up
from helpdesk import realtime
from helpdesk.people.models import Desk, User
from tests.chat.conftest import MakeAgent
from tests.chat.windows import Window, Windows

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
async def mikko(make_agent: MakeAgent) -> User:
    return await sync_to_async(make_agent)("mikko")


async def ask(question: str = "Hello?") -> str:
    return str((await sync_to_async(open_chat)(question=question, language="en")).chat.pk)


async def take_time(seconds: float) -> None:
    """Lets the running offers grow old."""
    async for offer in Offer.objects.filter(ended_at=None):
        offer.offered_at -= timedelta(seconds=seconds)
        offer.expires_at -= timedelta(seconds=seconds)
        await offer.asave()


@pytest.fixture
async def console(routed: None, desk: Desk, agent: User, windows: Windows) -> Window:
    return await windows.console(agent)


async def test_a_chat_that_opens_is_offered_at_once(console: Window) -> None:
    chat = await ask("Printer on fire")

    offer = await console.hear("offer")

    assert (offer["chat"], offer["item"]["question"]) == (chat, "Printer on fire")
    assert offer["item"]["position"] == 1
    assert offer["item"]["promise_at"] == offer["expires_at"]
    assert offer["offered_at"] < offer["expires_at"]


async def test_the_queue_names_to_whom_a_chat_is_shown(console: Window, agent: User) -> None:
    await ask()

    queue = await console.hear("queue")
    while not (queue["waiting"] and queue["waiting"][0]["offered_to"]):
        queue = await console.hear("queue")

    assert queue["waiting"][0]["offered_to"] == {"id": agent.pk, "name": "Anna"}


async def test_accepting_ends_the_offer_in_all_windows_of_the_agent(
    console: Window, windows: Windows, agent: User
) -> None:
    other = await windows.console(agent)
    chat = await ask()
    await console.hear("offer")
    await other.hear("offer")

    await console.send(type="accept", chat=chat)

    assert (await console.hear("offer_over"))["end"] == "accepted"
    assert (await other.hear("offer_over"))["end"] == "accepted"
    assert (await console.hear("chat"))["card"]["via"] == "offer"


async def test_declining_shows_the_chat_to_the_next(
    console: Window, windows: Windows, mikko: User
) -> None:
    theirs = await windows.console(mikko)
    chat = await ask()
    await console.hear("offer")

    await console.send(type="decline", chat=chat)

    assert (await console.hear("offer_over"))["end"] == "declined"
    assert (await theirs.hear("offer"))["chat"] == chat


async def test_what_nobody_answers_goes_on_by_itself(
    console: Window, windows: Windows, mikko: User
) -> None:
    theirs = await windows.console(mikko)
    chat = await ask()
    await console.hear("offer")

    await take_time(30)

    assert (await console.hear("offer_over"))["end"] == "expired"
    assert (await theirs.hear("offer"))["chat"] == chat


async def test_an_agent_who_goes_offline_loses_the_offer_to_the_next_at_once(
    console: Window, windows: Windows, mikko: User
) -> None:
    theirs = await windows.console(mikko)
    chat = await ask()
    await console.hear("offer")

    await console.send(type="status", status="offline")

    assert (await console.hear("offer_over"))["end"] == "withdrawn"
    assert (await theirs.hear("offer"))["chat"] == chat


async def test_whom_another_forestalls_is_told(
    console: Window, windows: Windows, mikko: User
) -> None:
    chat = await ask()
    await console.hear("offer")

    await sync_to_async(accept_chat)(Chat.objects.none().model(pk=chat).pk, agent=mikko)

    assert await console.hear("offer_over") == {
        "type": "offer_over",
        "chat": chat,
        "end": "withdrawn",
    }


async def test_a_place_that_becomes_free_is_offered_the_next_chat(
    console: Window, agent: User
) -> None:
    await Presence.objects.aupdate(capacity=1, since=timezone.now() - timedelta(hours=1))
    first = await ask("First")
    await console.hear("offer")
    await console.send(type="accept", chat=first)
    await console.hear("chat")
    # The desk takes nobody in while all are busy: this one came just before.
    await Presence.objects.aupdate(capacity=2)
    second = await ask("Second")
    await Presence.objects.aupdate(capacity=1)

    await sync_to_async(close_chat)(
        (await Chat.objects.aget(pk=first)).pk, reason=EndReason.AGENT, agent=agent
    )

    assert (await console.hear("offer", chat=second))["chat"] == second


async def test_a_console_that_comes_back_is_shown_its_offers_again(
    console: Window, windows: Windows, agent: User
) -> None:
    chat = await ask()
    first = await console.hear("offer")

    again = await (await windows.console(agent)).hear("offer")

    assert (again["chat"], again["expires_at"]) == (chat, first["expires_at"])


async def test_offers_whose_notices_are_lost_are_shown_all_the_same(
    console: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(realtime, "publish", lambda notices: None)
    chat = await ask()
    while not await Offer.objects.aexists():
        await asyncio.sleep(0.02)

    await catch_up(get_hub())
    offer = await console.hear("offer")
    await sync_to_async(set_presence)(
        await User.objects.aget(), status=PresenceStatus.ONLINE, capacity=4
    )
    await sync_to_async(close_chat)((await Chat.objects.aget(pk=chat)).pk, reason=EndReason.VISITOR)
    await catch_up(get_hub())

    assert offer["chat"] == chat
    assert (await console.hear("offer_over"))["end"] == "withdrawn"


async def test_a_chat_that_is_not_offered_to_one_cannot_be_declined(
    console: Window, windows: Windows, mikko: User
) -> None:
    theirs = await windows.console(mikko)
    chat = await ask()
    await console.hear("offer")

    await theirs.send(type="decline", chat=chat)

    assert (await theirs.hear("error"))["code"] == "unknown_chat"


async def test_visitors_see_a_skip_where_the_log_speaks_of_offers(
    console: Window, windows: Windows
) -> None:
    opened = await sync_to_async(open_chat)(question="Hello?", language="en")
    await console.hear("offer")

    visitor = await windows.visitor(opened.token)
    page = await visitor.hear("page")

    assert [event["kind"] for event in page["events"]] == ["opened", "message", "skip"]


async def test_a_failure_to_route_is_made_good_in_the_next_second(
    console: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    route, failed = dispatch.route, []

    def fail_once() -> None:
        if not failed:
            failed.append(True)
            raise TimeoutError
        route()

    monkeypatch.setattr(dispatch, "route", fail_once)
    monkeypatch.setattr(dispatch, "TICK_S", 0.1)

    chat = await ask()

    assert (await console.hear("offer"))["chat"] == chat


async def test_frames_of_work_and_of_activity_are_written_down_with_the_beat(
    windows: Windows, agent: User
) -> None:
    console = await windows.console(agent)
    long_ago = timezone.now() - timedelta(hours=1)
    await Presence.objects.aupdate(active_at=long_ago)
    hub = get_hub()

    await hub.stamp(list(hub.sockets))
    idle = await Presence.objects.aget()
    await console.send(type="active")
    await console.send(type="sync", chat="x", after=0)
    await console.hear("error")
    await hub.stamp(list(hub.sockets))
    busy = await Presence.objects.aget()

    assert (idle.active_at, idle.tells_activity) == (long_ago, False)
    assert (busy.active_at > long_ago, busy.tells_activity) == (True, True)
