"""The file's words and ours. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.text import slugify

from helpdesk.people.choices import Language
from helpdesk.redaction import clean, one_line
from tickets.choices import Channel, Outcome, Status
from tickets.importing.errors import BadFile, Refused, Skipped
from tickets.importing.sections import Known, Sections, Words

ALLOWED: Mapping[str, tuple[str, ...]] = {
    "channels": tuple(Channel.values),
    "statuses": tuple(Status.values),
    "outcomes": tuple(Outcome.values),
    "languages": tuple(Language.values),
    "satisfaction": ("1", "2", "3", "4", "5"),
}
FIELD_OF = {
    "channels": "channel",
    "statuses": "status",
    "outcomes": "outcome",
    "languages": "language",
    "satisfaction": "satisfaction",
}
MOST_NEW = 1_000
"""Topics or teams that one import may make: more of them means that the column is another."""
LONGEST_SLUG, LONGEST_NAME = 40, 80


class Translator(NamedTuple):
    """One section of words: what a value of its column means here."""

    section: str
    words: Words

    def read(self, text: str | None) -> str | None:
        """One of our words, or none. Raises `Refused` and `Skipped`."""
        if text is None:
            return None
        allowed = ALLOWED[self.section]
        word = self.words.values.get(text) or text.casefold()
        if word in allowed:
            return word
        if self.words.unknown == "skip":
            raise Skipped
        if self.words.unknown == "refuse":
            raise Refused(
                f"{FIELD_OF[self.section]} has a value that [{self.section}.values] does not map to"
                f" one of {', '.join(allowed)}",
                text,
            )
        return self.words.unknown if self.words.unknown in allowed else None


def translators(given: Sections) -> dict[str, Translator]:
    """By field."""
    return {field: Translator(name, getattr(given, name)) for name, field in FIELD_OF.items()}


@dataclass
class Vocabulary:
    """Topics or teams: their slugs by slug and by name, in small letters; and the new ones."""

    section: str
    rule: Known
    slugs: dict[str, str] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    """Name by slug, of those that the file brings."""

    def find(self, text: str | None) -> str | None:
        """The slug. Raises `Refused`, and `BadFile` where too many are new."""
        if text is None:
            return None
        wanted = self.rule.values.get(text, text)
        slug = self.slugs.get(wanted.casefold())
        if slug or self.rule.unknown == "ignore":
            return slug
        if self.rule.unknown == "refuse":
            raise Refused(
                f"{self.section.removesuffix('s')} is not known here: map it in"
                f" [{self.section}.values], or say unknown = “create” or “ignore”",
                text,
            )
        return self._make(wanted)

    def _make(self, name: str) -> str:
        shown = one_line(clean(name).text)[:LONGEST_NAME]
        slug = slugify(shown)[:LONGEST_SLUG].strip("-")
        if not slug:
            raise Refused(f"{self.section.removesuffix('s')} has a name without letters", name)
        if slug not in self.slugs.values():
            self.made[slug] = shown
        if len(self.made) > MOST_NEW:
            raise BadFile(
                f"The file would make more than {MOST_NEW:,} {self.section}. Is the column right?"
            )
        self.slugs[name.casefold()] = self.slugs[slug] = slug
        return slug
