"""What a member of staff should know of, and which of it they have seen."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import (
    conditional_page,
    require_http_methods,
    require_POST,
    require_safe,
)

from helpdesk.people.permissions import is_staff_member, only
from tickets.actions import choose_mails, see_events
from tickets.forms.notices import MailsForm
from tickets.naming import colleagues
from tickets.notices import READ, as_list, notices_for
from tickets.views.access import StaffRequest


@only(is_staff_member)
@require_safe
@conditional_page
@cache_control(private=True, no_cache=True)
def notices(request: StaffRequest) -> HttpResponse:
    """The list as a part of a page: windows ask for it again and again."""
    return render(request, "tickets/_notices.html", as_list(notices_for(request.user)))


@only(is_staff_member)
@require_POST
def seen(request: StaffRequest) -> HttpResponse:
    """The list was opened: what stood in it is known."""
    events = [int(each) for each in request.POST.get("events", "").split() if is_number(each)]
    see_events(request.user, events=events[:READ])
    return HttpResponse(status=204)


def is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18


@only(is_staff_member)
@require_http_methods(["GET", "HEAD", "POST"])
def mails(request: StaffRequest) -> HttpResponse:
    """Which notices one wants as mails; nobody chooses for another."""
    if request.method != "POST":
        return render(request, "tickets/notice_mails.html", {"form": MailsForm.of(request.user)})
    form = MailsForm(request.POST)
    form.full_clean()
    choose_mails(request.user, **form.cleaned_data)
    messages.success(request, _("Your choice is stored."))
    return redirect("tickets:notice-mails")


@only(is_staff_member)
@require_POST
def named(request: StaffRequest) -> HttpResponse:
    """Colleagues whose name begins so, as a part of the page of a ticket."""
    found = colleagues(request.user, request.POST.get("q", "")[:30].strip())
    return render(request, "tickets/_colleagues.html", {"colleagues": found})
