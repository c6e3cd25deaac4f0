"""Who may do what on each page of the admin. A model that is registered without a row fails."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.admin_objects import MAKERS
from tests.roles import ROLES, client_as

pytestmark = pytest.mark.django_db

STAFF = ("supervisor", "manager", "superuser")
MANAGERS = ("manager", "superuser")
TOP = ("superuser",)
RIGHTS = {
    # model: may look, add, change, delete
    "chat.chat": (STAFF, (), (), ()),
    "chat.offer": (STAFF, (), (), ()),
    "chat.participation": (STAFF, (), (), ()),
    "chat.presencespan": (TOP, (), (), ()),
    "chat.skill": (STAFF, STAFF, STAFF, STAFF),
    "knox.authtoken": (TOP, (), (), TOP),
    "mfa.authenticator": (TOP, (), (), TOP),
    "people.desk": (STAFF, (), MANAGERS, ()),
    "people.holiday": (STAFF, STAFF, STAFF, STAFF),
    "people.privacyrecord": (STAFF, (), (), ()),
    "people.requester": (STAFF, (), STAFF, ()),
    "people.servicehours": (STAFF, STAFF, STAFF, STAFF),
    "people.team": (STAFF, STAFF, STAFF, TOP),
    "people.term": (STAFF, MANAGERS, MANAGERS, MANAGERS),
    "people.user": (STAFF, TOP, TOP, ()),
    "reports.annotation": (STAFF, MANAGERS, MANAGERS, MANAGERS),
    "reports.costrate": (STAFF, MANAGERS, MANAGERS, MANAGERS),
    "reports.target": (STAFF, MANAGERS, (), ()),
    "socialaccount.socialaccount": (TOP, (), (), TOP),
    "tickets.article": (STAFF, STAFF, STAFF, STAFF),
    "tickets.cannedreply": (STAFF, STAFF, STAFF, STAFF),
    "tickets.contact": (STAFF, (), (), ()),
    "tickets.ticket": (STAFF, (), (), ()),
    "tickets.topic": (STAFF, STAFF, STAFF, TOP),
}
LOGIN, REFUSED, SHOWN, ELSEWHERE = 302, 403, 200, 302


def test_every_page_of_the_admin_has_a_row() -> None:
    registered = {model._meta.label_lower for model in admin.site._registry}

    assert registered == set(RIGHTS)


def status(role: str, allowed: tuple[str, ...]) -> int:
    """The agent is led to the login page, which tells that this is not for agents."""
    if role in ("anonymous", "agent"):
        return LOGIN
    return SHOWN if role in allowed else REFUSED


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("label", sorted(RIGHTS))
def test_each_role_may_do_what_its_row_says(label: str, role: str) -> None:
    look, add, change, delete = RIGHTS[label]
    thing = MAKERS[label](1)
    client, name = client_as(role), f"admin:{label.replace('.', '_')}"

    answers = {
        "list": client.get(reverse(f"{name}_changelist")).status_code,
        "add": client.get(reverse(f"{name}_add")).status_code,
        "look": client.get(reverse(f"{name}_change", args=[thing.pk])).status_code,
        "save": client.post(reverse(f"{name}_change", args=[thing.pk]), {}).status_code,
        "delete": client.get(reverse(f"{name}_delete", args=[thing.pk])).status_code,
        "history": client.get(reverse(f"{name}_history", args=[thing.pk])).status_code,
    }

    assert answers == {
        "list": ELSEWHERE if label == "people.desk" and role in look else status(role, look),
        "add": status(role, add),
        "look": status(role, look),
        "save": saved(label) if role in change else status(role, ()),
        "delete": status(role, delete),
        "history": status(role, look),
    }


def saved(label: str) -> int:
    """An empty form is shown again with what it lacks, except where nothing is required."""
    return ELSEWHERE if label == "people.requester" else SHOWN
