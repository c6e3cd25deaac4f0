"""The files of tickets. They came from strangers: they are downloaded, never shown."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from helpdesk.downloads import as_download
from helpdesk.errors import NotFound
from helpdesk.people.permissions import is_staff_member, only
from tickets.models import Attachment
from tickets.views.access import StaffRequest


@only(is_staff_member)
@require_safe
def file(request: StaffRequest, number: int, file_id: int) -> HttpResponse:
    held = Q(ticket=number) | Q(ticket__merged=number)  # by the number that it had before, too
    found = Attachment.objects.filter(held, pk=file_id).first()
    if found is None:
        raise NotFound(_("This ticket has no such file."))
    return as_download(
        name=found.name, content_type=found.content_type, content=bytes(found.content)
    )
