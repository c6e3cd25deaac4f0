"""The chat part of the API does what its schema says, whatever it is asked."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from helpdesk.people.models import Desk

pytestmark = pytest.mark.django_db(transaction=True)

CHAT = r"^/api/v1/(chats|desk)/"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = 20


def operations() -> dict[str, Any]:
    """What the chat part of the API offers, by method and path."""
    schema = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(public=True))
    schema.app = WSGIHandler()
    found = [result.ok() for result in schema.include(path_regex=CHAT).get_all_operations()]
    return {f"{operation.method.upper()} {operation.path}": operation for operation in found}


@pytest.mark.parametrize(
    "name",
    [
        "GET /api/v1/desk/",
        "POST /api/v1/chats/",
        "GET /api/v1/chats/{chat}/",
        "POST /api/v1/chats/{chat}/alternative/",
        "POST /api/v1/chats/{chat}/survey/",
        "GET /api/v1/chats/{chat}/transcript/",
        "POST /api/v1/chats/{chat}/files/",
        "GET /api/v1/chats/{chat}/files/{file}/",
        "DELETE /api/v1/chats/{chat}/files/{file}/",
    ],
)
def test_whatever_is_asked_is_answered_as_the_schema_says(name: str, opened: Any) -> None:
    Desk.objects.update(queue_limit=10_000)
    operation = operations()[name]

    @tries(
        max_examples=EXAMPLES if "{" in name or "POST" in name else 3,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), known=st.booleans())
    def ask(case: Any, known: bool) -> None:
        if known and "{chat}" in name:
            case.path_parameters["chat"] = str(opened.chat.pk)
        headers = {"Authorization": f"Bearer {opened.token}"} if known else {}
        case.call_and_validate(headers=headers, checks=CHECKS)

    ask()


def test_no_part_of_it_is_left_out() -> None:
    assert len(operations()) == 9
