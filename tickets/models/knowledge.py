"""What requests are about, and the instructions that answer them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from helpdesk.people.choices import Language
from helpdesk.people.models import Team
from tickets.querysets import ArticleQuerySet, CannedReplyQuerySet, TopicQuerySet
from tickets.search import article_vector


class Topic(models.Model):
    """What a request is about; a tree, named in each language of the desk."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    name_en = models.CharField(_("name in English"), max_length=80)
    name_fi = models.CharField(_("name in Finnish"), max_length=80)
    name_sv = models.CharField(_("name in Swedish"), max_length=80)
    keywords = models.TextField(
        _("keywords"),
        blank=True,
        help_text=_("Words in any language, separated by spaces, that point to this topic."),
    )
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="topics", verbose_name=_("team")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of whoever looks."""
        return self.name_in(get_language() or "en")

    def name_in(self, language: str) -> str:
        names = {"fi": self.name_fi, "sv": self.name_sv}
        return names.get(language[:2], self.name_en)


class ArticleManager(models.Manager["Article"]):
    """The words under the index are for searching: they are never fetched with an instruction."""

    def get_queryset(self) -> models.QuerySet[Article]:
        return super().get_queryset().defer("vector")


class Article(models.Model):
    """An instruction of the knowledge base in one language; the same slug joins its languages."""

    slug = models.SlugField(_("slug"), max_length=80)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    title = models.CharField(_("title"), max_length=160)
    body = models.TextField(_("text (Markdown)"))
    topic = models.ForeignKey(
        Topic,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("topic"),
    )
    is_published = models.BooleanField(_("published"), default=True)
    drafted_from = models.ForeignKey(
        "tickets.Contact",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="drafts",
        verbose_name=_("drafted from the answer in"),
    )
    updated_at = models.DateTimeField(_("updated"), auto_now=True)
    vector = models.GeneratedField(
        expression=article_vector(), output_field=SearchVectorField(), db_persist=True
    )

    objects = ArticleManager.from_queryset(ArticleQuerySet)()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering: ClassVar = ["title"]
        constraints: ClassVar = [
            models.UniqueConstraint("slug", "language", name="tickets_article_once_a_language")
        ]
        indexes: ClassVar = [GinIndex(fields=["vector"], name="tickets_article_words")]

    def __str__(self) -> str:
        return self.title


class CannedReply(models.Model):
    """A ready answer that an agent calls by its shortcut; placeholders are filled in when used."""

    shortcut = models.SlugField(_("shortcut"), max_length=40)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    body = models.TextField(
        _("text"), help_text=_("Placeholders: {name}, {agent}, {desk}, {topic}.")
    )
    team = models.ForeignKey(
        Team,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="canned_replies",
        verbose_name=_("team"),
        help_text=_("Empty: for all."),
    )
    topic = models.ForeignKey(
        Topic,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="canned_replies",
        verbose_name=_("topic"),
    )
    is_active = models.BooleanField(_("offered"), default=True)

    objects = CannedReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("canned reply")
        verbose_name_plural = _("canned replies")
        ordering: ClassVar = ["shortcut", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "shortcut",
                "language",
                "team",
                name="tickets_canned_reply_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"/{self.shortcut}"
