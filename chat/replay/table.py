"""The account of a replay, for people."""

from __future__ import annotations

from chat.replay.measure import percentile
from chat.replay.totals import Totals

Row = tuple[str, str]


def render(totals: Totals, *, of_chats: int) -> str:
    """The table, and under it the faults in words."""
    rows = _counts(totals, of_chats) + _faults(totals) + _figures(totals)
    width = max(len(label) for label, _ in rows)
    figures = max(len(value) for _, value in rows)
    lines = [f"{label:<{width}}  {value:>{figures}}" for label, value in rows]
    return "\n".join([*lines, *_notes(totals)])


def _counts(totals: Totals, of_chats: int) -> list[Row]:
    chats = f"{totals.chats:,}"
    return [
        ("chats", chats if totals.chats == of_chats else f"{chats} of {of_chats:,}"),
        ("messages sent", f"{totals.sent:,}"),
        ("acknowledged", f"{totals.acknowledged:,}"),
        ("shown on the other side", f"{totals.shown:,}"),
        ("tickets", f"{totals.tickets:,}"),
    ]


def _faults(totals: Totals) -> list[Row]:
    found = totals.findings
    return [
        ("lost", f"{found.lost:,}"),
        ("twice", f"{found.twice:,}"),
        ("out of order", f"{found.disordered:,}"),
        ("not acknowledged", f"{found.unacknowledged:,}"),
        ("missing tickets", f"{found.missing_tickets:,}"),
        ("more than one ticket", f"{found.extra_tickets:,}"),
        ("transcripts that differ", f"{found.differing_transcripts:,}"),
        ("identity codes stored", f"{found.identity_codes:,}"),
        ("chats that failed", f"{found.failed_chats:,}"),
    ]


def _figures(totals: Totals) -> list[Row]:
    values = sorted(totals.latencies)
    rows = [
        (f"send to shown, p{share}", f"{1000 * percentile(values, share / 100):,.1f} ms")
        for share in (50, 95, 99)
        if values
    ]
    rate = totals.shown / totals.seconds if totals.seconds else 0.0
    return [
        *rows,
        ("duration", f"{totals.seconds:,.1f} s"),
        ("messages a second", f"{rate:,.1f}"),
        ("sent again", f"{totals.resent:,}"),
        ("connections lost", f"{totals.reconnects:,}"),
        ("openings repeated", f"{totals.reopened:,}"),
    ]


def _notes(totals: Totals) -> list[str]:
    return ["", *totals.findings.notes] if totals.findings.notes else []
