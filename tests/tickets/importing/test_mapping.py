"""A mapping that cannot be used is refused before anything is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tickets.importing.mappings import FULL, MANY, USUAL
from tickets.importing.errors import BadMapping
from tickets.importing.mapping import read_mapping

WRONG = [
    ("", 'number"\n', 'number\n', "The mapping is not valid TOML: look at line 7."),
    ("", 'source = "old-desk"', "", "Give the other system a name: source = “old-desk” (small"
     " letters, digits, hyphens, at most 40). It keeps a second import from storing anything"
     " twice."),
    ("", 'id = "number"\n', "", "[fields] must name the column that is id: the number or name of"
     " the ticket."),
    ("", 'started_at = "opened"\n', "", "[fields] must name the column that is started_at: when the"
     " person came."),
    ("", 'channel = "via"\n', "", "[fields] must name the column that is channel, or [channels]"
     " default the channel of all lines."),
    ("", 'zone = "Europe/Helsinki"\n', "", "[times] must name the zone of times without one, such"
     " as zone = “Europe/Helsinki”."),
    ("", "Europe/Helsinki", "Europe/Helsingi", "There is no time zone “Europe/Helsingi”. Did you"
     " mean “Europe/Helsinki” or “Europe/Berlin” or “Europe/Chisinau”?"),
    ("", "Europe/Helsinki", "../secret", "There is no time zone “../secret”."),
    ("", '"iso"', '"%d.%m"', "[times] formats holds “%d.%m”, which reads no date. Use iso, epoch,"
     " epoch_ms, or signs as in “%d/%m/%Y %H:%M” that give year, month and day."),
    ("", "%H:%M", "%H:%Q", "[times] formats holds “%d/%m/%Y %H:%Q”, which reads no date. Use iso,"
     " epoch, epoch_ms, or signs as in “%d/%m/%Y %H:%M” that give year, month and day."),
    ("", "started_at", "startet_at", "“startet_at” is not known in [fields]. Did you mean"
     " “started_at”? docs/import.md lists all."),
    ("[filed]", "", "", "“filed” is not known in the mapping. Did you mean “file” or “fields”?"
     " docs/import.md lists all."),
    ('[file]\nencoding = "utf-9"', "", "", "There is no encoding “utf-9”. Usual ones: utf-8,"
     " utf-8-sig, cp1252, latin-1, utf-16."),
    ('[file]\nencoding = "hex"', "", "", "There is no encoding “hex”. Usual ones: utf-8,"
     " utf-8-sig, cp1252, latin-1, utf-16."),
    ('[file]\ndelimiter = "::"', "", "", "[file] delimiter must be one sign, such as “,” or “;”."),
    ('[file]\ndelimiter = \'"\'', "", "", "[file] delimiter and quote must differ."),
    ("[file]\ndelimiter = 3", "", "", "In the mapping, the value of file.delimiter is of the wrong"
     " kind or not one of the possible ones. docs/import.md lists them."),
    ('[tickets]\nlines = "some"', "", "", "In the mapping, the value of tickets.lines is of the"
     " wrong kind or not one of the possible ones. docs/import.md lists them."),
    ('[channels.values]\nFax = "fax"', "", "", "[channels.values] maps “Fax” to “fax”, which is not"
     " one of phone, chat, email, web, walk_in."),
    ('[channels]\nunknown = "ignore"', "", "", "[channels] unknown is “ignore”; possible are"
     " refuse, skip, phone, chat, email, web, walk_in."),
    ('[outcomes]\ndefault = "fine"', "", "", "[outcomes] default is “fine”, which is not one of"
     " solved, open, abandoned, missed."),
    ('[agents]\nunknown = "create"', "", "", "[agents] unknown may be “refuse” or “ignore”: logins"
     " are not made here."),
    ("[people]\nmatch = []", "", "", "[people] match must hold at least one of email, login,"
     " name."),
]  # fmt: skip


@pytest.mark.parametrize(("more", "old", "new", "sentence"), WRONG)
def test_a_wrong_mapping_is_refused_with_what_to_do(
    more: str, old: str, new: str, sentence: str
) -> None:
    with pytest.raises(BadMapping) as refusal:
        read_mapping(f"{USUAL.replace(old, new, 1) if old else USUAL}{more}\n")

    assert refusal.value.message == sentence


@pytest.mark.parametrize("text", [USUAL, FULL, MANY])
def test_good_mappings_are_read(text: str) -> None:
    assert read_mapping(text).fields.mapped["id"] == "number"


@given(st.text(max_size=200))
def test_any_text_is_a_mapping_or_refused(text: str) -> None:
    with pytest.raises(BadMapping):
        read_mapping(text)
