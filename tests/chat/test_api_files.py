"""Files of a chat over HTTP: who may send which, and who may have them."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from chat import api_files
from chat.actions import accept_chat, close_chat, open_chat
from chat.choices import EndReason
from chat.limits import Buckets
from chat.models import File
from helpdesk.people.models import Team, User
from tests.chat.conftest import MakeAgent
from tests.chat.uploads import PDF, PNG, bearer, kept, upload


@pytest.fixture(autouse=True)
def _new_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_files, "uploads", Buckets(10))


def signed_in(user: User, *, checks: bool = False) -> Client:
    client = Client(enforce_csrf_checks=checks)
    client.force_login(user)
    return client


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def path(file: File) -> str:
    return f"/api/v1/chats/{file.chat_id}/files/{file.pk}/"


def say(file: File, *, is_internal: bool = False) -> None:
    File.objects.filter(pk=file.pk).update(seq=3, is_internal=is_internal)


def test_a_visitor_uploads_a_picture(client: Client, opened: Any) -> None:
    answer = upload(client, opened.chat, **bearer(opened.token))

    stored = opened.chat.files.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "id": str(stored.pk),
        "name": "error.png",
        "size": len(PNG),
        "content_type": "image/png",
    }
    assert (bytes(stored.content), stored.role, stored.seq) == (PNG, "visitor", None)


def test_the_agent_of_the_chat_uploads_with_the_session(opened: Any, agent: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)

    answer = upload(signed_in(agent), opened.chat, "form.pdf", PDF)

    stored = opened.chat.files.get()
    assert answer.status_code == 201
    assert (stored.role, stored.author, stored.content_type) == ("agent", agent, "application/pdf")


def test_a_session_needs_the_token_against_forgery(opened: Any, agent: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)

    assert upload(signed_in(agent, checks=True), opened.chat).status_code == 403


def test_a_visitors_token_counts_where_an_agent_is_signed_in_too(opened: Any, agent: User) -> None:
    answer = upload(signed_in(agent, checks=True), opened.chat, **bearer(opened.token))

    assert answer.status_code == 201
    assert opened.chat.files.get().role == "visitor"


def test_who_only_reads_a_chat_sends_nothing_in_it(opened: Any, make_agent: MakeAgent) -> None:
    chief = make_agent("berit", role="supervisor")

    assert code_of(upload(signed_in(chief), opened.chat)) == (403, "not_allowed")


def test_a_foreign_chat_is_answered_like_an_absent_one(
    client: Client, opened: Any, agent: User, team: Team
) -> None:
    other = open_chat(question="Mine", language="en")
    other.chat.team = team
    other.chat.save()

    assert code_of(upload(client, other.chat)) == (404, "unknown_chat")
    assert code_of(upload(client, other.chat, **bearer(opened.token))) == (404, "unknown_chat")
    assert code_of(upload(signed_in(agent), other.chat)) == (404, "unknown_chat")


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("big.png", PNG + bytes(20 * 1024 * 1024), (413, "too_large")),
        ("big.png", PNG + bytes(10 * 1024 * 1024), (413, "too_large")),
        ("page.png", b"<html><script>alert(1)</script>", (415, "content")),
        (
            "drawing.png",
            b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
            (415, "content"),
        ),
        ("page.html", b"<html>", (415, "kind")),
        ("drawing.svg", b"<svg/>", (415, "kind")),
        ("setup.exe", b"MZ\x90", (415, "kind")),
        ("error.png", b"", (400, "empty")),
        ("png", PNG, (415, "kind")),
    ],
)
def test_what_is_no_file_to_send_is_refused(
    client: Client, opened: Any, name: str, content: bytes, refusal: tuple[int, str]
) -> None:
    answer = upload(client, opened.chat, name, content, **bearer(opened.token))

    assert code_of(answer) == refusal
    assert not File.objects.exists()


def test_a_form_without_a_file_is_refused(client: Client, opened: Any) -> None:
    answer = client.post(
        f"/api/v1/chats/{opened.chat.pk}/files/", {"file": "text"}, headers=bearer(opened.token)
    )

    assert code_of(answer) == (400, "no_file")


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\temp\\error.txt", "error.txt"),
        (f"{'x' * 300}.txt", f"{'x' * 120}.txt"),
        ("131052-308T.txt", "▇▇▇▇▇▇-▇▇▇▇.txt"),
        ("my password is Kesa-2026.txt", "my password is ▇▇▇▇▇▇▇▇.txt"),
    ],
)
def test_a_file_is_kept_under_a_safe_name(opened: Any, name: str, stored: str) -> None:
    kept(opened.chat, name, b"words")

    assert opened.chat.files.get().name == stored


def test_each_side_sends_so_many_files_and_no_more(
    client: Client, opened: Any, agent: User, settings: Any
) -> None:
    settings.CHAT = {**settings.CHAT, "files": 1}
    accept_chat(opened.chat.pk, agent=agent)
    upload(client, opened.chat, **bearer(opened.token))

    more = upload(client, opened.chat, **bearer(opened.token))

    assert code_of(more) == (409, "too_many")
    assert upload(signed_in(agent), opened.chat).status_code == 201


def test_all_files_of_a_side_together_are_not_too_large(
    client: Client, opened: Any, settings: Any
) -> None:
    settings.CHAT = {**settings.CHAT, "files_bytes": 2 * len(PNG)}
    for _ in range(2):
        assert upload(client, opened.chat, **bearer(opened.token)).status_code == 201

    more = upload(client, opened.chat, **bearer(opened.token))

    assert code_of(more) == (409, "too_large_together")


def test_the_visitors_of_an_hour_send_only_so_much(
    client: Client, opened: Any, agent: User, settings: Any
) -> None:
    settings.CHAT = {**settings.CHAT, "files_per_hour": 2 * len(PNG)}
    other = open_chat(question="And mine?", language="en")
    accept_chat(opened.chat.pk, agent=agent)
    for chat in (opened, other):
        assert upload(client, chat.chat, **bearer(chat.token)).status_code == 201

    more = upload(client, other.chat, **bearer(other.token))
    from_the_desk = upload(signed_in(agent), opened.chat)
    File.objects.filter(chat=opened.chat).update(created_at=timezone.now() - timedelta(hours=2))
    later = upload(client, other.chat, **bearer(other.token))

    assert code_of(more) == (409, "flood")
    assert (from_the_desk.status_code, later.status_code) == (201, 201)


def test_who_floods_is_told_to_wait(client: Client, opened: Any, settings: Any) -> None:
    settings.CHAT = {**settings.CHAT, "files_burst": 1, "files_per_s": 0.001}
    upload(client, opened.chat, "no.exe", **bearer(opened.token))

    answer = upload(client, opened.chat, **bearer(opened.token))

    assert code_of(answer) == (429, "rate_limited")
    assert 0 < answer.json()["after_ms"] <= 1_000_001


def test_after_the_end_nothing_is_uploaded(client: Client, opened: Any) -> None:
    close_chat(opened.chat.pk, reason=EndReason.VISITOR)

    assert code_of(upload(client, opened.chat, **bearer(opened.token))) == (409, "chat_closed")


def test_a_file_is_saved_and_never_shown_as_a_page(client: Client, opened: Any) -> None:
    file = kept(opened.chat, "kuva ä.png")

    answer = client.get(path(file), headers=bearer(opened.token))

    assert (answer.status_code, answer.content) == (200, PNG)
    assert {name: answer[name] for name in ("Content-Type", "X-Content-Type-Options")} == {
        "Content-Type": "image/png",
        "X-Content-Type-Options": "nosniff",
    }
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''kuva%20%C3%A4.png"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("by", "said", "internal", "statuses"),
    [
        ("visitor", False, False, (200, 404)),
        ("visitor", True, False, (200, 200)),
        ("agent", False, False, (404, 200)),
        ("agent", True, False, (200, 200)),
        ("agent", True, True, (404, 200)),
    ],
)
def test_each_side_gets_what_was_said_to_it_and_its_own(
    client: Client,
    opened: Any,
    agent: User,
    by: str,
    said: bool,
    internal: bool,
    statuses: tuple[int, int],
) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    file = kept(opened.chat, by=agent if by == "agent" else None)
    if said:
        say(file, is_internal=internal)

    visitors = client.get(path(file), headers=bearer(opened.token))
    agents = signed_in(agent).get(path(file))

    assert (visitors.status_code, agents.status_code) == statuses


def test_a_file_is_not_to_be_had_through_another_chat(client: Client, opened: Any) -> None:
    other = open_chat(question="Mine", language="en")
    file = kept(opened.chat)
    say(file)

    own = client.get(path(file), headers=bearer(other.token))
    through = client.get(
        f"/api/v1/chats/{other.chat.pk}/files/{file.pk}/", headers=bearer(other.token)
    )

    assert (code_of(own), code_of(through)) == ((404, "unknown_chat"), (404, "unknown_file"))
    assert client.get(path(file)).status_code == 404


def test_what_is_not_said_yet_can_be_taken_back(client: Client, opened: Any) -> None:
    file = kept(opened.chat)

    gone = client.delete(path(file), headers=bearer(opened.token))
    again = client.delete(path(file), headers=bearer(opened.token))

    assert (gone.status_code, again.status_code) == (204, 404)
    assert not File.objects.exists()


def test_what_was_said_stays(client: Client, opened: Any) -> None:
    file = kept(opened.chat)
    say(file)

    assert client.delete(path(file), headers=bearer(opened.token)).status_code == 404
    assert File.objects.exists()


def test_nobody_takes_back_what_the_other_side_uploaded(opened: Any, agent: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    file = kept(opened.chat)

    assert signed_in(agent).delete(path(file)).status_code == 404
    assert (
        signed_in(agent).delete(path(file).replace(str(file.pk), str(uuid.uuid4()))).status_code
        == 404
    )
    assert File.objects.exists()
