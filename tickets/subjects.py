"""A subject that a person can read, made from what somebody wrote."""

from __future__ import annotations

import re
from itertools import chain

from django.utils.translation import gettext

ELLIPSIS = "…"

_GREETING_WORDS = (
    "hi hello hey heya hiya dear greetings good+morning good+afternoon good+evening good+day "
    "moi moikka moro hei heippa heipat hola terve tervehdys huomenta huomenia päivää iltaa "
    "hyvää+huomenta hyvää+päivää hyvää+iltaa hyvä+vastaanottaja "
    "hej hejsan hallå tja tjena goddag god+dag god+morgon god+kväll bästa"
)
_ADDRESSEES = (
    "there all everyone everybody folks guys again team support helpdesk help+desk it+support "
    "service+desk taas kaikki kaikille tuki it-tuki it+tuki palvelupiste igen alla it-stöd it+stöd"
)
_FILLERS = (
    "ok okay well so yes no yeah please sorry thanks thank you help anyone anybody here question "
    "excuse me no niin joo kyllä ei anteeksi kiitos apua kysymys onko täällä ketään ja nej "
    "ursäkta förlåt tack hjälp fråga är någon här i have a need is mulla minulla on olisi yksi "
    "jag har en lol oh new another uusi toinen ny annan"
)


def _any_of(words: str) -> str:
    by_length = sorted(words.split(), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\+", r"\s+") for word in by_length)


_WORD_ENDS = r"(?=[\s,;:.!?…)]|$)"
_GREETING = re.compile(
    rf"(?:{_any_of(_GREETING_WORDS)}){_WORD_ENDS}(?:[\s,]+(?:{_any_of(_ADDRESSEES)}){_WORD_ENDS})*"
    r"(?:[:;]-?[)D(]|[\s,;:.!?…–-])*",
    re.IGNORECASE,
)
_LEADING_MARKS = re.compile(r"^(?:[:;]-?[)D(]|[\s,;:.!?…*>–—-])+(?=\S)")
_REPLY_PREFIX = re.compile(r"^(?:(?:re|fwd?|vs|vl|sv|vb|aw)\s*:\s*|\[#\d+\]\s*)+", re.IGNORECASE)


def subject_from(text: str, *, limit: int = 80) -> str:
    """The first line that says something, without its greeting, at most `limit` characters long.

    A longer line is cut at a word and ends in an ellipsis. Never empty: a text without any words
    gets a phrase in the active language.
    """
    spoken = [" ".join(line.split()) for line in text.splitlines() if re.search(r"\w", line)]
    bare = [line for line in map(_without_greeting, spoken) if re.search(r"\w", line)]
    telling = [line for line in bare if not _is_filler(line)]
    subject = next(chain(telling, bare, spoken), "") or gettext("Question without words")
    return _cut(_capitalised(subject), limit)


def without_reply_prefix(subject: str) -> str:
    """The subject of a mail without `Re:`, its sisters in other languages, and our numbers."""
    return _REPLY_PREFIX.sub("", subject.strip())


def _without_greeting(line: str) -> str:
    while match := _GREETING.match(line):
        line = line[match.end() :]
    return _LEADING_MARKS.sub("", line)


def _is_filler(line: str) -> bool:
    return set(re.findall(r"\w+", line.lower())) <= set(_FILLERS.split())


def _capitalised(line: str) -> str:
    """A capital first letter, unless the first word is a name or a command with marks inside."""
    first = line.split(maxsplit=1)[0].replace("'", "").rstrip(",.?!")
    return line[0].upper() + line[1:] if first.isalpha() and first.islower() else line


def _cut(line: str, limit: int) -> str:
    if len(line) <= limit:
        return line
    room = line[:limit]
    head = room.rsplit(None, 1)[0] if " " in room[limit // 2 :] else room[: limit - 1]
    return head.rstrip(" ,;:.-–(")[: limit - 1] + ELLIPSIS
