from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter

from helpdesk.people.admin.base import DeskAdmin, Rights, administrators
from helpdesk.people.admin.columns import labelled, moment
from helpdesk.people.admin.filters import ChoicesDropdownFilter, RelatedFilter
from helpdesk.people.admin.links import link_to
from helpdesk.people.permissions import sees_reports
from tickets.models import Article, Topic

STATE_COLOURS = {"published": "success", "draft": "warning", "withdrawn": ""}


@admin.register(Topic)
class TopicAdmin(DeskAdmin):
    """A topic that is no longer wanted is not offered any more; the record keeps it."""

    list_display = ("name", "parent", "team", "name_fi", "name_sv", "name_en", "is_active")
    list_filter = (("team", RelatedFilter), ("parent", RelatedFilter), "is_active")
    list_select_related = ("parent", "team")
    search_fields = ("name_fi", "name_sv", "name_en", "keywords", "slug")
    prepopulated_fields = {"slug": ("name_en",)}
    ordering = ("position", "slug")
    fields = (
        ("name_fi", "name_sv", "name_en"),
        "keywords",
        ("parent", "team"),
        ("slug", "position"),
        "is_active",
    )
    rights = Rights(add=sees_reports, change=sees_reports, delete=administrators)
    in_use = ("contacts", "tickets", "chats", "children")

    @admin.display(description=_("name"), ordering="position")
    def name(self, topic: Topic) -> str:
        return topic.name


class DraftFilter(DropdownFilter):
    title = _("drafts")
    parameter_name = "draft"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("To be finished"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        drafts = Article.objects.to_be_finished().values("pk")
        return queryset.filter(pk__in=drafts) if self.value() == "yes" else queryset


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    list_display = ("title", "language", "topic", "state", "updated")
    list_filter = (
        DraftFilter,
        ("language", ChoicesDropdownFilter),
        ("topic", RelatedFilter),
        "is_published",
    )
    list_select_related = ("topic",)
    search_fields = ("title", "body", "slug")
    readonly_fields = ("answered_in",)
    prepopulated_fields = {"slug": ("title",)}
    ordering = ("title",)
    fields = ("title", "body", ("language", "topic"), ("slug", "is_published"), "answered_in")
    rights = Rights(add=sees_reports, change=sees_reports, delete=sees_reports)
    updated = moment("updated_at", _("updated"))

    @labelled(_("state"), "is_published", STATE_COLOURS)
    def state(self, article: Article) -> tuple[str, str]:
        if article.is_published:
            return "published", gettext("Published")
        if article.drafted_from_id:
            return "draft", gettext("To be finished")
        return "withdrawn", gettext("Not published")

    @admin.display(description=_("drafted from the answer in"))
    def answered_in(self, article: Article) -> SafeString | None:
        return link_to(article.drafted_from)

    def view_on_site(self, article: Article) -> str:
        return reverse("tickets:article", args=[article.slug])
