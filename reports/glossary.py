"""Every definition of every report, once, with the reports that use it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports import definitions
from reports.catalogue import REPORTS
from reports.definitions import Definition


@dataclass(frozen=True, slots=True)
class Use:
    """A page that shows figures of a definition."""

    title: Promise
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    definition: Definition
    uses: tuple[Use, ...]


def pages() -> list[tuple[Use, tuple[Definition, ...]]]:
    """Every page with figures, in the order in which they are listed."""
    front = Use(_("How the shift goes"), reverse("reports:index"))
    mix = Use(_("Channel mix"), reverse("reports:channel-mix"))
    return [
        (front, definitions.FRONT),
        (mix, definitions.CHANNEL_MIX),
        *((Use(each.title, _address(each.slug)), each.definitions) for each in REPORTS),
    ]


def _address(slug: str) -> str:
    return reverse("reports:report", args=[slug])


def entries() -> list[Entry]:
    """In the alphabet of the reader's language."""
    used: dict[Definition, list[Use]] = {}
    for use, every in pages():
        for definition in unique(every):
            used.setdefault(definition, []).append(use)
    found = [Entry(definition, tuple(uses)) for definition, uses in used.items()]
    return sorted(found, key=lambda entry: str(entry.definition.name).casefold())


def unique(every: Iterable[Definition]) -> list[Definition]:
    return list(dict.fromkeys(every))
