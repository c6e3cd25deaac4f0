"""A document: reports as they are shown, and as they are kept in JSON, without loss.

What is kept of a picture is each look that a page, a mail or a print asks for, so that nothing has
to be counted again to show it. Where the figures led to lists is left out: lists go on changing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reports.charts.looks import Look, Spec, look
from reports.grids import Column, Grid, Kind, Row, Value
from reports.intervals import Interval
from reports.report import Answer, Picture

Json = dict[str, Any]
LOOKS = {
    "light-broad": look("light", "broad"),
    "light-narrow": look("light", "narrow"),
    "light-wide": look("light", "wide"),  # on paper
    "dark-broad": look("dark", "broad"),
    "dark-narrow": look("dark", "narrow"),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a figure meant when it was computed."""

    key: str
    version: int
    name: str
    text: str


@dataclass(frozen=True)
class Section:
    """One report with its answer, as a reader sees it; `number` is 0 for what has none."""

    number: int
    slug: str
    title: str
    question: str
    filters: tuple[tuple[str, str], ...]
    answer: Answer
    definitions: tuple[Meaning, ...]
    headline: str = ""


@dataclass(frozen=True)
class Document:
    """One or several reports under one title; days are those of `zone`."""

    title: str
    zone: str
    sections: tuple[Section, ...]

    @property
    def definitions(self) -> list[Meaning]:
        """Those of all sections, each once."""
        found = {(each.key, each.version): each for s in self.sections for each in s.definitions}
        return list(found.values())


Maker = Callable[[str, str], Document]
"""Makes the document of a slug and a query, now, in the language that is active."""


def dumped(document: Document) -> Json:
    return {
        "title": document.title,
        "zone": document.zone,
        "sections": [_section(section) for section in document.sections],
    }


def loaded(kept: Json) -> Document:
    """The inverse of `dumped`."""
    sections = tuple(_loaded_section(section) for section in kept["sections"])
    return Document(kept["title"], kept["zone"], sections)


def _section(section: Section) -> Json:
    answer = section.answer
    return {
        "number": section.number,
        "slug": section.slug,
        "title": section.title,
        "question": section.question,
        "filters": [list(pair) for pair in section.filters],
        "headline": [section.headline, _cell(answer.headline)],
        "sentences": list(answer.sentences),
        "warnings": list(answer.warnings),
        "notes": list(answer.notes),
        "pictures": [_picture(picture) for picture in answer.pictures],
        "grids": [_grid(grid) for grid in answer.grids],
        "definitions": [[m.key, m.version, m.name, m.text] for m in section.definitions],
    }


def _loaded_section(kept: Json) -> Section:
    name, headline = kept["headline"]
    return Section(
        kept["number"],
        kept["slug"],
        kept["title"],
        kept["question"],
        tuple((name, value) for name, value in kept["filters"]),
        Answer(
            sentences=tuple(kept["sentences"]),
            grids=tuple(_loaded_grid(grid) for grid in kept["grids"]),
            pictures=tuple(_loaded_picture(picture) for picture in kept["pictures"]),
            warnings=tuple(kept["warnings"]),
            notes=tuple(kept["notes"]),
            headline=_value(headline),
        ),
        tuple(Meaning(*meaning) for meaning in kept["definitions"]),
        name,
    )


def _picture(picture: Picture) -> Json:
    draw: Callable[[Look], Spec | str] | None = picture.spec or picture.svg
    looks = {name: draw(seen) for name, seen in LOOKS.items()} if draw else {}
    kind = "spec" if picture.spec else "svg"
    return {
        "key": picture.key,
        "alt": picture.alt,
        "caption": picture.caption,
        "kind": kind,
        "looks": looks,
    }


def _loaded_picture(kept: Json) -> Picture:
    drawn = _as_kept(kept["looks"])
    return Picture(kept["key"], kept["alt"], caption=kept["caption"], **{kept["kind"]: drawn})


def _as_kept(looks: Mapping[str, Any]) -> Callable[[Look], Any]:
    """Draws a picture as it was; in the look for large screens where the asked one is not kept."""

    def draw(asked: Look) -> Any:
        names = (name for name, seen in LOOKS.items() if seen == asked)
        return looks[next(names, "light-broad")]

    return draw


def _grid(grid: Grid) -> Json:
    return {
        "key": grid.key,
        "title": grid.title,
        "columns": [[c.key, c.title, c.kind.value, c.channel] for c in grid.columns],
        "rows": [
            {
                "values": [_cell(value) for value in row.values],
                "is_total": row.is_total,
                "is_provisional": row.is_provisional,
                "is_too_few": row.is_too_few,
            }
            for row in grid.rows
        ],
    }


def _loaded_grid(kept: Json) -> Grid:
    return Grid(
        kept["key"],
        kept["title"],
        tuple(Column(key, title, Kind(kind), own) for key, title, kind, own in kept["columns"]),
        tuple(
            Row(
                tuple(_value(value) for value in row["values"]),
                is_total=row["is_total"],
                is_provisional=row["is_provisional"],
                is_too_few=row.get("is_too_few", False),
            )
            for row in kept["rows"]
        ),
    )


def _cell(value: Value) -> Any:
    """As JSON, and so that its type is known again."""
    match value:
        case Decimal():
            return {"decimal": str(value)}
        case date():
            return {"day": value.isoformat()}
        case Interval():
            return {"interval": [value.low, value.high]}
        case str():
            return str(value)  # a lazy text may say that it is a str
        case _:
            return value


def _value(kept: Any) -> Any:
    match kept:
        case {"decimal": text}:
            return Decimal(text)
        case {"day": text}:
            return date.fromisoformat(text)
        case {"interval": [low, high]}:
            return Interval(low, high)
        case _:
            return kept
