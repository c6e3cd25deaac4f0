from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from tests.roles import client_as

pytestmark = pytest.mark.django_db


def test_the_openapi_document_is_complete_and_without_warnings(tmp_path: Path) -> None:
    document = tmp_path / "schema.yml"

    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(document))

    assert "openapi: 3.0" in document.read_text()


def test_every_operation_of_the_document_says_what_it_does() -> None:
    paths = Client().get("/api/v1/schema/?format=json").json()["paths"]

    silent = [
        f"{method} {path}"
        for path, methods in paths.items()
        for method, operation in methods.items()
        if not operation.get("summary")
    ]
    assert silent == []


def test_the_page_of_the_api_has_no_inline_script_or_style() -> None:
    page = client_as("agent").get("/api/v1/").content.decode()

    assert ("<style" in page, "<script>" in page, 'id="swagger-ui"' in page) == (False, False, True)


def test_a_stranger_is_told_how_to_come_in() -> None:
    answer = Client().get("/api/v1/tickets/")

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Token")


def test_a_refusal_says_its_code_and_a_sentence() -> None:
    credentials = {"username": "nobody", "password": "x"}

    answer = Client().post("/api/v1/auth/login/", credentials)

    assert answer.json() == {
        "code": "wrong_password",
        "message": "User name and password do not belong together.",
    }
