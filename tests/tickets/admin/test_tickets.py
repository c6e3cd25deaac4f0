from __future__ import annotations

from datetime import UTC, datetime
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpdesk.people.models import Desk
from tests.admin_objects import make_ticket
from tests.roles import client_as
from tickets.actions import add_comment, attach_file, move_ticket
from tickets.models import Comment, Ticket
from tickets.querysets import SEND_TRIES

pytestmark = pytest.mark.django_db


def page_of(client: Client, ticket: Ticket) -> str:
    return unescape(client.get(f"/admin/tickets/ticket/{ticket.pk}/change/").content.decode())


def test_the_conversation_is_shown_as_text_in_order() -> None:
    ticket = make_ticket(1)
    add_comment(ticket, kind="message", body="It is <b>red</b>", author_name="Aino")
    add_comment(ticket, kind="note", body="Same as last week")

    page = client_as("supervisor").get(f"/admin/tickets/ticket/{ticket.pk}/change/")

    shown = page.content.decode()
    said = ["It is &lt;b&gt;red&lt;/b&gt;", "Same as last week"]
    assert [text for text in said if text in shown] == said
    assert shown.index(said[0]) < shown.index(said[1])


def test_the_files_lead_to_their_download() -> None:
    ticket = make_ticket(1)
    file = attach_file(
        ticket, name="transcript.txt", content_type="text/plain", content=b"Hi", is_public=True
    )
    client = client_as("supervisor")

    page = page_of(client, ticket)

    link = f"/tickets/{ticket.pk}/files/{file.pk}/"
    assert (f'href="{link}"' in page, file.sha256 in page) == (True, True)
    assert b"".join(client.get(link)) == b"Hi"


def test_the_history_says_who_moved_it_whereto() -> None:
    ticket = make_ticket(1)
    move_ticket(ticket, to="solved", actor=ticket.assignee)

    page = page_of(client_as("supervisor"), ticket)

    assert "New → Solved" in page


def test_tickets_whose_reply_never_arrived_are_found() -> None:
    make_ticket(1)
    lost = add_comment(make_ticket(2), kind="reply", body="Try again")
    Comment.objects.filter(pk=lost.pk).update(send_to="aino@uni.example", send_tries=SEND_TRIES)

    page = client_as("supervisor").get("/admin/tickets/ticket/?mails=given_up")

    assert [ticket.pk for ticket in page.context["cl"].queryset] == [lost.ticket_id]


def test_a_page_costs_the_same_however_much_was_said(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ticket = make_ticket(1)
    client = client_as("supervisor")
    page_of(client, ticket)

    with django_assert_num_queries(9):
        page_of(client, ticket)
    for n in range(3):
        add_comment(ticket, kind="note", body=f"Note {n}", author=ticket.assignee)
        attach_file(ticket, name=f"{n}.txt", content_type="text/plain", content=b"x")
    with django_assert_num_queries(9):
        page_of(client, ticket)


def test_its_status_is_moved_by_the_dialog() -> None:
    ticket = make_ticket(1)
    url = f"/admin/tickets/ticket/{ticket.pk}/change_status/"

    answer = client_as("supervisor").post(url, {"to": "solved", "_form_submitted": "on"})

    ticket.refresh_from_db()
    assert (answer.headers["HX-Redirect"], ticket.status) == (
        f"/admin/tickets/ticket/{ticket.pk}/change/",
        "solved",
    )
    event = ticket.events.get(kind="status")
    assert (event.actor.username, event.data) == ("the-supervisor", {"from": "new", "to": "solved"})


def test_looking_at_the_dialog_moves_nothing() -> None:
    ticket = make_ticket(1)

    client_as("supervisor").get(f"/admin/tickets/ticket/{ticket.pk}/change_status/?to=solved")

    ticket.refresh_from_db()
    assert ticket.status == "new"


def test_the_dialog_offers_only_the_steps_that_are_allowed() -> None:
    ticket = make_ticket(1)
    move_ticket(ticket, to="solved")
    url = f"/admin/tickets/ticket/{ticket.pk}/change_status/"

    client = client_as("supervisor")
    client.post(url, {"to": "pending", "_form_submitted": "on"})

    ticket.refresh_from_db()
    assert ticket.status == "solved"


def test_many_are_closed_from_the_list_and_the_others_are_named() -> None:
    first, second = make_ticket(1), make_ticket(2)
    move_ticket(second, to="closed")
    client = client_as("supervisor")

    page = client.post(
        "/admin/tickets/ticket/",
        {"action": "mark_solved", "_selected_action": [first.pk, second.pk]},
        follow=True,
    ).content.decode()

    first.refresh_from_db()
    assert first.status == "solved"
    assert "1 ticket moved." in page
    assert f"Not moved, their status does not allow it: #{second.pk}" in page


@pytest.mark.parametrize("path", ["{}/change/", "{}/delete/", "add/"])
def test_nothing_of_the_record_is_written_by_forms(path: str) -> None:
    ticket = make_ticket(1)
    before = Ticket.objects.values().get()

    response = client_as("superuser").post(
        f"/admin/tickets/ticket/{path.format(ticket.pk)}", {"status": "closed", "post": "yes"}
    )

    assert (response.status_code, Ticket.objects.values().get()) == (403, before)


@pytest.mark.parametrize("asked", ["#{}", "{}", "Subject 2", "person2@UNI.example"])
def test_a_ticket_is_found_by_its_number_or_words(asked: str) -> None:
    make_ticket(1)
    wanted = make_ticket(2)

    page = client_as("supervisor").get("/admin/tickets/ticket/", {"q": asked.format(wanted.pk)})

    assert [ticket.pk for ticket in page.context["cl"].result_list] == [wanted.pk]


def test_the_last_day_of_a_range_belongs_to_it_in_the_desks_zone() -> None:
    Desk.objects.create(pk=1, time_zone="Europe/Helsinki")
    early, late, next_day = make_ticket(1), make_ticket(2), make_ticket(3)
    times = {early: (1, 0), late: (2, 21), next_day: (2, 22)}  # 22:00 UTC is midnight in Helsinki
    for ticket, (day, hour) in times.items():
        ticket.created_at = datetime(2026, 3, day, hour, tzinfo=UTC)
        ticket.save()

    page = client_as("supervisor").get(
        "/admin/tickets/ticket/", {"created_at_from": "2026-03-02", "created_at_to": "2026-03-02"}
    )

    assert [ticket.pk for ticket in page.context["cl"].result_list] == [late.pk]


@pytest.mark.parametrize(
    "narrowed",
    [
        {"status__exact": "new"},
        {"origin_channel__exact": "phone"},
        {"team__id__exact": ""},
        {"assignee__id__exact": ""},
        {"created_at_from": "nonsense"},
        {"created_at__year": "2026"},
    ],
)
def test_every_filter_answers(narrowed: dict[str, str]) -> None:
    make_ticket(1)

    assert client_as("supervisor").get("/admin/tickets/ticket/", narrowed).status_code == 200
