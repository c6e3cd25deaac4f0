"""Asking for help by writing, without an account."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from helpdesk.errors import NotFound
from helpdesk.people.languages import nearest
from tickets.actions import submit_form
from tickets.errors import FilesRefused
from tickets.forms import ContactForm, form_key
from tickets.models import Contact

SALT = "tickets.thanks"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact_form(request: HttpRequest) -> HttpResponse:
    """What was typed stays in the page until it is right; posted twice it is stored once."""
    if request.method != "POST":
        return _page(request, ContactForm(), uuid4())
    form, key = ContactForm(request.POST, request.FILES), form_key(request.POST)
    if not form.is_valid():
        return _page(request, form, key, status=400)
    language = nearest(get_language() or "")
    try:
        contact = submit_form(key=key, language=language, **form.cleaned_data)
    except FilesRefused as refused:
        form.refuse_files(refused)
        return _page(request, form, key, status=refused.status)
    return redirect("tickets:thanks", signing.dumps(contact.pk, salt=SALT))


@never_cache
@require_safe
def thanks(request: HttpRequest, sealed: str) -> HttpResponse:
    """The ticket's number, for whoever has the address that `contact_form` led to."""
    try:
        contact = Contact.objects.get(pk=signing.loads(sealed, salt=SALT))
    except (signing.BadSignature, Contact.DoesNotExist):
        raise NotFound(
            _("This address is not complete. Your message is safe if it was sent.")
        ) from None
    return render(request, "tickets/thanks.html", {"contact": contact})


def _page(request: HttpRequest, form: ContactForm, key: UUID, status: int = 200) -> HttpResponse:
    return render(request, "tickets/form.html", {"form": form, "key": key}, status=status)
