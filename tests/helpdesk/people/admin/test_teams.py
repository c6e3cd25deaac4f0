from __future__ import annotations

import pytest

from helpdesk.people.models import Team
from tests.admin_objects import make_contact, make_team, make_user
from tests.roles import client_as

pytestmark = pytest.mark.django_db


def test_members_are_chosen_on_the_page_of_their_team() -> None:
    member = make_user(1)
    form = {
        "name": "Networks",
        "slug": "networks",
        "email": "",
        "promise_seconds": "10",
        "routing": "offer",
        "offer_seconds": "20",
        "least_agents": "2",
        "ask_after_minutes": "5",
        "agent_grace_seconds": "60",
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 0,
        "memberships-0-user": member.pk,
    }

    client_as("supervisor").post("/admin/people/team/add/", form)

    assert list(Team.objects.get(slug="networks").members.all()) == [member]


def test_a_team_that_the_record_names_is_not_deleted() -> None:
    contact = make_contact(1)

    response = client_as("superuser").post(
        f"/admin/people/team/{contact.team_id}/delete/", {"post": "yes"}
    )

    assert (response.status_code, Team.objects.filter(pk=contact.team_id).exists()) == (403, True)


def test_a_team_that_nobody_ever_reached_may_go() -> None:
    team = make_team(1)

    client_as("superuser").post(f"/admin/people/team/{team.pk}/delete/", {"post": "yes"})

    assert not Team.objects.exists()


def test_lists_offer_no_deleting_of_what_the_record_may_name() -> None:
    team = make_contact(1).team
    assert team is not None

    client_as("superuser").post(
        "/admin/people/team/",
        {"action": "delete_selected", "_selected_action": team.pk, "post": "yes"},
    )

    assert Team.objects.filter(pk=team.pk).exists()
