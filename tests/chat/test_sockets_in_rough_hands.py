"""Whatever comes over a socket: it is answered by codes, and nobody else notices."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any, get_args

import msgspec
import pytest
from asgiref.sync import sync_to_async
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from chat import protocol
from chat.actions import accept_chat, close_chat, open_chat, set_presence
from chat.choices import EndReason, PresenceStatus
from chat.hub import get_hub
from chat.models import Chat, Event
from helpdesk.people.models import Desk, User
from tests.chat.conftest import MakeAgent
from tests.chat.windows import Window, Windows, session_cookie

pytestmark = pytest.mark.django_db(transaction=True)

ERRORS = {
    "bad_frame",
    "too_large",
    "rate_limited",
    "not_allowed",
    "unknown_chat",
    "chat_closed",
    "client_id_conflict",
    "already_taken",
    "at_capacity",
    "unavailable",
    "upgrade",
    # Beside those that the protocol names:
    "invalid",
    "not_found",
    "other_person",
    "ticket_closed",
    "has_ticket",
}
CLOSE_CODES = {4400, 4401, 4403, 4408, 4410, 4429, 4500, 1012, 1013}
ERROR_FIELDS = {"type", "client_id", "chat", "code", "retry", "after_ms", "by"}
FRAMES = {frame.__struct_config__.tag: frame for frame in get_args(protocol.Frame)}
MINE, THEIRS, WAITING = "<mine>", "<theirs>", "<waiting>"
"""Stand for chats that an example has not opened yet."""

scalars = (
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=20)
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
LIKELY: dict[str, st.SearchStrategy[Any]] = {
    "chat": st.sampled_from([MINE, MINE, THEIRS, WAITING, str(uuid.UUID(int=7)), "x", ""]),
    "client_id": st.sampled_from([str(uuid.UUID(int=n)) for n in range(3)]) | st.text(max_size=40),
    "body": st.text(max_size=40) | st.sampled_from(["x" * 8001, "\x00", "🔥" * 50]),
    "after": st.integers(-1, 2**31),
    "seq": st.integers(-1, 2**31),
    "limit": st.integers(-1, 300),
    "v": st.integers(0, 2),
    "n": st.integers(-1, 2**70),
    "on": st.booleans(),
    "note": st.booleans() | st.text(max_size=20),
    "outcome": st.sampled_from(["solved", "open", "", "else", None]),
    "topic": st.integers(-1, 2**63) | st.text(max_size=90),
    "team": st.integers(-1, 2**63) | st.text(max_size=90),
    "agent": st.integers(-1, 0) | st.integers(10**6, 2**63) | st.text(max_size=90),
    "status": st.sampled_from(["online", "away", "offline", "asleep"]),
    "capacity": st.integers(-1, 9),
    "chats": st.dictionaries(
        st.sampled_from([MINE, THEIRS, "x"]),
        st.fixed_dictionaries({"epoch": st.text(max_size=5), "after": st.integers(-1, 9)}),
    ),
}


@st.composite
def frames(draw: st.DrawFn) -> str:
    """A frame of the registry whose fields are right, wrong, missing, or of another frame."""
    tag = draw(st.sampled_from(sorted(FRAMES)))
    names = [field.name for field in msgspec.structs.fields(FRAMES[tag])]
    extra = draw(st.lists(st.sampled_from([*LIKELY, "type", "else"]), max_size=2))
    fields = {
        name: draw(LIKELY.get(name, anything) if draw(st.integers(0, 9)) else anything)
        for name in [*names, *extra]
        if draw(st.integers(0, 9))
    }
    return json.dumps({"type": tag, **fields}, ensure_ascii=draw(st.booleans()))


@st.composite
def torn(draw: st.DrawFn) -> str:
    """A frame that was cut, or two that ran together."""
    text = draw(frames())
    place = draw(st.integers(0, len(text)))
    return text[:place] + draw(st.sampled_from(["", text, "\x00", "{"]))


rough = st.one_of(
    frames(),
    frames(),
    frames(),
    torn(),
    st.text(max_size=60),
    st.binary(max_size=60),
    anything.map(json.dumps),
    st.sampled_from(["[" * 10_000, '{"type":"send","body":"' + "x" * 40_000, "1" * 5000]),
)
handfuls = st.lists(rough, min_size=1, max_size=25)
FEW = tries(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Bystanders:
    """A visitor and an agent who have nothing to do with it."""

    def __init__(self, chat: str, visitor: Window, console: Window) -> None:
        self.chat, self.visitor, self.console = chat, visitor, console

    async def are_well(self) -> None:
        """They talk, and heard nothing but each other."""
        for mouth, ear in ((self.visitor, self.console), (self.console, self.visitor)):
            said = await mouth.say(self.chat, "Undisturbed")
            await mouth.hear("ok", client_id=said)
            await ear.hear("event", client_id=said)
        for window in (self.visitor, self.console):
            seen = [frame for frame in window.seen if frame.get("chat") not in (None, self.chat)]
            assert seen == []
            assert [frame for frame in window.seen if frame["type"] in ("error", "bye")] == []


async def settle(window: Window) -> None:
    """Returns when all that was sent is carried out and answered, or the socket has ended."""
    hub = get_hub()
    while not window.socket.future.done() and not (
        window.socket.input_queue.empty()
        and all(socket._in.idle and socket.out.idle for socket in hub.sockets)
    ):
        await asyncio.sleep(0.001)


def judge(window: Window) -> bool:
    """Looks at all that the server said; whether it has ended the socket."""
    while not window.socket.output_queue.empty():
        event = window.socket.output_queue.get_nowait()
        if event["type"] == "websocket.close":
            assert event["code"] in CLOSE_CODES
            return True
        frame = json.loads(event["text"])
        if frame["type"] == "error":
            assert frame["code"] in ERRORS
            assert set(frame) <= ERROR_FIELDS, "no word of ours but the code"
    return False


async def handle_roughly(window: Window, handful: list[str | bytes], names: dict[str, str]) -> None:
    for what in handful:
        kind = "bytes" if isinstance(what, bytes) else "text"
        for stand_in, chat in names.items() if isinstance(what, str) else ():
            what = what.replace(stand_in, chat)
        await window.socket.send_input({"type": "websocket.receive", kind: what})
    await settle(window)
    judge(window)


@sync_to_async
def prepare(agent: User) -> tuple[Any, Any]:
    """A chat of the rough one, and one that waits."""
    set_presence(agent, status=PresenceStatus.ONLINE, capacity=6)
    mine = open_chat(question="Mine", language="en", name="Rough")
    waiting = open_chat(question="Waiting", language="en")
    accept_chat(mine.chat.pk, agent=agent)
    return mine, waiting.chat


@sync_to_async
def clear_away(*chats: Chat) -> None:
    for chat in Chat.objects.unfinished().filter(pk__in=[chat.pk for chat in chats]):
        close_chat(chat.pk, reason=EndReason.IDLE)


@pytest.mark.parametrize("side", ["visitor", "agent"])
@pytest.mark.parametrize("greeted", [True, False])
def test_rough_frames_are_answered_by_codes_and_disturb_nobody(
    side: str, greeted: bool, agent: User, make_agent: MakeAgent, opened: Any, settings: Any
) -> None:
    settings.CHAT = {
        **settings.CHAT, "frames_per_s": 500.0, "visitor_burst": 500, "agent_burst": 500,
    }  # fmt: skip
    Desk.objects.update(queue_limit=10_000)
    rough_agent = make_agent("rough", capacity=6)
    accept_chat(opened.chat.pk, agent=agent)
    theirs = str(opened.chat.pk)

    with asyncio.Runner() as loop:
        windows = Windows()
        bystanders = loop.run(stand_by(windows, opened, agent))

        @FEW
        @given(handfuls)
        def fuzz(handful: list[str | bytes]) -> None:
            loop.run(one_rough_visit(handful))

        async def one_rough_visit(handful: list[str | bytes]) -> None:
            mine, waiting = await prepare(rough_agent)
            names = {MINE: str(mine.chat.pk), THEIRS: theirs, WAITING: str(waiting.pk)}
            before = len(get_hub().sockets)
            window = await enter(windows, side, mine.token, rough_agent, greeted)
            try:
                await handle_roughly(window, handful, names)
            finally:
                await window.socket.send_input({"type": "websocket.disconnect", "code": 1001})
                await asyncio.wait([window.socket.future])
                await clear_away(mine.chat, waiting)
            await bystanders.are_well()
            assert len(get_hub().sockets) == before, "nothing of it stays"
            assert await Event.objects.filter(chat=theirs, name="Rough").acount() == 0

        fuzz()
        loop.run(windows.close_all())


async def stand_by(windows: Windows, opened: Any, agent: User) -> Bystanders:
    return Bystanders(
        str(opened.chat.pk), await windows.visitor(opened.token), await windows.console(agent)
    )


async def enter(windows: Windows, side: str, token: str, agent: User, greeted: bool) -> Window:
    if side == "visitor":
        return await (windows.visitor(token) if greeted else windows.connect("/ws/chat/"))
    if greeted:
        return await windows.console(agent)
    cookie = await sync_to_async(session_cookie)(agent)
    return await windows.connect("/ws/console/", cookie=cookie)
