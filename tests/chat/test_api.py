"""Chat over HTTP, as a visitor's page uses it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from chat import handoff
from chat.actions import close_chat
from chat.choices import EndReason
from chat.models import Chat
from helpdesk.people.models import Desk, ServiceHours, User
from tickets.models import Topic


def post(client: Client, path: str, data: dict[str, Any], **headers: str) -> Any:
    return client.post(path, data, content_type="application/json", headers=headers)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_question_opens_a_chat(client: Client, desk: Desk, agent: User) -> None:
    answer = post(client, "/api/v1/chats/", {"question": "No wifi", "name": "Aino"})

    body = answer.json()
    chat = Chat.objects.get(pk=body["chat"])
    assert answer.status_code == 201
    assert (body["state"], body["position"], body["expected_wait_s"]) == ("waiting", 1, 10)
    assert list(chat.events.values_list("kind", "body")) == [("opened", ""), ("message", "No wifi")]
    assert body["token"] not in str(Chat.objects.values_list("token_hash", flat=True))


def test_an_opening_whose_answer_was_lost_is_repeated_without_a_second_chat(
    client: Client, desk: Desk, agent: User
) -> None:
    wish = {"question": "No wifi", "client_id": str(uuid.uuid4())}

    first = post(client, "/api/v1/chats/", wish).json()
    again = post(client, "/api/v1/chats/", wish).json()

    assert (again["chat"], again["token"]) == (first["chat"], first["token"])
    assert Chat.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("client_id", "mine"),
        ("question", ""),
        ("question", "  \u200b\x00"),
        ("question", "x" * 8001),
        ("question", None),
        ("question", ["a"]),
        ("email", "no address"),
        ("name", "x" * 121),
        ("topic", "no-such-topic"),
        ("topic", "a\x00b"),
        ("topic", 999_999),
        ("topic", {"id": 1}),
    ],
)
def test_bad_input_is_told_by_field(
    client: Client, desk: Desk, agent: User, field: str, value: Any
) -> None:
    answer = post(client, "/api/v1/chats/", {"question": "Hello", field: value})

    assert answer.status_code == 400
    assert list(answer.json()) == [field]
    assert not Chat.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b'"x"'])
def test_what_is_no_json_object_is_refused(
    client: Client, desk: Desk, agent: User, body: bytes
) -> None:
    answer = client.post("/api/v1/chats/", body, content_type="application/json")

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("question", "stored"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("Grüße 👩‍🚀", "Grüße 👩‍🚀"),
        ("a\x00b\x07c", "abc"),
        ("שלום", "שלום"),
        ("evil\u202etxt", "eviltxt"),
        ("x" * 8000, "x" * 8000),
        ("code 131052-308T", "code ▇▇▇▇▇▇-▇▇▇▇"),
    ],
)
def test_what_people_write_is_kept_as_text(
    client: Client, desk: Desk, agent: User, question: str, stored: str
) -> None:
    answer = post(client, "/api/v1/chats/", {"question": question})

    chat = Chat.objects.get(pk=answer.json()["chat"])
    assert chat.events.get(kind="message").body == stored


def test_the_language_is_the_stated_one_or_the_browsers(
    client: Client, desk: Desk, agent: User
) -> None:
    stated = post(client, "/api/v1/chats/", {"question": "x", "language": "sv-FI"})
    browser = post(client, "/api/v1/chats/", {"question": "x"}, **{"Accept-Language": "fi"})

    assert Chat.objects.get(pk=stated.json()["chat"]).language == "sv"
    assert Chat.objects.get(pk=browser.json()["chat"]).language == "fi"


def test_a_closed_desk_answers_409_with_the_form(client: Client, desk: Desk) -> None:
    answer = post(client, "/api/v1/chats/", {"question": "Hello"})

    assert answer.status_code == 409
    body = answer.json()
    del body["message"]
    assert body == {
        "code": "closed",
        "reason": "nobody",
        "next_open_at": None,
        "form_url": "/form/",
    }


def test_outside_hours_the_next_opening_is_told(client: Client, desk: Desk, agent: User) -> None:
    ServiceHours.objects.all().delete()
    ServiceHours.objects.create(weekday=0, opens="08:00", closes="16:00")
    ServiceHours.objects.create(weekday=3, opens="08:00", closes="08:01")

    state = client.get("/api/v1/desk/").json()

    assert state["hours"][0] == {"weekday": 0, "spans": [["08:00", "16:00"]]}
    assert state["hours"][1] == {"weekday": 1, "spans": []}
    assert state["open"] == (state["next_open_at"] is None)


def test_the_desk_tells_whether_it_is_open_and_what_one_may_ask(
    client: Client, desk: Desk, agent: User
) -> None:
    topic = Topic.objects.create(slug="vpn", name_en="VPN", name_fi="Etäyhteys", name_sv="VPN")

    state = client.get("/api/v1/desk/", headers={"Accept-Language": "fi"}).json()

    assert (state["open"], state["reason"], state["waiting"]) == (True, None, 0)
    assert state["topics"] == [{"id": topic.pk, "name": "Etäyhteys"}]
    assert state["hours"][6] == {"weekday": 6, "spans": [["00:00", "24:00"]]}


def test_after_the_end_the_token_shows_ticket_transcript_and_survey(
    client: Client, opened: Any
) -> None:
    path = f"/api/v1/chats/{opened.chat.pk}/"
    before = client.get(path, headers=bearer(opened.token)).json()
    close_chat(opened.chat.pk, reason=EndReason.VISITOR)
    ticket = handoff.open_ticket_for(opened.chat.pk)

    state = client.get(path, headers=bearer(opened.token)).json()
    transcript = client.get(state["transcript"], headers=bearer(opened.token))
    rated = post(client, f"{path}survey/", {"satisfaction": 4}, **bearer(opened.token))
    again = post(client, f"{path}survey/", {"satisfaction": 4}, **bearer(opened.token))

    assert (before["ticket"], before["transcript"], before["survey"]) == (None, None, "open")
    assert state["ticket"] == ticket.pk
    assert "Printer on fire" in transcript.content.decode()
    assert transcript["Content-Disposition"] == 'attachment; filename="transcript.txt"'
    assert (rated.status_code, again.status_code) == (204, 409)
    assert client.get(path, headers=bearer(opened.token)).json()["survey"] == "done"


@pytest.mark.parametrize("token", ["", "wrong", "other"])
@pytest.mark.parametrize("part", ["", "transcript/", "survey/", "alternative/"])
def test_without_its_own_token_a_chat_is_not_to_be_found(
    client: Client, opened: Any, token: str, part: str
) -> None:
    from chat.actions import open_chat

    other = open_chat(question="Mine", language="en").token
    path = f"/api/v1/chats/{opened.chat.pk}/{part}"
    headers = bearer(other if token == "other" else token)

    answer = (
        post(client, path, {}, **headers)
        if part in ("survey/", "alternative/")
        else client.get(path, headers=headers)
    )

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_chat")


@pytest.mark.parametrize(
    "answers",
    [{"satisfaction": 6}, {"satisfaction": 0}, {"alternative": "pigeon"}, {"was_solved": "maybe"}],
)
def test_a_survey_answer_out_of_range_is_refused(
    client: Client, opened: Any, answers: dict[str, Any]
) -> None:
    close_chat(opened.chat.pk, reason=EndReason.VISITOR)

    answer = post(
        client, f"/api/v1/chats/{opened.chat.pk}/survey/", answers, **bearer(opened.token)
    )

    assert answer.status_code == 400
