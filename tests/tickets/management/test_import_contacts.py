"""The command on small files of each form."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from helpdesk.people.models import Requester, Team, User
from helpdesk.redaction import MARK
from tests.tickets.importing.mappings import FULL, LOG, MANY, ROW, USUAL, as_csv, run, write
from tickets.models import Contact, Ticket, TicketEvent, Topic

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("old.csv", as_csv(ROW)),
        ("old.csv", "\ufeff" + as_csv(ROW)),
        ("old.json", json.dumps([ROW], indent=1)),
        ("old.json", json.dumps([{**ROW, "stars": 5, "moves": 2}])),
        ("old.jsonl", json.dumps(ROW) + "\n\n"),
    ],
)
def test_each_form_gives_the_same_contact_and_ticket(
    name: str, content: str, tmp_path: Path, agent: User, team: Team, requester: Requester
) -> None:
    said = run(tmp_path, write(tmp_path, name, content), FULL)

    contact = Contact.objects.get()
    ticket = Ticket.objects.get()
    assert said[0] == "1 rows read, 0 left out as the mapping says."
    assert (contact.ticket, contact.external_id) == (ticket, "import:old-desk:INC1")
    assert (contact.channel, contact.capture, contact.masked) == ("phone", "import", 1)
    assert (contact.requester, contact.agent, contact.team) == (requester, agent, team)
    assert contact.topic == Topic.objects.get(slug="printing", name_sv="Printing")
    assert (contact.outcome, contact.satisfaction, contact.transfers) == ("solved", 5, 2)
    assert contact.started_at == datetime(2016, 3, 1, 8, tzinfo=UTC)
    assert contact.wait
    assert contact.wait.total_seconds() == 60
    assert contact.duration
    assert contact.duration.total_seconds() == 1200
    assert (ticket.status, ticket.solved_at) == ("solved", datetime(2016, 3, 2, 7, tzinfo=UTC))
    assert (ticket.origin_channel, ticket.created_at) == ("phone", contact.started_at)
    assert ticket.subject == contact.subject == f"Printer of {MARK} is on fire"
    assert [(e.kind, e.data) for e in TicketEvent.objects.all()] == [
        ("opened", {"contact": contact.pk, "channel": "phone", "status": "new"}),
        ("status", {"from": "new", "to": "solved"}),
    ]


def test_importing_again_changes_nothing(tmp_path: Path, agent: User) -> None:
    file = write(tmp_path, "old.csv", as_csv(ROW))
    run(tmp_path, file, FULL)
    before = list(Contact.objects.values()), list(Ticket.objects.values())
    people = list(Requester.objects.values())

    said = run(tmp_path, file, FULL)

    assert said[1] == "0 contacts made, 0 tickets; 1 were there already."
    assert (list(Contact.objects.values()), list(Ticket.objects.values())) == before
    assert list(Requester.objects.values()) == people


def test_a_dry_run_tells_all_and_writes_nothing(tmp_path: Path) -> None:
    next_ticket = number_of_next_ticket()

    said = run(tmp_path, write(tmp_path, "old.csv", as_csv(ROW)), FULL, "--dry-run")

    assert said[1:] == [
        "1 contacts would be made, 1 tickets; 0 were there already.",
        "1 requesters, 1 topics and 1 teams would be made.",
    ]
    tables = (Contact, Ticket, Requester, Topic, Team, TicketEvent)
    assert [table.objects.count() for table in tables] == [0] * 6
    assert number_of_next_ticket() == next_ticket


def number_of_next_ticket() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM tickets_ticket_id_seq")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("rule", "channel"), [("first", "phone"), ("last", "email"), ("most", "chat")]
)
def test_of_many_lines_a_ticket_the_chosen_channel_counts(
    rule: str, channel: str, tmp_path: Path
) -> None:
    mapping = f'{MANY}channel = "{rule}"\n'

    run(tmp_path, write(tmp_path, "log.csv", LOG), mapping)

    contact = Contact.objects.get(external_id="import:log:A")
    assert Contact.objects.count() == Ticket.objects.count() == 2
    assert (contact.channel, contact.ticket and contact.ticket.origin_channel) == (channel, channel)
    assert contact.team
    assert contact.team.slug == "servers"
    assert contact.started_at == datetime(2016, 3, 1, 10, tzinfo=UTC)
    assert contact.ticket
    assert contact.ticket.solved_at == datetime(2016, 3, 4, 9, tzinfo=UTC)


def test_of_equally_frequent_channels_the_earlier_one_counts(tmp_path: Path) -> None:
    log = LOG.replace("A,01/03/2016 10:00,03/03/2016 10:00,,chat", "A,01/03/2016 10:00,,,phone")

    run(tmp_path, write(tmp_path, "log.csv", log), f'{MANY}channel = "most"\n')

    assert Contact.objects.get(external_id="import:log:A").channel == "phone"


def test_a_refused_line_takes_its_whole_ticket_with_it(tmp_path: Path) -> None:
    said = run(tmp_path, write(tmp_path, "log.csv", LOG.replace("02/03/2016 09:00", "soon")), MANY)

    assert list(Contact.objects.values_list("external_id", flat=True)) == ["import:log:B"]
    assert said[3:5] == [
        "3 refused: another line of the same ticket was refused, and half a ticket is never made."
        " line 3 (“A”), line 4 (“A”), line 6 (“A”)",
        "1 refused: solved_at is no date in any format of the mapping. line 5 (“soon”)",
    ]


BROKEN = [
    ("1,01/03/2016 10:00,fax", "channel has a value that [channels.values] does not map to one of"
     " phone, chat, email, web, walk_in. line 2 (“fax”)"),
    ("1,01/03/2016 10:00,", "channel is missing: [channels] default may say which it is."
     " line 2 (“1”)"),
    ("1,31/02/2016 10:00,chat", "started_at is no date in any format of the mapping."
     " line 2 (“31/02/2016 10:00”)"),
    ("1,,chat", "started_at is missing. line 2 (“1”)"),
    (",01/03/2016 10:00,chat", "id is missing. line 2"),
    ("1,01/03/2416 10:00,chat", "started_at lies in the future. line 2 (“01/03/2416 10:00”)"),
    ("1,01/03/2016 10:00", "has not 3 columns as the header has. line 2"),
    ("1,01/03/2016 10:00,chat,more", "has not 3 columns as the header has. line 2"),
    ("1,01/03/2016 10:00,ch\x00at", "channel holds what is no text in utf-8: NUL, or bytes of"
     " another encoding. line 2"),
    ('1,01/03/2016 10:00,"' + "x" * 2_000_000 + '"', "has a quote that does not end, or a cell"
     " that is too long. line 2"),
    ("x" * 300 + ",01/03/2016 10:00,chat", "id is longer than 180 characters. line 2"
     f" (“{'x' * 40}”)"),
    ("131052-308T,01/03/2016 10:00,chat", "id holds an identity code or invisible characters."
     f" line 2 (“{MARK}”)"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "sentence"), BROKEN)
def test_a_broken_line_is_refused_and_the_next_is_taken(
    line: str, sentence: str, tmp_path: Path
) -> None:
    content = f"number,opened,via\n{line}\n9,01/03/2016 10:00,chat\n"

    said = run(tmp_path, write(tmp_path, "old.csv", content))

    assert said[3] == f"1 refused: {sentence}"
    assert Contact.objects.get().external_id == "import:old-desk:9"


def test_bytes_of_another_encoding_are_refused_by_line(tmp_path: Path) -> None:
    content = "number,opened,via\nÄ,01/03/2016 10:00,chat\n9,01/03/2016 10:00,chat\n"

    said = run(tmp_path, write(tmp_path, "old.csv", content.encode("cp1252")))

    assert said[3].startswith("1 refused: id holds what is no text in utf-8")
    assert Contact.objects.get().external_id == "import:old-desk:9"


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-8-sig", "utf-16"])
def test_the_stated_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    content = "number,opened,via\nÄ,01/03/2016 10:00,chat\n".encode(encoding)
    mapping = f'{USUAL}[file]\nencoding = "{encoding}"\n'

    run(tmp_path, write(tmp_path, "old.csv", content), mapping)

    assert Contact.objects.get().external_id == "import:old-desk:Ä"


def test_a_quote_that_never_ends_costs_its_line_only_to_the_end_of_the_file(tmp_path: Path) -> None:
    content = 'number,opened,via\n1,01/03/2016 10:00,chat\n2,"01/03/2016 10:00,chat\n'

    said = run(tmp_path, write(tmp_path, "old.csv", content))

    assert said[3] == "1 refused: has a quote that does not end, or a cell that is too long. line 3"
    assert Contact.objects.get().external_id == "import:old-desk:1"


REFUSED = [
    ("old.csv", "number,opened_at,via\n", USUAL, "The file has no column “opened” (started_at in"
     " [fields]). Did you mean “opened_at”? It has “number”, “opened_at”, “via”."),
    ("old.csv", "number;opened;via\n", USUAL, "The file has no column “number” (id in [fields])."
     " Is the delimiter right? It has “number;opened;via”."),
    ("old.csv", "", USUAL, "The first line must hold the names of the columns, or [file] columns"
     " must."),
    ("old.csv", "number,opened,via,via\n", USUAL, "The file has two columns “via”. Rename one."),
    ("old.txt", "", USUAL, "Say what old.txt is: [file] format = “csv”, “json” or “jsonl”."),
    ("old.json", '{"number": 1}', USUAL, "The file is no JSON array. For an object a line, use"
     " format = “jsonl”."),
    ("old.json", '[{"number": "1", "opened": "2016-03-01", "via": "chat"}, {]', USUAL,
     "From line 1 on, the file is no array of JSON objects of at most 1,000,000 characters. Nothing"
     " was stored."),
    ("old.jsonl", '{"number": 1, "opened": "2016-03-01", "vía": "chat"}', USUAL, "The file has no"
     " column “via” (channel in [fields]). Did you mean “vía”? It has “number”, “opened”, “vía”."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "mapping", "sentence"), REFUSED)
def test_a_file_that_does_not_fit_is_refused_before_anything_is_written(
    name: str, content: str, mapping: str, sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(CommandError) as refusal:
        run(tmp_path, write(tmp_path, name, content), mapping)

    assert str(refusal.value) == sentence
    assert not Contact.objects.exists()


def test_files_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none\.csv cannot be read: No such file"):
        run(tmp_path, tmp_path / "none.csv")
    with pytest.raises(CommandError, match=r"none\.toml cannot be read: No such file"):
        call_command("import_contacts", "none.csv", "--map", "none.toml")


def test_the_example_of_the_manual_does_what_the_manual_says(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[3] / "docs" / "import.md").read_text(encoding="utf-8")
    _commands, export, mapping = (block.partition("\n")[2] for block in manual.split("```")[1:6:2])

    run(tmp_path, write(tmp_path, "old-desk.csv", export), mapping)

    contact = Contact.objects.select_related("ticket").get()
    assert (contact.channel, contact.started_at) == (
        "phone",
        datetime(2016, 2, 28, 23, 16, tzinfo=UTC),
    )
    assert contact.ticket
    assert contact.ticket.status == "closed"
    assert contact.ticket.solved_at == datetime(2016, 2, 29, 7, tzinfo=UTC)
