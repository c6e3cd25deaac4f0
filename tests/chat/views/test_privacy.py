"""The page on which a person is handed out or erased."""

from __future__ import annotations

import io
import json
import zipfile
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.test import AsyncClient, Client
from django.urls import reverse

from chat.actions import open_chat
from chat.models import Block
from helpdesk.files import File
from helpdesk.people.models import Desk, PrivacyRecord, Requester, User
from tests.chat.sentinel import EMAIL, LOGIN, NAME, PHONE, SAID, make_person
from tests.roles import user_as
from tickets.actions import attach_file, keep_note
from tickets.models import Article, Contact, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(desk: Desk, agent: User) -> Requester:
    return make_person(agent)


@pytest.fixture
def boss(client: Client) -> Client:
    """An administrator's browser."""
    client.force_login(user_as("superuser"))
    return client


def exported(person: Requester, role: str = "supervisor") -> zipfile.ZipFile:
    """What the browser gets, read to the end."""
    client = AsyncClient()
    client.force_login(user_as(role))

    async def fetch() -> bytes:
        response = await client.post(reverse("chat:export", args=[person.pk]))
        assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
        assert response["Content-Disposition"] == f'attachment; filename="person-{person.pk}.zip"'
        return b"".join([piece async for piece in response.streaming_content])

    return zipfile.ZipFile(io.BytesIO(async_to_sync(fetch)()))


def test_the_export_holds_all_that_is_kept_and_no_key(person: Requester) -> None:
    archive = exported(person)

    everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert archive.testzip() is None
    assert [word for word in (NAME, EMAIL, PHONE, LOGIN, SAID) if word not in everything] == []
    assert [key for key in ("token_hash", "epoch") if f'"{key}"' in everything] == []
    assert {name.split("/")[0] for name in archive.namelist()} == {
        *("README.txt", "person.json", "corrections.json", "contacts.json", "chats", "tickets"),
    }
    assert [each["object_repr"] for each in json.loads(archive.read("corrections.json"))] == [NAME]
    assert json.loads(archive.read("person.json"))[0]["email"] == EMAIL
    assert len(json.loads(archive.read("contacts.json"))) == 6


def test_the_files_of_mails_are_in_the_export_as_they_came(person: Requester) -> None:
    archive = exported(person)

    [file] = [name for name in archive.namelist() if name.endswith(f"{LOGIN}.csv")]
    assert archive.read(file) == f"{NAME};{SAID}".encode()


def test_a_file_whose_name_has_no_letters_is_in_the_export(person: Requester) -> None:
    ticket = Ticket.objects.filter(requester=person).earliest("pk")
    file = attach_file(ticket, name="!!!", content_type="text/plain", content=b"Look")

    archive = exported(person)

    assert archive.read(f"tickets/{ticket.pk}/{file.pk}-!!!") == b"Look"


def test_files_of_answers_and_of_notes_are_in_the_export_with_their_entry(
    person: Requester, agent: User
) -> None:
    ticket = Ticket.objects.filter(requester=person).earliest("pk")
    file = File("secret.txt", "text/plain", b"Inside")
    note = keep_note(ticket, author=agent, body="Look", key=uuid4(), files=[file])

    archive = exported(person)

    told = json.loads(archive.read(f"tickets/{ticket.pk}.json"))["files"]
    (kept,) = [row for row in told if row["comment"] == note.pk]
    assert archive.read(f"tickets/{ticket.pk}/{kept['id']}-secret.txt") == b"Inside"


def test_incidents_and_blocks_are_in_the_export(person: Requester) -> None:
    archive = exported(person)

    chats = [json.loads(archive.read(n)) for n in archive.namelist() if n.startswith("chats/")]
    [hostile] = [chat for chat in chats if chat["incidents"]]
    assert hostile["incidents"][0]["note"] == f"{NAME} said {SAID}"
    assert EMAIL in {block["value"] for block in hostile["blocks"]}


def test_an_export_is_written_down(person: Requester) -> None:
    exported(person)

    record = PrivacyRecord.objects.get()
    assert (record.act, record.number, record.by) == (
        *("exported", person.pk),
        User.objects.get(username="the-supervisor"),
    )


def test_the_page_counts_what_will_go(person: Requester, boss: Client) -> None:
    page = boss.get(reverse("chat:kept", args=[person.pk])).text

    counts = ["2 chats", "5 tickets", "6 contacts", "6 files", "Erase for good"]
    assert [each for each in counts if each not in page] == []


def test_the_page_warns_of_open_requests_and_of_drafts(person: Requester, boss: Client) -> None:
    Article.objects.create(
        slug="draft", language="en", title="Made of it", drafted_from=Contact.objects.first()
    )

    page = boss.get(reverse("chat:kept", args=[person.pk])).text

    assert ("These requests are still open" in page, "Made of it" in page) == (True, True)


def test_supervisors_export_and_do_not_erase(person: Requester, client: Client) -> None:
    client.force_login(user_as("supervisor"))

    page = client.get(reverse("chat:kept", args=[person.pk])).text

    assert ("Export what is stored" in page, "Erase for good" in page) == (True, False)


def test_nothing_is_erased_until_the_number_is_typed(person: Requester, boss: Client) -> None:
    form = {"reason": "asked", "number": str(person.pk + 1)}

    page = boss.post(reverse("chat:erase", args=[person.pk]), form)

    assert (page.status_code, "Nothing was erased." in page.text) == (400, True)
    assert Requester.objects.get().erased_at is None


def test_the_time_of_keeping_is_no_reason_to_choose(person: Requester, boss: Client) -> None:
    form = {"reason": "retention", "number": str(person.pk)}

    assert boss.post(reverse("chat:erase", args=[person.pk]), form).status_code == 400


def test_a_person_is_erased_and_the_page_says_so(person: Requester, boss: Client) -> None:
    form = {"reason": "asked", "number": f" #{person.pk} "}

    page = boss.post(reverse("chat:erase", args=[person.pk]), form, follow=True).text

    assert Requester.objects.get().erased_at is not None
    assert [word for word in (NAME, EMAIL, "Erase for good") if word in page] == []
    assert [word for word in ("0 chats", "The person asked for it") if word not in page] == []


def test_an_open_chat_is_told_of_and_nothing_is_erased(person: Requester, boss: Client) -> None:
    Block.objects.all().delete()
    open_chat(question="Me again", language="en", name=NAME, email=EMAIL)
    form = {"reason": "asked", "number": str(person.pk)}

    page = boss.post(reverse("chat:erase", args=[person.pk]), form)

    assert (page.status_code, "Close it first" in page.text) == (409, True)
    assert Requester.objects.get().erased_at is None


def test_there_is_no_page_of_nobody(desk: Desk, boss: Client) -> None:
    assert boss.get(reverse("chat:kept", args=[4711])).status_code == 404
