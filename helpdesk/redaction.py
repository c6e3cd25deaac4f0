"""What people write, made fit to be stored: harmless characters, no identity codes, no passwords.

Everything a person types passes `clean` on the server before it is written anywhere; what those
write who ask for help passes `clean_asked`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from stdnum import luhn
from stdnum.fi import hetu

MARK = "▇▇▇▇▇▇-▇▇▇▇"
"""Stands where an identity code stood; the same in all languages."""

PASSWORD_MARK = "▇▇▇▇▇▇▇▇"
"""Stands where a password was told."""

ERASED = "▇▇▇"
"""Stands where something was said that has been erased since; the same in all languages."""

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
# Control characters but newline and tab; soft hyphen; zero-width space, joiner of words, byte order
# mark; embeddings, overrides and isolates of writing direction, which reach beyond their text;
# invisible operators; deprecated format characters; interlinear marks; invisible tags.
_DROPPED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\ufeff\u202a-\u202e\u2060-\u206f\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
# Arabic and Hebrew, Persian, and emoji need these, so they stay; alone they show nothing.
_KEPT_INVISIBLE = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200c-\u200f\u3164\ufe00-\ufe0f\uffa0"
)
_NOTHING_TO_SEE = re.compile(rf"[\s{_KEPT_INVISIBLE}]*")

_DIGIT = re.compile("[0-9]")
_GAP = f"[{_KEPT_INVISIBLE}]*"
_DASHES = "-‐‑‒–—−+"
_DIGITS_6 = _GAP.join(["[0-9]"] * 6)
_DIGITS_3 = _GAP.join(["[0-9]"] * 3) + _GAP
# A dash may have lost its place to a word processor, may stand between spaces, and the whole may be
# glued to a word. Letters as century signs are read only in a word of its own: hexadecimal text is
# full of them. Swedish numbers may name the century, and then need no dash.
_CENTURY = f"(?:1{_GAP}[89]|2{_GAP}0){_GAP}"
_SEPARATED = rf"{_GAP}[ \t\xa0]?(?P<{{name}}>[{_DASHES}])[ \t\xa0]?{_GAP}{_DIGITS_3}"
_CANDIDATE = re.compile(
    r"(?P<uuid>(?<![0-9a-fA-F])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![0-9a-fA-F]))"
    rf"|(?<![0-9]){_DIGITS_6}{_SEPARATED.format(name='dash')}(?:[A-Ya-y]|[0-9](?![0-9]))"
    rf"|(?<![^\W_]){_DIGITS_6}{_GAP}[A-FU-Ya-fu-y]{_GAP}{_DIGITS_3}[0-9A-Ya-y](?![^\W_])"
    rf"|(?<![0-9]){_CENTURY}{_DIGITS_6}{_SEPARATED.format(name='swedish')}[0-9](?![0-9])"
    rf"|(?<![^\W_]){_CENTURY}{_DIGITS_6}{_DIGITS_3}[0-9](?![^\W_])"
)
YOUNGEST = 10
"""Years; a moment is written like the number of somebody younger (20260131-1002)."""


# “Salasanani on …”, “my password: …”: the word, what leads on, and one word that could be it.
_PASSWORD = re.compile(
    r"""\b(?:salasana\w{0,5}|tunnusluku\w{0,3}|pass[ ]?(?:word|code|phrase)|passwd|pwd|pin
            |lösenord\w{0,3}|pin-?ko[od]\w{0,3})
        \s*(?:[:=]|\b(?:is|was|on|oli|är|var)\b\s*:?)\s*["'“”‘’«»]?
        (?P<told>[^\s"“”«»]{4,128})""",
    re.IGNORECASE | re.VERBOSE,
)
_ENDS = ".,;:?)’'"
_NO_PASSWORD = re.compile(
    r"https?://.*|[^@\s]+@[^@\s]+\.[a-z]+|[\d.:/]*\d[./:]\d[\d.:/]*|\d{4}-\d\d-\d\d|.*▇.*"
    r"|[(\[]*[^\W\d_]+(?:[-'’/][^\W\d_]+)*[)\]!]*",
    re.IGNORECASE,
)
"""An address, a date or time, what was masked before, or words of letters only."""


class Cleaned(NamedTuple):
    """A text that may be stored, and how many identity codes and passwords it had."""

    text: str
    masked: int


def clean(text: str) -> Cleaned:
    """The text as `normalise` leaves it, `MARK` for each valid Finnish or Swedish identity code.

    Cleaning twice changes nothing: `clean(clean(t).text) == (clean(t).text, 0)`.
    """
    text, masked = normalise(text), 0
    while True:
        text, found = _mask(text)
        if not found:
            return Cleaned(text, masked)
        masked += found  # masking one code can uncover another that was glued to it


def clean_asked(text: str) -> Cleaned:
    """The same of the words of somebody who asks for help, and `PASSWORD_MARK` for each password.

    A password is known by the word before it and by a digit or sign in it: “password is wrong”
    stays. Agents' words are not masked so: they hand first passwords out.
    """
    text, masked = clean(text)
    if not _PASSWORD.search(text):
        return Cleaned(text, masked)

    def replace(match: re.Match[str]) -> str:
        nonlocal masked
        told = match["told"].rstrip(_ENDS)
        if _NO_PASSWORD.fullmatch(told):
            return match[0]
        masked += 1
        return match[0].replace(told, PASSWORD_MARK)

    return Cleaned(_PASSWORD.sub(replace, text), masked)


def normalise(text: str) -> str:
    r"""The person's text without what the database, a page or a reader's eye would stumble over.

    Lines end with `\n`; control characters, invisible ones that only hide or mislead, and marks
    that turn the direction of later text are dropped; right-to-left writing itself and emoji stay
    as they are. A text with nothing to see becomes empty.
    """
    if not text.isprintable():  # all that is replaced or dropped is unprintable
        text = _DROPPED.sub("", _LINE_ENDS.sub("\n", text))
        text = _LONE_SURROGATES.sub("\ufffd", text)
    return "" if _NOTHING_TO_SEE.fullmatch(text) else text


def one_line(text: str) -> str:
    """A normalised text in one line, for names and subjects."""
    return " ".join(normalise(text).split())


def _mask(text: str) -> tuple[str, int]:
    if not _DIGIT.search(text):
        return text, 0
    found = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal found
        dash = match["dash"] or match["swedish"]
        if match["uuid"] or not (_is_finnish(match[0], dash) or _is_swedish(match[0], dash)):
            return match[0]
        found += 1
        return MARK

    return _CANDIDATE.sub(replace, text), found


def _is_finnish(candidate: str, dash: str | None) -> bool:
    code = re.sub(r"[^0-9A-Za-z]", "", candidate)
    if dash:
        code = f"{code[:6]}{'+' if dash == '+' else '-'}{code[6:]}"
    return bool(hetu.is_valid(code, allow_temporary=True))


def _is_swedish(candidate: str, dash: str | None) -> bool:
    """A *personnummer*, or a *samordningsnummer*, whose day is 60 too high.

    Two digits of a year are those of the last hundred years, after a `+` of the hundred before.
    """
    digits = re.sub(r"[^0-9A-Za-z]", "", candidate)
    if not digits.isdecimal() or len(digits) not in (10, 12) or not luhn.is_valid(digits[-10:]):
        return False
    today, month, day = date.today(), int(digits[-8:-6]), int(digits[-6:-4])
    year = int(digits[:-8])
    if len(digits) == 10:
        year += today.year - today.year % 100
        year -= 100 * ((year > today.year) + (dash == "+"))
    try:
        born = date(year, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return born.year <= today.year - YOUNGEST
