"""Asking for help by writing."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tickets.models import Comment, Contact, Ticket, Topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
URL = "/form/"
PNG = b"\x89PNG\r\n\x1a\n"


def post(client: Client, **fields: Any) -> Any:
    form = {
        "key": str(uuid4()),
        "name": "Aino",
        "email": "aino@uni.example",
        "topic": "",
        "message": "Hei, tulostin savuaa",
        **fields,
    }
    return client.post(URL, form, headers={"Accept-Language": "fi"})


def test_a_message_makes_a_ticket_and_the_person_learns_its_number(
    client: Client, topic: Topic
) -> None:
    response = post(client, topic=topic.pk)
    page = client.get(response["Location"])

    ticket, contact = Ticket.objects.get(), Contact.objects.get()
    assert response.status_code == 302
    assert f"#{ticket.pk}<" in page.content.decode()
    assert (contact.channel, contact.language, contact.topic) == ("web", "fi", topic)
    assert Comment.objects.get().body == "Hei, tulostin savuaa"


def test_posted_twice_it_leads_to_the_same_ticket(client: Client) -> None:
    key = str(uuid4())
    first, second = post(client, key=key), post(client, key=key)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Ticket.objects.count() == 1


def test_each_page_has_a_key_of_its_own_and_is_never_kept(client: Client) -> None:
    pages = [client.get(URL) for _ in range(2)]

    assert pages[0].context["key"] != pages[1].context["key"]
    assert "no-store" in pages[0]["Cache-Control"]


def test_a_spoilt_key_does_not_lose_the_message(client: Client) -> None:
    assert post(client, key="spoilt").status_code == 302
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"message": ""}, "message"),
        ({"message": " \n\t"}, "message"),
        ({"message": "\u200b\u200d\u2066"}, "message"),
        ({"message": "\x00\x07"}, "message"),
        ({"message": "x" * 8001}, "message"),
        ({"email": ""}, "email"),
        ({"email": "aino@"}, "email"),
        ({"email": "aino@uni.example\x00"}, "email"),
        ({"email": "a@" + "b" * 300 + ".example"}, "email"),
        ({"topic": "999999"}, "topic"),
        ({"topic": "x"}, "topic"),
        ({"name": "x" * 121}, "name"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(
    client: Client, fields: dict[str, str], field: str
) -> None:
    response = post(client, **{"name": "Aino", **fields})

    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    kept = response.context["form"].data
    assert kept["message"] == fields.get("message", "Hei, tulostin savuaa")
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("x" * 8000, "x" * 8000),
        ("one\r\ntwo", "one\ntwo"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("pass\u200bword", "password"),
        ("الطابعة لا تعمل", "الطابعة لا تعمل"),
        ("rikki 😱👩\u200d💻", "rikki 😱👩\u200d💻"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Robert'); DROP TABLE x;--", "Robert'); DROP TABLE x;--"),
    ],
)
def test_strange_texts_are_stored_harmless_and_whole(
    client: Client, typed: str, stored: str
) -> None:
    assert post(client, message=typed).status_code == 302
    assert Comment.objects.get().body == stored


def test_eight_thousand_characters_count_without_the_browsers_line_ends(client: Client) -> None:
    assert post(client, message="\r\n".join(["x" * 99] * 80)).status_code == 302
    assert len(Comment.objects.get().body) == 80 * 99 + 79


def test_a_removed_identity_code_is_told(client: Client) -> None:
    response = post(client, message="131052-308T")
    page = client.get(response["Location"], headers={"Accept-Language": "en"})

    assert "An identity code or a password was removed" in page.content.decode()
    assert Contact.objects.get().masked == 1


def test_html_is_shown_as_it_was_typed_when_the_form_comes_back(client: Client) -> None:
    page = post(client, message="<b>x</b>", email="").content.decode()

    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "<b>x</b>" not in page


def test_a_topic_that_is_no_longer_offered_is_not_taken(client: Client, topic: Topic) -> None:
    topic.is_active = False
    topic.save()

    assert post(client, topic=topic.pk).status_code == 400


def test_topics_are_named_in_the_visitors_language(client: Client, topic: Topic) -> None:
    page = client.get(URL, headers={"Accept-Language": "sv"}).content.decode()

    assert ">Trådlöst nät</option>" in page


@pytest.mark.parametrize("sealed", ["x", "1:x:y", "😱"])
def test_a_wrong_address_of_thanks_tells_nothing(client: Client, sealed: str) -> None:
    assert client.get(reverse("tickets:thanks", args=[sealed])).status_code == 404


def test_a_post_from_another_site_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)

    assert post(strict).status_code == 403
    assert not Contact.objects.exists()


def test_a_screenshot_is_kept_with_contact_comment_and_ticket(client: Client) -> None:
    shots = [SimpleUploadedFile(name, PNG) for name in ("näyttö.png", "two.png")]

    assert post(client, files=shots).status_code == 302

    contact = Contact.objects.get()
    files = contact.attachments.values_list("name", "ticket", "comment", "content_type")
    assert list(files) == [
        (name, contact.ticket_id, Comment.objects.get().pk, "image/png")
        for name in ("näyttö.png", "two.png")
    ]


def test_a_file_that_is_not_taken_comes_back_with_all_that_was_typed(client: Client) -> None:
    response = post(client, files=[SimpleUploadedFile("virus.exe", b"MZ")])

    form = response.context["form"]
    assert (response.status_code, list(form.errors), len(form.errors["files"])) == (
        400,
        ["files"],
        2,
    )
    assert "Hei, tulostin savuaa</textarea>" in response.content.decode()
    assert not Contact.objects.exists()


def test_with_anything_else_wrong_the_files_must_be_chosen_again(client: Client) -> None:
    response = post(client, email="", files=[SimpleUploadedFile("a.png", PNG)])

    assert list(response.context["form"].errors) == ["email", "files"]


def test_where_too_much_came_in_the_message_stays_in_the_page(
    client: Client, settings: Any
) -> None:
    settings.FORM_FILES_PER_HOUR = 1

    response = post(client, files=[SimpleUploadedFile("a.png", PNG)])

    assert (response.status_code, list(response.context["form"].errors)) == (400, ["files"])
    assert "Hei, tulostin savuaa</textarea>" in response.content.decode()
    assert not Contact.objects.exists()
