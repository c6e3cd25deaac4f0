"""What a source of facts and a table of counts are. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from reports.choices import Figure


@dataclass(frozen=True, slots=True)
class Source:
    """The rows that a figure counts: their table (as `s`), what dates them, which of them."""

    figure: Figure
    table: str
    at: str
    channel: str
    which: str
    ends: str = ""
    """Asks for the first and last moment; nothing where another source's are no narrower."""


@dataclass(frozen=True, slots=True)
class Rollup:
    """A table of counts of one source: its keys besides the day, and its sums, as SQL over `s`.

    `{at}`, `{channel}` and `{zone}` in an expression stand for the source's and for the desk's.
    """

    table: str
    source: Source
    keys: Mapping[str, str]
    sums: Mapping[str, str]
    which: str = "TRUE"
    months: str = ""
    """The table of the same sums by month, where there is one."""
    of_days: Mapping[str, str] = field(default_factory=dict)
    """What a reader may ask of a day besides its keys, as SQL over its row `k`: a key of months."""
    days_only: Collection[str] = ()
    """Keys that months do not have."""
    follow: Collection[str] = ()
    """Keys that follow from the others, and are none of the table's primary key."""
    out_of: str = ""
    """A table with more keys and the same sums, counted before: adding its rows up is quicker."""

    @property
    def columns(self) -> tuple[str, ...]:
        return ("day", *self.keys, *self.sums)

    @property
    def read(self) -> tuple[str, ...]:
        """What may be asked of a row, of days or of months."""
        return (*self.columns, *self.of_days)

    @property
    def month_keys(self) -> tuple[str, ...]:
        return (*(key for key in self.keys if key not in self.days_only), *self.of_days)

    @property
    def has_figure(self) -> bool:
        return "figure" in self.keys

    def only(self, names: Collection[str]) -> Rollup:
        """With no other keys and sums than these: what is added up may be added up before."""
        of_days = {name: sql for name, sql in self.of_days.items() if name in names}
        needed = {"figure", *names, *re.findall(r"\w+", " ".join(of_days.values()))}
        return replace(
            self,
            keys={key: sql for key, sql in self.keys.items() if key in needed},
            sums={name: sql for name, sql in self.sums.items() if name in names},
            of_days=of_days,
        )
