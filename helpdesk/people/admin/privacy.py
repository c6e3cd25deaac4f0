"""What was erased and handed out. Nobody changes it, and it names nobody."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from helpdesk.people.admin.base import DeskAdmin
from helpdesk.people.admin.columns import labelled, moment
from helpdesk.people.admin.filters import ChoicesDropdownFilter, DayRangeFilter
from helpdesk.people.choices import PrivacyAct
from helpdesk.people.models import PrivacyRecord

ACT_COLOURS = {PrivacyAct.ERASED: "warning", PrivacyAct.EXPORTED: "info"}


@admin.register(PrivacyRecord)
class PrivacyRecordAdmin(DeskAdmin):
    list_display = (
        *("when", "act_label", "reason", "number", "who"),
        *("people", "chats", "tickets", "contacts", "files", "done"),
    )
    list_filter = (
        ("act", ChoicesDropdownFilter),
        ("reason", ChoicesDropdownFilter),
        ("at", DayRangeFilter),
    )
    list_select_related = ("by",)
    search_fields = ("=number",)
    search_help_text = _("Number of the person")
    date_hierarchy = "at"
    ordering = ("-at", "-pk")
    fields = (
        ("act", "reason"),
        ("number", "who"),
        ("when", "done"),
        ("people", "chats", "tickets"),
        ("contacts", "files"),
    )
    when = moment("at", _("when"))
    done = moment("finished_at", _("done"))

    @labelled(_("what"), "act", ACT_COLOURS)
    def act_label(self, record: PrivacyRecord) -> tuple[str, str]:
        return record.act, record.get_act_display()

    @admin.display(description=_("by"), ordering="by__first_name")
    def who(self, record: PrivacyRecord) -> str | None:
        return str(record.by) if record.by else None
