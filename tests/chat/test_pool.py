"""How the message path reaches PostgreSQL."""

from __future__ import annotations

import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from chat.pool import conninfo


def test_what_django_is_told_of_the_way_holds_for_messages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    options = {**connection.settings_dict.get("OPTIONS", {}), "sslmode": "verify-full"}
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)
    monkeypatch.setitem(connection.settings_dict, "NAME", "elsewhere")

    address = conninfo_to_dict(conninfo())

    assert (address["dbname"], address["sslmode"], address["application_name"]) == (
        "elsewhere",
        "verify-full",
        "helpdesk messages",
    )
    assert "statement_timeout=5s" in address["options"]
