"""What is stored of what people type: harmless characters, no identity codes."""

from __future__ import annotations

import sys
from datetime import date
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.fi import hetu

from helpdesk import redaction
from helpdesk.redaction import MARK, PASSWORD_MARK, clean, clean_asked, normalise, one_line

CODE = "131052-308T"
CENTURIES = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)


@st.composite
def codes(draw: st.DrawFn) -> str:
    """Valid identity codes of all centuries, temporary ones too, in upper and lower case."""
    sign = draw(st.sampled_from(sorted(CENTURIES)))
    start = CENTURIES[sign]
    born = draw(st.dates(date(start, 1, 1), date(start + 99, 12, 31)))
    digits = f"{born:%d%m%y}", f"{draw(st.integers(2, 999)):03}"
    control = "0123456789ABCDEFHJKLMNPRSTUVWXY"[int("".join(digits)) % 31]
    code = f"{digits[0]}{sign}{digits[1]}{control}"
    return draw(st.sampled_from([code, code.lower()]))


@given(codes())
def test_every_valid_code_is_masked_and_counted(code: str) -> None:
    assert hetu.is_valid(code, allow_temporary=True)
    assert clean(code) == (MARK, 1)


@given(
    codes(), st.sampled_from("().,;:!?'\"/\\[]{}<>=_*#@&|~-+\n\t "), st.sampled_from("().,;:!?/ \n")
)
def test_a_code_between_punctuation_is_masked(code: str, before: str, after: str) -> None:
    assert clean(f"x{before}{code}{after}y") == (f"x{before}{MARK}{after}y", 1)


@given(st.lists(codes(), min_size=1, max_size=4))
def test_each_of_several_codes_is_counted(found: list[str]) -> None:
    assert clean(", ".join(found)) == (", ".join([MARK] * len(found)), len(found))


@pytest.mark.parametrize(
    "written",
    [
        "131052–308T",
        "131052‑308T",
        "131052−308T",
        "131052 - 308T",
        "131052\xa0-\xa0308T",
        "131\u200b052-308T",
        "131052\u200e-308\u2060T",
        "131052-308\x00T",
        "131052-30\xad8T",
    ],
)
def test_a_code_that_a_word_processor_or_a_trick_has_changed_is_masked(written: str) -> None:
    assert clean(f"tunnus {written}.") == (f"tunnus {MARK}.", 1)


def test_codes_glued_to_each_other_or_to_a_word_are_masked() -> None:
    assert clean(f"hetu{CODE}") == (f"hetu{MARK}", 1)
    assert clean(CODE + CODE) == (MARK + MARK, 2)


@given(codes())
def test_a_code_with_a_wrong_check_character_stays(code: str) -> None:
    letters = "ABCDEFHJKLMNPRSTUVWXY"  # with a digit it may be a valid Swedish one
    wrong = letters[(letters.find(code[-1].upper()) + 1) % len(letters)]
    text = f"({code[:-1]}{wrong})"

    assert clean(text) == (text, 0)


@st.composite
def swedish_codes(draw: st.DrawFn) -> str:
    """Valid Swedish numbers of grown people, as they are written; coordination numbers too."""
    born = draw(st.dates(date(1935, 1, 1), date(2010, 12, 31)))
    day = born.day + draw(st.sampled_from([0, 60]))
    digits = f"{born:%y%m}{day:02}{draw(st.integers(0, 999)):03}"
    digits += luhn.calc_check_digit(digits)
    dashed, century = f"{digits[:6]}-{digits[6:]}", f"{born.year // 100}"
    return draw(st.sampled_from([dashed, century + dashed, century + digits]))


@given(swedish_codes(), st.sampled_from("(,;: \n"), st.sampled_from("),.;: \n"))
def test_every_valid_swedish_code_is_masked_and_counted(code: str, before: str, after: str) -> None:
    assert clean(f"x{before}{code}{after}y") == (f"x{before}{MARK}{after}y", 1)


@given(swedish_codes(), st.integers(1, 9))
def test_a_swedish_code_with_a_wrong_check_digit_stays(code: str, more: int) -> None:
    text = f"nr {code[:-1]}{(int(code[-1]) + more) % 10}"

    assume(not hetu.is_valid(text[3:], allow_temporary=True))
    assert clean(text) == (text, 0)


def test_after_a_plus_somebody_is_a_hundred_years_older() -> None:
    young = f"{date.today():%y}0101"
    number = f"{young}-000{luhn.calc_check_digit(young + '000')}"

    assert clean(number) == (number, 0), "nobody who was born this year asks"
    assert clean(number.replace("-", "+")) == (MARK, 1)


@pytest.mark.parametrize(
    "moment", [f"{date.today().year}0131-100{n}" for n in range(10)] + ["202601311002"]
)
def test_a_moment_is_no_swedish_code(moment: str) -> None:
    assert clean(f"backup-{moment}.log") == (f"backup-{moment}.log", 0)


@pytest.mark.parametrize(
    "text",
    [
        "Version 131052.308.1 and 10.0.19045-3086",
        "010125-2 and 2026-01-31T10:02:03.123Z",
        "040-1234567, +358 40 123 4567, 09 123 4567, 0800-123456",
        "192.168.10.25/24 on port 131052",
        "IBAN FI21 1234 5600 0007 85",
        "order 1131052-308T",
        "310252-308Y",
        "dead131052a308tbeef",
        "131052-308",
        "INC0131052308",
    ],
)
def test_what_only_resembles_a_code_stays(text: str) -> None:
    assert clean(text) == (text, 0)


@given(st.uuids())
def test_a_uuid_is_never_taken_for_a_code(number: UUID) -> None:
    assert clean(f"key {number}.") == (f"key {number}.", 0)


def test_a_uuid_whose_beginning_is_a_valid_code_stays() -> None:
    begun = "ab131052-3080-4abc-8abc-131052308012".replace("3080", "308T")
    number = "01310522-3080-4abc-8abc-131052308012"

    assert clean(begun).masked == 1, "no UUID: T is no hexadecimal digit"
    assert clean(number) == (number, 0)


@given(st.text(alphabet=st.sampled_from("01328T-+A \n\u200e\u200b\x00\r▇x"), max_size=60))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)

    assert clean(once.text) == (once.text, 0)


@given(st.text())
def test_any_text_can_be_cleaned_and_cleaned_again(text: str) -> None:
    once = clean(text).text

    assert clean(once) == (once, 0)
    assert once.encode() == once.encode("utf-8", "strict")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1))
def test_letters_marks_and_emoji_stay_as_they_are(text: str) -> None:
    shown = f"a{text}"

    assert normalise(shown) == shown


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("a\x00b\x07c\x1b[0md\x7f", "abc[0md"),
        ("one\r\ntwo\rthree\u2028four\tfive", "one\ntwo\nthree\nfour\tfive"),
        ("\u202egnirts\u202c \u2066iso\u2069", "gnirts iso"),
        ("pass\u200bword\ufeff", "password"),
        ("שלום עולם", "שלום עולם"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d💻 🇫🇮 ❤️", "👩\u200d💻 🇫🇮 ❤️"),
        ("broken \ud800 half", "broken \ufffd half"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_characters_that_mislead_are_dropped_and_writing_stays(written: str, stored: str) -> None:
    assert normalise(written) == stored


@pytest.mark.parametrize("text", ["", "\u200b", "\u200d \u200e\n", "\u3164", "\x00\x00"])
def test_a_text_with_nothing_to_see_is_empty(text: str) -> None:
    assert normalise(text).strip() == ""


def test_a_name_is_one_line() -> None:
    assert one_line(" Aino \r\n\t Kallio\x00 ") == "Aino Kallio"


def test_whatever_is_dropped_or_replaced_is_unprintable() -> None:
    replaced = (redaction._DROPPED, redaction._LINE_ENDS, redaction._LONE_SURROGATES)
    characters = map(chr, range(sys.maxunicode + 1))

    missed = [c for c in characters if c.isprintable() and any(p.search(c) for p in replaced)]

    assert missed == []


@pytest.mark.parametrize(
    ("told", "stored"),
    [
        ("Salasanani on Kesä2024!", "Salasanani on ▇▇▇▇▇▇▇▇"),
        ("my password is hunter2, is it safe?", "my password is ▇▇▇▇▇▇▇▇, is it safe?"),
        ("user: aino\npassword: correct-horse5", "user: aino\npassword: ▇▇▇▇▇▇▇▇"),
        ("Lösenordet är «smultron_7».", "Lösenordet är «▇▇▇▇▇▇▇▇»."),
        ("pwd=abc123 PIN: 0473", "pwd=▇▇▇▇▇▇▇▇ PIN: ▇▇▇▇▇▇▇▇"),
    ],
)
def test_passwords_that_are_told_are_masked(told: str, stored: str) -> None:
    assert clean_asked(told).text == stored
    assert clean_asked(told).masked == stored.count(PASSWORD_MARK)


@pytest.mark.parametrize(
    "text",
    [
        "The password is wrong.",
        "Salasana on vanhentunut 12.5.2026",
        "my password was 2026-01-31",
        "password: https://uni.example/reset?x=1",
        "password: aino@uni.example",
        "I changed the password on 31.12. and Wi-Fi stopped",
        "Lösenordet är (fortfarande) fel",
        "pin 12345 on the map",
        "the password is case-sensitive!",
    ],
)
def test_words_about_passwords_stay(text: str) -> None:
    assert clean_asked(text) == (text, 0)


def test_agents_may_hand_a_first_password_out() -> None:
    text = "Your first password is Tervetuloa1"

    assert clean(text) == (text, 0)


@given(st.text(), st.sampled_from(["password: ", "salasana on ", "pwd=", ""]), st.text())
def test_masking_passwords_twice_changes_nothing(before: str, word: str, after: str) -> None:
    once = clean_asked(before + word + after).text

    assert clean_asked(once) == (once, 0)
