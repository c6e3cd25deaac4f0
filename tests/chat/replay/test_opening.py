"""A chat is opened with the patience of a person."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from chat.client import ChatRefused, Endpoint, Opened, ServerGone
from chat.replay import opening
from chat.replay.files import Conversation, Turn
from chat.replay.records import Record

OPENED = Opened("c", "t", "waiting")
TURN = Turn(datetime(2026, 1, 31, tzinfo=UTC), "visitor", " Aino \n", "Hätä", "Hätä")
ENDPOINT = Endpoint("ws://desk.example")


class Desk:
    """Answers each opening with the next of these."""

    def __init__(self, *answers: Opened | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []

    async def open_chat(self, endpoint: Endpoint, **given: Any) -> Opened:
        self.asked.append(given)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


async def opened(
    monkeypatch: pytest.MonkeyPatch, desk: Desk, *, turn: Turn = TURN, language: str = "fi"
) -> tuple[Opened, Record]:
    monkeypatch.setattr(opening, "open_chat", desk.open_chat)
    monkeypatch.setattr(opening, "PAUSE_S", (0.0, 0.01))
    record = Record("f, line 1", 1, "agent")
    held = Conversation("id", "f, line 1", language, (turn,))
    answer = await opening.open_patiently(ENDPOINT, held, turn, patience_s=0.1, record=record)
    return answer, record


def closed(reason: str) -> ChatRefused:
    return ChatRefused("closed", reason=reason)


async def test_the_question_is_sent_raw_and_the_name_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = Desk(OPENED)

    await opened(monkeypatch, desk)

    identity = desk.asked[0].pop("client_id")
    assert uuid.UUID(identity)
    assert desk.asked == [{"question": "Hätä", "name": "Aino", "language": "fi"}]


@pytest.mark.parametrize(
    ("recorded", "said"), [("sv-FI", "sv"), ("EN", "en"), ("de", ""), ("", "")]
)
async def test_a_language_the_desk_does_not_speak_is_left_to_the_desk(
    monkeypatch: pytest.MonkeyPatch, recorded: str, said: str
) -> None:
    desk = Desk(OPENED)

    await opened(monkeypatch, desk, language=recorded)

    assert desk.asked[0]["language"] == said


@pytest.mark.parametrize(
    "passing", [closed("full"), closed("queue"), closed("nobody"), ChatRefused("rate_limited")]
)
async def test_what_passes_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, passing: ChatRefused
) -> None:
    answer, record = await opened(monkeypatch, Desk(passing, OPENED))

    assert (answer, record.reopened) == (OPENED, 0)


@pytest.mark.parametrize("final", [closed("hours"), ChatRefused("http_400"), closed("full")])
async def test_what_does_not_pass_is_refused(
    monkeypatch: pytest.MonkeyPatch, final: ChatRefused
) -> None:
    with pytest.raises(ChatRefused) as refusal:
        await opened(monkeypatch, Desk(final))

    assert refusal.value is final


async def test_a_broken_opening_is_repeated_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(ServerGone("away"), ServerGone("away"), OPENED)

    answer, record = await opened(monkeypatch, desk)

    assert (answer, record.reopened) == (OPENED, 2)
    assert len({given["client_id"] for given in desk.asked}) == 1


async def test_a_server_that_stays_away_ends_the_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ServerGone):
        await opened(monkeypatch, Desk(ServerGone("away")))
