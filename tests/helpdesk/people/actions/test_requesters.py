"""One person, one row."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from helpdesk.people.actions import find_or_make_requester
from helpdesk.people.models import Requester

pytestmark = pytest.mark.django_db


def test_a_person_is_found_by_address_in_any_case() -> None:
    first = find_or_make_requester(email="Aino.Kallio@uni.example", name="Aino Kallio")
    second = find_or_make_requester(email=" aino.kallio@UNI.example ")

    assert second == first
    assert Requester.objects.count() == 1


def test_a_person_is_found_by_number_and_by_login() -> None:
    person = find_or_make_requester(name="Leo", phone="040 123 4567", login="leo1")

    assert find_or_make_requester(phone="040 123 4567") == person
    assert find_or_make_requester(login="leo1") == person


def test_the_address_counts_more_than_the_number() -> None:
    by_phone = find_or_make_requester(phone="09 1234")
    by_email = find_or_make_requester(email="a@uni.example")

    assert find_or_make_requester(email="a@uni.example", phone="09 1234") == by_email
    assert find_or_make_requester(phone="09 1234") == by_phone


def test_empty_fields_are_filled_and_written_ones_never_changed() -> None:
    find_or_make_requester(email="a@uni.example", name="Aino")

    person = find_or_make_requester(
        email="a@uni.example", name="Somebody", phone="040 1", language="sv"
    )

    person.refresh_from_db()
    assert (person.name, person.phone, person.language) == ("Aino", "040 1", "sv")


def test_people_who_share_a_telephone_stay_apart() -> None:
    aino = find_or_make_requester(email="aino@uni.example", phone="09 1234")
    leo = find_or_make_requester(email="leo@uni.example", phone="09 1234")

    assert leo != aino
    assert find_or_make_requester(phone="09 1234") == aino


def test_an_address_is_added_to_a_person_known_by_number() -> None:
    known = find_or_make_requester(phone="040 9")

    assert find_or_make_requester(phone="040 9", email="x@uni.example") == known
    known.refresh_from_db()
    assert known.email == "x@uni.example"


def test_people_without_identifier_are_always_new() -> None:
    assert find_or_make_requester(name="Aino") != find_or_make_requester(name="Aino")
    assert find_or_make_requester() != find_or_make_requester()


def test_what_is_no_address_counts_as_not_given() -> None:
    person = find_or_make_requester(email="not an address", name="Aino")

    assert person.email == ""
    assert find_or_make_requester(email="a" * 300 + "@uni.example").email == ""


def test_names_are_cleaned_and_cut() -> None:
    person = find_or_make_requester(name="Aino\x00\n 131052-308T " + "x" * 200)

    assert person.name.startswith("Aino ▇▇▇▇▇▇-▇▇▇▇ xxx")
    assert len(person.name) == 120


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("given", [{"email": "A@uni.example"}, {"phone": "040 1"}, {"login": "a"}])
def test_two_calls_at_once_make_one_person(given: dict[str, str]) -> None:
    made: list[Requester] = []
    inside = threading.Barrier(2, timeout=10)

    def ask() -> None:
        inside.wait()
        try:
            with transaction.atomic():
                made.append(find_or_make_requester(**given))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(made) == 2
    assert Requester.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_looks_up_waits_for_whoever_is_just_making_the_person() -> None:
    found: list[Requester] = []

    def ask() -> None:
        try:
            found.append(find_or_make_requester(phone="040 5"))
        finally:
            connection.close()

    thread = threading.Thread(target=ask)
    with transaction.atomic():
        made = find_or_make_requester(phone="040 5")
        thread.start()
        thread.join(0.3)
        assert found == [], "it must wait until this transaction ends"
    thread.join(10)

    assert found == [made]
