"""Settings of the sign-in that would lock people out, or let everybody in."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from helpdesk.people.oidc.checks import check_provider

WELL = {"server_url": "https://id.example/realms/uni", "client_id": "desk"}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, []),
        (WELL, []),
        ({**WELL, "server_url": "http://127.0.0.1:9000"}, []),
        ({**WELL, "server_url": "http://id.example"}, ["oidc.E002"]),
        ({**WELL, "server_url": "id.example"}, ["oidc.E002"]),
        ({**WELL, "client_id": ""}, ["oidc.E001"]),
        ({"only": True}, ["oidc.E003"]),
        ({**WELL, "only": True}, []),
        ({**WELL, "create": True}, ["oidc.W001"]),
        ({**WELL, "create": True, "required_claim": "groups=helpdesk"}, []),
        ({**WELL, "required_claim": "helpdesk"}, ["oidc.E004"]),
    ],
)
def test_what_is_wrong_is_said_before_the_desk_starts(
    settings: Settings, said: dict[str, Any], found: list[str]
) -> None:
    settings.OIDC = {**settings.OIDC, **said}

    assert [message.id for message in check_provider(None)] == found
