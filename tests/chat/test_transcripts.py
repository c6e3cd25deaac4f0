"""What a chat leaves behind as files."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from chat.entries import Entry
from chat.transcripts import Heading, as_json, as_text

HELSINKI = ZoneInfo("Europe/Helsinki")


def at(second: int) -> datetime:
    return datetime(2026, 1, 31, 8, 2, second, tzinfo=UTC)


def heading(language: str = "en") -> Heading:
    return Heading(
        chat="c1",
        desk="University desk",
        visitor="Aino",
        topic="Wi-Fi",
        language=language,
        opened_at=at(0),
        ended_at=at(50),
        outcome="solved",
    )


def entry(seq: int, kind: str, **fields: object) -> Entry:
    base = {"chat": "c1", "at": at(seq), "role": "system"}
    return Entry(seq=seq, kind=kind, **{**base, **fields})  # type: ignore[arg-type]  # free fields


LOG = [
    entry(1, "opened"),
    entry(2, "message", role="visitor", name="Aino", body="No wifi 📶\nat all"),
    entry(3, "assigned", data={"agent": "Anna"}),
    entry(4, "note", role="agent", name="Anna", body="Third time today", is_internal=True),
    entry(
        5,
        "transferred",
        role="agent",
        name="Anna",
        data={"to": "Networks", "note": "Hopeless", "from_agent": "Anna"},
    ),
    entry(6, "message", role="agent", name="Mikko", body="Try eduroam"),
    entry(7, "closed", role="visitor", data={"by": "visitor", "outcome": "solved"}),
]


def test_the_text_reads_like_the_conversation_in_the_desks_zone() -> None:
    assert as_text(heading(), LOG, zone=HELSINKI).splitlines() == [
        "University desk · Chat transcript",
        "Started: 2026-01-31 10:02:00 (Europe/Helsinki, UTC+0200)",
        "Ended: 2026-01-31 10:02:50",
        "Visitor: Aino",
        "Topic: Wi-Fi",
        "Outcome: Solved",
        "",
        "[10:02:01] -- The chat was opened --",
        "[10:02:02] Aino: No wifi 📶",
        "           at all",
        "[10:02:03] -- Anna joined --",
        "[10:02:05] -- The chat was handed over to Networks --",
        "[10:02:06] Mikko: Try eduroam",
        "[10:02:07] -- The visitor ended the chat --",
    ]


def test_a_date_stands_where_a_chat_crosses_midnight_in_the_desks_zone() -> None:
    def say(when: datetime, body: str) -> Entry:
        return entry(1, "message", at=when, role="visitor", name="Aino", body=body)

    midnight = datetime(2026, 1, 31, 22, tzinfo=UTC)
    late = [
        say(midnight - timedelta(seconds=1), "Still here?"),
        entry(2, "note", at=midnight, role="agent", name="Anna", is_internal=True),
        say(midnight, "Good morning"),
        say(midnight + timedelta(minutes=1), "Hello?"),
    ]

    assert as_text(heading(), late, zone=HELSINKI).splitlines()[-4:] == [
        "[23:59:59] Aino: Still here?",
        "-- 2026-02-01 --",
        "[00:00:00] Aino: Good morning",
        "[00:01:00] Aino: Hello?",
    ]


def test_notes_are_in_neither_file() -> None:
    files = as_text(heading(), LOG, zone=HELSINKI) + as_json(heading(), LOG, zone=HELSINKI)

    assert "Third time today" not in files
    assert "Hopeless" not in files


def test_the_json_holds_every_word_its_speaker_and_its_time_in_utc() -> None:
    data = json.loads(as_json(heading(), LOG, zone=HELSINKI))

    assert data["time_zone"] == "Europe/Helsinki"
    assert data["opened_at"] == "2026-01-31T08:02:00.000Z"
    assert [event["seq"] for event in data["events"]] == [1, 2, 3, 5, 6, 7]
    assert data["events"][1] == {
        "seq": 2,
        "kind": "message",
        "at": "2026-01-31T08:02:02.000Z",
        "from": {"role": "visitor", "name": "Aino"},
        "body": "No wifi 📶\nat all",
    }


def test_what_the_program_says_by_itself_the_desk_says() -> None:
    log = [entry(1, "message", body="Are you still there?")]

    assert as_text(heading(), log, zone=HELSINKI).splitlines()[-1] == (
        "[10:02:01] University desk: Are you still there?"
    )
