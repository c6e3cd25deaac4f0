from __future__ import annotations

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.people.admin.base import DeskAdmin, Rights, administrators
from helpdesk.people.admin.columns import moment
from helpdesk.people.admin.filters import ChoicesDropdownFilter, RelatedFilter
from helpdesk.people.permissions import sees_reports
from tickets.models import Article, Topic


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


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    list_display = ("title", "language", "topic", "is_published", "updated")
    list_filter = (
        ("language", ChoicesDropdownFilter),
        ("topic", RelatedFilter),
        "is_published",
    )
    list_select_related = ("topic",)
    search_fields = ("title", "body", "slug")
    prepopulated_fields = {"slug": ("title",)}
    ordering = ("title",)
    fields = ("title", "body", ("language", "topic"), ("slug", "is_published"))
    rights = Rights(add=sees_reports, change=sees_reports, delete=sees_reports)
    updated = moment("updated_at", _("updated"))

    def view_on_site(self, article: Article) -> str:
        return reverse("tickets:article", args=[article.slug])
