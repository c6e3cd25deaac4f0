"""Moments as other systems write them. Pure."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from tickets.importing.errors import BadMapping, Refused
from tickets.importing.names import near

ISO, EPOCH, EPOCH_MS = "iso", "epoch", "epoch_ms"
_NUMBER = re.compile(r"\d{1,16}(?:\.\d{1,9})?")
_PROBE = datetime(2021, 11, 23, 12, 34, 56, tzinfo=UTC)
EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)


def find_zone(name: str) -> zoneinfo.ZoneInfo:
    """The zone of this IANA name. Raises `BadMapping`."""
    names = zoneinfo.available_timezones()
    if name in names:
        return zoneinfo.ZoneInfo(name)
    if not name:
        raise BadMapping(
            "[times] must name the zone of times without one, such as zone = “Europe/Helsinki”."
        )
    raise BadMapping(f"There is no time zone “{name}”.{near(name, names)}")


def check_formats(formats: Sequence[str]) -> None:
    """Each must be known and hold a whole date. Raises `BadMapping`."""
    if not formats:
        raise BadMapping("[times] formats must hold at least one, such as “iso” or “%d/%m/%Y”.")
    for one in formats:
        if one not in (ISO, EPOCH, EPOCH_MS) and not _is_whole(one):
            raise BadMapping(
                f"[times] formats holds “{one}”, which reads no date. Use iso, epoch, epoch_ms, or"
                " signs as in “%d/%m/%Y %H:%M” that give year, month and day."
            )


def _is_whole(pattern: str) -> bool:
    try:
        read = datetime.strptime(_PROBE.strftime(pattern), pattern)
    except (ValueError, re.error):
        return False
    return read.date() == _PROBE.date()


def _from_epoch(text: str, units_a_second: int) -> datetime:
    if not _NUMBER.fullmatch(text):
        raise ValueError
    return datetime.fromtimestamp(float(text) / units_a_second, UTC)


@dataclass(frozen=True)
class Times:
    """Reads moments: the formats are tried in order, an offset in the value wins over the zone.

    A local time that occurs twice is the `first` or the `second` of the two, or refused. One that
    does not occur, because clocks were put on, is read as if they had not yet been (`forward`:
    03:30 becomes 04:30), or refused.
    """

    zone: zoneinfo.ZoneInfo
    formats: tuple[str, ...]
    repeated: str = "first"
    skipped: str = "forward"

    def read(self, text: str) -> datetime:
        """The moment in UTC. Raises `Refused`."""
        return _read(self, text)

    def _parse(self, text: str) -> datetime:
        for one in self.formats:
            try:
                if one == ISO:
                    return datetime.fromisoformat(text)
                if one in (EPOCH, EPOCH_MS):
                    return _from_epoch(text, 1000 if one == EPOCH_MS else 1)
                return datetime.strptime(text, one)
            except (ValueError, OverflowError, OSError):
                continue
        raise Refused("is no date in any format of the mapping", text)

    def _in_utc(self, read: datetime, text: str) -> datetime:
        if read.tzinfo:
            return read.astimezone(UTC)
        first = read.replace(tzinfo=self.zone, fold=0)
        second = read.replace(tzinfo=self.zone, fold=1)
        if first.utcoffset() == second.utcoffset():
            return first.astimezone(UTC)
        exists = first.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) == read
        rule = self.repeated if exists else self.skipped
        if rule == "refuse":
            often = "twice" if exists else "never"
            raise Refused(f"occurs {often} on the night when clocks change", text)
        return (second if rule == "second" else first).astimezone(UTC)


@lru_cache(maxsize=4096)
def _read(times: Times, text: str) -> datetime:
    try:
        moment = times._in_utc(times._parse(text), text)
    except OverflowError:
        raise Refused("is no date in any format of the mapping", text) from None
    if moment < EARLIEST:
        raise Refused("lies before 1970, so the format is probably another", text)
    return moment
