"""One person who stands in the desk twice becomes one, and nothing is lost."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.errors import DomainError
from helpdesk.people.actions import find_or_make_requester
from helpdesk.people.models import Requester, User
from tests.tickets.mail.letters import raw
from tickets.actions import merge_requesters, open_ticket, receive_email, record_contact
from tickets.errors import (
    KnownByLogin,
    NobodyInParticular,
    OnePersonAlready,
    WasMergedPerson,
)
from tickets.history import words_of
from tickets.models import Contact, Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]

NOON = datetime(2026, 3, 5, 10, tzinfo=UTC)


def person(name: str = "", **fields: Any) -> Requester:
    return Requester.objects.create(name=name, **fields)


def test_contacts_and_tickets_become_the_kept_ones(requester: Requester, agent: User) -> None:
    twin = person("Aino K.", email="ak@home.example")
    loose = record_contact(channel="chat", requester=twin)
    ticket = open_ticket(record_contact(channel="phone", requester=twin), subject="Wi-Fi")

    merged = merge_requesters(twin, into=requester, by=agent)

    assert merged == requester
    assert {loose.pk, ticket.contacts.get().pk} == {each.pk for each in requester.contacts.all()}
    assert list(requester.tickets.all()) == [ticket]
    assert (twin.contacts.count(), twin.tickets.count()) == (0, 0)


def test_it_is_written_down_who_merged_whom_and_in_the_history_of_tickets(
    requester: Requester, agent: User
) -> None:
    twin = person("Aino K.")
    ticket = open_ticket(record_contact(channel="phone", requester=twin), subject="Wi-Fi")

    merge_requesters(twin, into=requester, by=agent)

    assert (twin.merged_into, twin.merged_by, twin.merged_at is None) == (requester, agent, False)
    told = ticket.events.get(kind="person")
    assert (words_of(told), told.actor) == ("Merged people: Aino K. is Aino Kallio", agent)


def test_the_kept_one_takes_over_what_it_lacks_and_keeps_what_it_has(agent: User) -> None:
    twin = person("A. Kallio", email="aino@uni.example", phone="+358 40 1", language="sv")
    kept = person("Aino Kallio", login="aino1")
    Requester.objects.filter(pk=twin.pk).update(created_at=NOON)

    merged = merge_requesters(twin, into=kept, by=agent)

    assert (merged.name, merged.email, merged.phone, merged.login, merged.language) == (
        *("Aino Kallio", "aino@uni.example", "+358 40 1"),
        *("aino1", "sv"),
    )
    assert merged.created_at == NOON


@pytest.mark.parametrize(
    "known",
    [{"email": "AK@home.example"}, {"phone": "+358 40 22"}, {"login": "ak2"}],
    ids=["address", "number", "login"],
)
def test_by_whatever_either_was_known_the_kept_one_is_found(
    known: dict[str, str], agent: User
) -> None:
    twin = person("Aino", email="ak@home.example", phone="+358 40 22", login="ak2")
    kept = person("Aino K", email="aino@uni.example", phone="+358 40 11", login="ak1")
    merge_requesters(twin, into=kept, by=agent)

    assert find_or_make_requester(**known) == kept
    assert find_or_make_requester(email="aino@uni.example") == kept


def test_an_address_that_the_kept_one_took_over_finds_them(agent: User) -> None:
    twin, kept = person(email="aino@uni.example"), person("Aino")

    merge_requesters(twin, into=kept, by=agent)

    assert find_or_make_requester(email="Aino@uni.example", phone="1") == kept


def test_a_mail_from_the_second_address_is_the_kept_ones(requester: Requester, agent: User) -> None:
    twin = person("Aino", email="ak@home.example")
    ticket = open_ticket(record_contact(channel="web", requester=requester), subject="Wi-Fi")
    merge_requesters(twin, into=requester, by=agent)

    contact = receive_email(raw(From="ak@home.example", Subject=f"[#{ticket.pk}] Wi-Fi"))

    assert (contact.requester, contact.ticket) == (requester, ticket)


def test_with_an_address_taken_off_the_kept_one_the_second_still_leads_to_them(
    requester: Requester, agent: User
) -> None:
    merge_requesters(person(email="ak@home.example"), into=requester, by=agent)
    Requester.objects.filter(pk=requester.pk).update(email="")

    found = find_or_make_requester(email="ak@home.example", name="Aino")

    assert (found, found.email) == (requester, "")


def test_merged_again_nothing_changes(requester: Requester, agent: User) -> None:
    twin = person("Aino", email="ak@home.example")
    ticket = open_ticket(record_contact(channel="phone", requester=twin), subject="Wi-Fi")
    merge_requesters(twin, into=requester, by=agent)
    at = twin.merged_at

    assert merge_requesters(twin, into=requester, by=agent) == requester
    assert (twin.merged_at, ticket.events.filter(kind="person").count()) == (at, 1)


def test_nobody_is_merged_into_themselves_or_in_circles(requester: Requester, agent: User) -> None:
    twin = person("Aino")
    with pytest.raises(OnePersonAlready):
        merge_requesters(twin, into=twin, by=agent)
    merge_requesters(twin, into=requester, by=agent)

    with pytest.raises(OnePersonAlready):
        merge_requesters(requester, into=twin, by=agent)


def test_who_was_merged_leads_to_the_end(agent: User) -> None:
    one, two, three, four = (person(name) for name in "abcd")
    merge_requesters(two, into=three, by=agent)

    assert merge_requesters(one, into=two, by=agent) == three
    merge_requesters(three, into=four, by=agent)

    assert set(Requester.objects.values_list("merged_into", flat=True)) == {None, four.pk}
    with pytest.raises(WasMergedPerson):
        merge_requesters(one, into=person("e"), by=agent)


def test_somebody_with_a_login_is_not_merged_into_somebody_without(
    requester: Requester, agent: User
) -> None:
    known = person("Aino", login="aino1")
    contact = record_contact(channel="chat", requester=known)

    with pytest.raises(KnownByLogin):
        merge_requesters(known, into=requester, by=agent)

    contact.refresh_from_db()
    assert contact.requester == known


def test_the_other_way_round_they_are(requester: Requester, agent: User) -> None:
    known = person("Aino", login="aino1")

    assert merge_requesters(requester, into=known, by=agent) == known


@pytest.mark.parametrize("which", ["erased", "many"])
def test_nobody_in_particular_is_merged_with_nobody(
    which: str, requester: Requester, agent: User
) -> None:
    name = "Imported from old-desk" if which == "many" else ""
    nobody = person(name, erased_at=NOON if which == "erased" else None)

    for one, other in ((nobody, requester), (requester, nobody)):
        with pytest.raises(NobodyInParticular):
            merge_requesters(one, into=other, by=agent)


def test_contacts_of_both_follow_one_another_afterwards(
    requester: Requester, agent: User, topic: Any
) -> None:
    twin = person("Aino")
    first = record_contact(channel="chat", requester=requester, topic=topic, started_at=NOON)
    later = NOON + timedelta(days=1)
    record_contact(channel="phone", requester=twin, topic=topic, started_at=later)

    merge_requesters(twin, into=requester, by=agent)

    first.refresh_from_db()
    assert first.followed_at == later


def test_a_contact_written_down_for_who_was_merged_is_the_kept_ones(
    requester: Requester, agent: User
) -> None:
    twin = person("Aino")
    merge_requesters(twin, into=requester, by=agent)

    contact = record_contact(channel="phone", requester=twin)

    assert contact.requester == requester


PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=6)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=PAIRS, owners=st.lists(st.integers(0, 3), max_size=6))
def test_nothing_disappears_whoever_is_merged_in_whatever_order(
    pairs: list[tuple[int, int]], owners: list[int], agent: User
) -> None:
    Contact.objects.all().delete()
    Ticket.objects.all().delete()
    Requester.objects.update(merged_into=None, merged_at=None)
    Requester.objects.all().delete()
    people = [person(name, email=f"{name}@a.example") for name in "abcd"]
    for owner in owners:
        open_ticket(record_contact(channel="web", requester=people[owner]), subject="?")
    before = Counter(Contact.objects.values_list("pk", "ticket"))

    for one, kept in pairs:
        try:
            merge_requesters(people[one], into=people[kept], by=agent)
        except DomainError:
            continue

    assert Counter(Contact.objects.values_list("pk", "ticket")) == before
    merged = Requester.objects.filter(merged_into__isnull=False)
    assert not Contact.objects.filter(requester__in=merged).exists()
    assert not Ticket.objects.filter(requester__in=merged).exists()
    for owner, name in enumerate("abcd"):
        end = Requester.objects.get(pk=people[owner].pk).kept
        assert find_or_make_requester(email=f"{name}@a.example") == end
