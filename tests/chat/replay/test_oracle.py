"""The judge finds each fault that is planted, and none in a conversation that went well."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from chat.replay.oracle import Findings, judge
from chat.replay.records import Record, Said, Seen, Stored

TEXTS = (("visitor", "Help"), ("agent", "How?"), ("visitor", "So"), ("visitor", "And so"))


@dataclass
class Case:
    """A conversation of four messages that went well, and what is stored of it."""

    record: Record
    stored: Stored

    def window(self, side: str) -> list[Seen]:
        return self.record.visitor_window if side == "visitor" else self.record.agent_window

    def store(self, **changes: object) -> None:
        self.stored = replace(self.stored, **changes)  # type: ignore[arg-type]  # by name

    def judge(self) -> Findings:
        found = judge(self.record, self.stored)
        found.notes.clear()
        return found


def transcript(log: list[Seen]) -> bytes:
    events = [
        {"seq": e.seq, "kind": e.kind, "from": {"role": e.side, "name": ""}, "body": e.body}
        for e in log
    ]
    return json.dumps({"events": events}).encode()


@pytest.fixture
def case() -> Case:
    said = [
        Said(
            "visitor" if side == "visitor" else "agent",
            text,
            f"id{n}" if n else None,
            n,
            True,
            n + 0.5,
        )
        for n, (side, text) in enumerate(TEXTS)
    ]
    log = [Seen(1, "opened", "system", None, "")]
    log += [Seen(n, "message", s.side, s.client_id, s.expected) for n, s in enumerate(said, 2)]
    log += [Seen(6, "closed", "agent", "x", "", by="agent")]
    record = Record("f, line 1", 4, "agent", "chat", said, list(log), list(log))
    return Case(record, Stored("closed", "agent", tuple(log), 1, transcript(log)))


def test_a_conversation_that_went_well_has_no_fault(case: Case) -> None:
    assert case.judge() == Findings()


def test_a_message_missing_in_the_log_is_lost(case: Case) -> None:
    log = [entry for entry in case.stored.log if entry.body != "How?"]
    case.store(
        log=tuple(replace(e, seq=n) for n, e in enumerate(log, 1)), transcript=transcript(log)
    )
    case.record.visitor_window[:] = case.record.agent_window[:] = case.stored.log

    assert case.judge() == Findings(lost=1, differing_transcripts=1)


@pytest.mark.parametrize(
    ("body", "side"), [("How?", "visitor"), ("So", "agent"), ("Help", "agent")]
)
def test_a_message_that_the_other_side_never_saw_is_lost(case: Case, body: str, side: str) -> None:
    window = case.window(side)
    window[:] = [entry for entry in window if entry.body != body]

    assert case.judge() == Findings(lost=1, differing_transcripts=1)


def test_a_message_stored_under_two_numbers_is_twice(case: Case) -> None:
    again = Seen(7, "message", "agent", "id1", "How?")
    case.store(log=(*case.stored.log, again))

    assert case.judge() == Findings(twice=1, disordered=1, differing_transcripts=1)


@pytest.mark.parametrize("side", ["visitor", "agent"])
def test_a_message_shown_twice_is_twice(case: Case, side: str) -> None:
    case.window(side).append(case.stored.log[2])

    assert case.judge() == Findings(twice=1, differing_transcripts=1)


def test_a_question_stored_again_is_twice(case: Case) -> None:
    case.store(log=(*case.stored.log, Seen(7, "message", "visitor", None, "Help")))

    assert case.judge() == Findings(twice=1, disordered=1, differing_transcripts=1)


def test_a_message_that_nobody_said_is_one_too_many(case: Case) -> None:
    case.store(log=(*case.stored.log, Seen(7, "message", "visitor", "other", "?")))

    assert case.judge() == Findings(twice=1, differing_transcripts=1)


def test_messages_stored_in_another_order_are_out_of_order(case: Case) -> None:
    log = list(case.stored.log)
    log[3], log[4] = replace(log[4], seq=4), replace(log[3], seq=5)
    case.store(log=tuple(log), transcript=transcript(log))
    case.record.visitor_window[:] = case.record.agent_window[:] = log

    assert case.judge() == Findings(disordered=1, differing_transcripts=1)


def test_a_gap_in_the_numbers_is_out_of_order(case: Case) -> None:
    log = [*case.stored.log[:-1], replace(case.stored.log[-1], seq=7)]
    case.store(log=tuple(log))
    case.record.visitor_window[:] = case.record.agent_window[:] = log

    assert case.judge() == Findings(disordered=1)


def test_a_window_unlike_the_log_is_out_of_order(case: Case) -> None:
    case.record.visitor_window[0] = replace(case.record.visitor_window[0], kind="assigned")

    assert case.judge() == Findings(disordered=1)


def test_what_is_not_for_the_visitor_may_be_skipped(case: Case) -> None:
    case.record.visitor_window[0] = Seen(1, "skip", "", None, "")

    assert case.judge() == Findings()


def test_a_message_without_answer_is_not_acknowledged_and_not_lost(case: Case) -> None:
    case.record.said[3].acknowledged = False

    assert case.judge() == Findings(unacknowledged=1)


def test_a_chat_without_ticket_is_found(case: Case) -> None:
    case.store(tickets=0, transcript=None)

    assert case.judge() == Findings(missing_tickets=1, differing_transcripts=1)


def test_a_second_ticket_is_found(case: Case) -> None:
    case.store(tickets=2)

    assert case.judge() == Findings(extra_tickets=1)


@pytest.mark.parametrize("content", [None, b"", b"[]", b'{"events": 3}', b'{"events": [3]}'])
def test_a_transcript_that_cannot_be_used_differs(case: Case, content: bytes | None) -> None:
    case.store(transcript=content)

    assert case.judge() == Findings(differing_transcripts=1)


Change = Callable[[list[Seen]], list[Seen]]


@pytest.mark.parametrize(
    "change",
    [
        lambda log: [replace(e, body=e.body.upper()) for e in log],
        lambda log: log[:-2],
        lambda log: [*log, log[2]],
        lambda log: [replace(e, side="agent") for e in log],
    ],
)
def test_a_transcript_with_another_text_differs(case: Case, change: Change) -> None:
    case.store(transcript=transcript(change(list(case.stored.log))))

    assert case.judge() == Findings(differing_transcripts=1)


def test_a_text_changed_everywhere_alike_differs_from_what_was_said(case: Case) -> None:
    log = [replace(e, body=e.body.replace("How?", "How")) for e in case.stored.log]
    case.store(log=tuple(log), transcript=transcript(log))
    case.record.visitor_window[:] = case.record.agent_window[:] = log

    assert case.judge() == Findings(differing_transcripts=1)


def test_a_stored_identity_code_is_found_wherever_it_is(case: Case) -> None:
    case.store(texts=("131052-308T", "Subject of 131052-308T"))

    assert case.judge() == Findings(identity_codes=2)


def test_a_conversation_that_broke_off_has_failed_and_is_judged_as_far_as_it_came(
    case: Case,
) -> None:
    case.record.failure = "the agent went home"
    case.record.visitor_window.pop()
    case.store(end_reason="left")

    assert case.judge() == Findings(failed_chats=1)
    assert judge(case.record, case.stored).notes == ["the agent went home"]


def test_a_chat_that_somebody_else_closed_has_failed(case: Case) -> None:
    case.store(end_reason="idle")

    assert judge(case.record, case.stored) == Findings(
        failed_chats=1, notes=["closed by idle, not by the agent"]
    )


def test_a_chat_that_vanished_has_lost_all_that_was_acknowledged(case: Case) -> None:
    assert judge(case.record, None) == Findings(
        lost=4, missing_tickets=1, notes=["lost: 4", "missing tickets: 1"]
    )


def test_a_chat_that_was_never_opened_has_failed_and_owes_no_ticket() -> None:
    record = Record("f, line 1", 4, "agent", failure="the desk is full")

    assert judge(record, None) == Findings(failed_chats=1, notes=["the desk is full"])


def test_findings_add_up() -> None:
    total = Findings(lost=1, notes=["a"])

    total.add(Findings(lost=2, twice=3, notes=["b"]))

    assert total == Findings(lost=3, twice=3, notes=["a", "b"])
    assert total.faults == 6
