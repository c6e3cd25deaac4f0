from __future__ import annotations

import pytest
from django.utils import timezone

from tests.admin_objects import make_requester
from tests.roles import client_as

pytestmark = pytest.mark.django_db


def test_a_misspelt_name_is_mended() -> None:
    person = make_requester(1)
    form = {"name": "Aino Kallio", "email": person.email, "phone": "", "login": "", "language": ""}

    client_as("supervisor").post(f"/admin/people/requester/{person.pk}/change/", form)

    person.refresh_from_db()
    assert person.name == "Aino Kallio"


def test_nobody_gets_the_address_of_another() -> None:
    person, other = make_requester(1), make_requester(2)
    form = {"name": "X", "email": other.email.upper(), "phone": "", "login": "", "language": ""}

    page = client_as("supervisor").post(f"/admin/people/requester/{person.pk}/change/", form)

    assert "This address belongs to somebody else already." in page.content.decode()


def test_people_are_found_by_a_part_of_their_address() -> None:
    make_requester(1)
    make_requester(2)

    page = client_as("supervisor").get("/admin/people/requester/?q=PERSON2@").content.decode()

    assert ("Person 2" in page, "Person 1" in page) == (True, False)


def test_the_page_leads_to_what_the_person_asked() -> None:
    person = make_requester(1)
    client = client_as("supervisor")

    page = client.get(f"/admin/people/requester/{person.pk}/change/").content.decode()

    link = f"/admin/tickets/ticket/?requester__id__exact={person.pk}"
    assert (link in page, client.get(link).status_code) == (True, 200)


def test_the_page_leads_to_what_is_kept_of_the_person() -> None:
    person = make_requester(1)
    page = f"/admin/people/requester/{person.pk}/change/"

    shown = [client_as(role).get(page).content.decode() for role in ("supervisor", "superuser")]

    assert ["Export what is stored" in page for page in shown] == [True, True]
    assert ["Erase this person" in page for page in shown] == [False, True]


def test_whoever_was_erased_is_not_made_somebody_again() -> None:
    person = make_requester(1)
    fields = {"name": "", "email": "", "erased_at": timezone.now()}
    type(person).objects.filter(pk=person.pk).update(**fields)
    form = {"name": "Aino", "email": "", "phone": "", "login": "", "language": ""}

    saved = client_as("superuser").post(f"/admin/people/requester/{person.pk}/change/", form)

    assert (saved.status_code, type(person).objects.get(pk=person.pk).name) == (403, "")
