"""How chats found their agents, and who was there: rows to look at, and skills to give."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from chat.choices import OfferEnd, PresenceStatus
from chat.models import Offer, Participation, PresenceSpan, Skill
from helpdesk.people.admin.base import DeskAdmin, Rights, administrators
from helpdesk.people.admin.columns import in_seconds, labelled, moment
from helpdesk.people.admin.filters import ChoicesDropdownFilter, DayRangeFilter, RelatedFilter
from helpdesk.people.admin.links import link_to
from helpdesk.people.permissions import sees_reports

END_COLOURS = {
    OfferEnd.ACCEPTED: "success",
    OfferEnd.EXPIRED: "warning",
    OfferEnd.DECLINED: "",
    OfferEnd.WITHDRAWN: "",
}
STATUS_COLOURS = {PresenceStatus.ONLINE: "success", PresenceStatus.AWAY: "warning"}


def _lasted(start: Any, end: Any) -> timedelta | None:
    return in_seconds(end - start) if end else None


@admin.register(Offer)
class OfferAdmin(DeskAdmin):
    """To whom each chat was shown, and what became of it."""

    list_display = ("offered", "chat_link", "agent", "end_label", "lasted")
    list_filter = (
        ("agent", RelatedFilter),
        ("end", ChoicesDropdownFilter),
        ("offered_at", DayRangeFilter),
    )
    list_select_related = ("chat", "agent")
    ordering = ("-offered_at",)
    fields = (("chat_link", "agent"), ("offered_at", "expires_at"), ("end_label", "ended_at"))
    offered = moment("offered_at", _("offered"))

    @admin.display(description=_("chat"))
    def chat_link(self, offer: Offer) -> SafeString | None:
        return link_to(offer.chat)

    @labelled(_("how it ended"), "end", END_COLOURS)
    def end_label(self, offer: Offer) -> tuple[str, str]:
        return offer.end, offer.get_end_display() or str(_("Shown now"))

    @admin.display(description=_("shown for"))
    def lasted(self, offer: Offer) -> timedelta | None:
        return _lasted(offer.offered_at, offer.ended_at)


@admin.register(Participation)
class ParticipationAdmin(DeskAdmin):
    """Which agents were in which chat, and how they came to it."""

    list_display = ("began", "chat_link", "agent", "via", "lasted")
    list_filter = (
        ("agent", RelatedFilter),
        ("via", ChoicesDropdownFilter),
        ("starts_at", DayRangeFilter),
    )
    list_select_related = ("chat", "agent")
    ordering = ("-starts_at",)
    fields = (("chat_link", "agent"), "via", ("starts_at", "ends_at"))
    began = moment("starts_at", _("from"))

    @admin.display(description=_("chat"))
    def chat_link(self, part: Participation) -> SafeString | None:
        return link_to(part.chat)

    @admin.display(description=_("lasted"))
    def lasted(self, part: Participation) -> timedelta | None:
        return _lasted(part.starts_at, part.ends_at)


@admin.register(PresenceSpan)
class PresenceSpanAdmin(DeskAdmin):
    """When somebody was there. One person's day is nobody's business but the administrator's."""

    list_display = ("began", "user", "status_label", "reason", "capacity", "lasted")
    list_filter = (
        ("user", RelatedFilter),
        ("status", ChoicesDropdownFilter),
        ("reason", ChoicesDropdownFilter),
        ("starts_at", DayRangeFilter),
    )
    list_select_related = ("user",)
    ordering = ("-starts_at",)
    fields = ("user", ("status", "reason"), "capacity", ("starts_at", "ends_at"))
    rights = Rights(view=administrators)
    began = moment("starts_at", _("from"))

    @labelled(_("status"), "status", STATUS_COLOURS)
    def status_label(self, span: PresenceSpan) -> tuple[str, str]:
        return span.status, span.get_status_display()

    @admin.display(description=_("lasted"))
    def lasted(self, span: PresenceSpan) -> timedelta | None:
        return _lasted(span.starts_at, span.ends_at)


@admin.register(Skill)
class SkillAdmin(DeskAdmin):
    """Who answers for what. Whoever has no row answers for everything."""

    list_display = ("user", "topic")
    list_filter = (("user", RelatedFilter), ("topic", RelatedFilter))
    list_select_related = ("user", "topic")
    ordering = ("user__first_name", "topic__position")
    fields = ("user", "topic")
    autocomplete_fields = ("user", "topic")
    rights = Rights(add=sees_reports, change=sees_reports, delete=sees_reports)
