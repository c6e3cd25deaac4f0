"""Merging on the pages: which one, a look at both, the deed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from helpdesk.people.models import Requester, User
from tests.tickets.conftest import MakeTicket
from tickets.actions import attach_file, merge_tickets, open_ticket, record_contact
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.fixture
def staff(client: Client, agent: User) -> Client:
    client.force_login(agent)
    return client


@pytest.fixture
def chief(client: Client, supervisor: User) -> Client:
    client.force_login(supervisor)
    return client


@pytest.fixture
def ticket_of_leo(db: None) -> Ticket:
    leo = Requester.objects.create(name="Leo Laine", email="leo@uni.example")
    return open_ticket(record_contact(channel="phone", requester=leo), subject="No sound")


def text(page: Any) -> str:
    return page.content.decode()


def test_the_page_of_a_ticket_offers_the_persons_other_tickets_that_are_not_closed(
    staff: Client, make_ticket: MakeTicket
) -> None:
    one, other, closed = make_ticket(), make_ticket("Smoke"), make_ticket(status="closed")

    page = text(staff.get(f"/tickets/{one.pk}/"))

    links = [f'href="/tickets/{one.pk}/merge/?into={each.pk}"' in page for each in (other, closed)]
    assert links == [True, False]


@pytest.mark.parametrize("asked", ["{}", "#{}"])
def test_asked_with_a_number_both_are_shown_and_nothing_is_done(
    staff: Client, make_ticket: MakeTicket, asked: str
) -> None:
    one, other = make_ticket("Printer on fire"), make_ticket("Smoke in the room")

    page = staff.get(f"/tickets/{one.pk}/merge/", {"into": asked.format(other.pk)})

    assert ("Printer on fire" in text(page), "Smoke in the room" in text(page)) == (True, True)
    assert [each for each, *_ in page.context["both"]] == [one, other]
    assert Ticket.objects.filter(merged_into__isnull=False).count() == 0


def test_posted_it_merges_and_leads_to_the_kept_one(
    staff: Client, make_ticket: MakeTicket, agent: User
) -> None:
    one, other = make_ticket(), make_ticket()

    response = staff.post(f"/tickets/{one.pk}/merge/", {"into": other.pk})

    one.refresh_from_db()
    assert (response["Location"], one.merged_into) == (f"/tickets/{other.pk}/", other)
    assert one.events.get(kind="merged").actor == agent


def test_the_page_of_the_one_merged_says_where_it_went_and_offers_nothing(
    staff: Client, make_ticket: MakeTicket, agent: User
) -> None:
    one, other = make_ticket(), make_ticket("Smoke in the room")
    merge_tickets(one, into=other, by=agent)

    page = text(staff.get(f"/tickets/{one.pk}/"))

    assert f'href="/tickets/{other.pk}/" dir="auto">#{other.pk} Smoke in the room</a>' in page
    assert page.count("<form") == page.count('action="/i18n/') + page.count('action="/accounts/')


def test_a_ticket_that_was_merged_is_not_merged_again(
    staff: Client, make_ticket: MakeTicket, agent: User
) -> None:
    one, other = make_ticket(), make_ticket()
    merge_tickets(one, into=other, by=agent)

    response = staff.post(f"/tickets/{one.pk}/merge/", {"into": other.pk})

    assert response["Location"] == f"/tickets/{one.pk}/"


def test_words_find_tickets_to_choose_from(
    staff: Client, ticket: Ticket, ticket_of_leo: Ticket
) -> None:
    page = staff.get(f"/tickets/{ticket.pk}/merge/", {"into": "sound"})

    assert list(page.context["found"]) == [ticket_of_leo]


def test_without_words_the_persons_others_are_offered(
    staff: Client, ticket: Ticket, ticket_of_leo: Ticket, make_ticket: MakeTicket
) -> None:
    other = make_ticket("Smoke")

    page = staff.get(f"/tickets/{ticket.pk}/merge/")

    assert list(page.context["found"]) == [other]


def test_what_is_typed_is_completed(staff: Client, ticket: Ticket, ticket_of_leo: Ticket) -> None:
    page = text(staff.post(f"/tickets/{ticket.pk}/merge/targets/", {"q": "leo"}))
    nothing = text(staff.post(f"/tickets/{ticket.pk}/merge/targets/"))

    assert f'<option value="#{ticket_of_leo.pk}"' in page
    assert nothing.strip() == ""


@pytest.mark.parametrize("into", ["", "999999999", "9" * 30, "nothing like it", "\0"])
def test_posted_without_a_ticket_it_asks_which(staff: Client, ticket: Ticket, into: str) -> None:
    response = staff.post(f"/tickets/{ticket.pk}/merge/", {"into": into})

    ticket.refresh_from_db()
    assert (response.status_code, ticket.merged_into) == (400, None)


def test_itself_is_refused_with_a_sentence(staff: Client, ticket: Ticket) -> None:
    page = staff.get(f"/tickets/{ticket.pk}/merge/", {"into": ticket.pk})

    assert "That is this ticket itself." in text(page)


def test_of_two_people_it_is_done_only_with_the_tick(
    staff: Client, ticket: Ticket, ticket_of_leo: Ticket
) -> None:
    form = {"into": ticket.pk}
    refused = staff.post(f"/tickets/{ticket_of_leo.pk}/merge/", form)
    done = staff.post(f"/tickets/{ticket_of_leo.pk}/merge/", {**form, "other_person": "on"})

    assert (refused.status_code, done.status_code) == (409, 302)
    assert "The tickets are of two people." in text(refused)
    assert '<br><span class="meta" dir="auto">Leo Laine</span>' in text(
        staff.get(f"/tickets/{ticket.pk}/")
    )


def test_a_closed_one_takes_nothing_in(staff: Client, make_ticket: MakeTicket) -> None:
    one, closed = make_ticket(), make_ticket(status="closed")

    shown = staff.get(f"/tickets/{one.pk}/merge/", {"into": closed.pk})
    posted = staff.post(f"/tickets/{one.pk}/merge/", {"into": closed.pk})

    assert ("is closed: nothing goes into it" in text(shown), posted.status_code) == (True, 409)


def test_a_note_written_on_the_page_of_the_one_merged_leads_to_the_kept_one(
    staff: Client, make_ticket: MakeTicket, agent: User
) -> None:
    one, other = make_ticket(), make_ticket()
    merge_tickets(one, into=other, by=agent)

    response = staff.post(f"/tickets/{one.pk}/comments/", {"kind": "note", "body": "Typed before"})

    assert response["Location"] == f"/tickets/{other.pk}/"
    assert [note.body for note in other.comments.all()] == ["Typed before"]


def test_old_links_to_files_still_lead_to_them(
    staff: Client, make_ticket: MakeTicket, agent: User
) -> None:
    one, other = make_ticket(), make_ticket()
    file = attach_file(one, name="a.txt", content_type="text/plain", content=b"1")
    merge_tickets(one, into=other, by=agent)

    assert [staff.get(f"/tickets/{each.pk}/files/{file.pk}/").content for each in (one, other)] == [
        b"1",
        b"1",
    ]


def test_the_list_says_which_were_merged(
    staff: Client, make_ticket: MakeTicket, agent: User
) -> None:
    one, other = make_ticket(), make_ticket()
    merge_tickets(one, into=other, by=agent)

    assert f"merged into #{other.pk}" in text(staff.get("/tickets/?status=all"))


def test_two_people_are_compared_and_merged_by_supervisors(
    chief: Client, requester: Requester
) -> None:
    twin = Requester.objects.create(name="A. Kallio", email="ak@home.example")
    url = f"/people/{twin.pk}/merge/"

    found = chief.get(url, {"into": "aino kallio"})
    shown = chief.get(url, {"into": requester.pk})
    done = chief.post(url, {"into": requester.pk})

    twin.refresh_from_db()
    assert list(found.context["found"]) == [requester]
    assert ("ak@home.example" in text(shown), "aino@uni.example" in text(shown)) == (True, True)
    assert done["Location"] == f"/admin/people/requester/{requester.pk}/change/"
    assert twin.merged_into == requester


def test_somebody_known_by_login_is_offered_the_other_way_round(
    chief: Client, requester: Requester
) -> None:
    known = Requester.objects.create(name="Aino", login="aino1")
    url = f"/people/{known.pk}/merge/"

    shown, posted = chief.get(url, {"into": requester.pk}), chief.post(url, {"into": requester.pk})

    assert "Only the other way round is safe." in text(shown)
    assert f"/people/{requester.pk}/merge/?into={known.pk}" in text(shown)
    assert posted.status_code == 409


def test_the_admin_says_who_was_merged_into_whom(chief: Client, requester: Requester) -> None:
    twin = Requester.objects.create(name="A. Kallio", email="ak@home.example")
    chief.post(f"/people/{twin.pk}/merge/", {"into": requester.pk})

    kept = text(chief.get(f"/admin/people/requester/{requester.pk}/change/"))
    merged = text(chief.get(f"/admin/people/requester/{twin.pk}/change/"))
    found = text(chief.get("/admin/people/requester/?q=ak@home"))

    assert "A. Kallio · ak@home.example" in kept
    assert f'href="/admin/people/requester/{requester.pk}/change/">Aino Kallio</a>' in merged
    assert "A. Kallio → Aino Kallio" in found
