"""By what the lists of the API can be narrowed. Times without a zone are the desk's."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.forms import NumberInput
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from helpdesk.people.languages import nearest
from helpdesk.people.models import Requester, Team, User
from tickets.choices import Channel, Status
from tickets.models import Article, Contact, Ticket, Topic
from tickets.querysets import ArticleQuerySet

SINCE = _("From this moment on.")
UNTIL = _("Before this moment.")


def _of_requester() -> django_filters.ModelChoiceFilter:
    """By number: a list to choose from would hold everybody who ever asked."""
    return django_filters.ModelChoiceFilter(queryset=Requester.objects.all(), widget=NumberInput)


class TicketFilter(django_filters.FilterSet):
    status = django_filters.MultipleChoiceFilter(choices=Status.choices)
    team = django_filters.ModelChoiceFilter(queryset=Team.objects.all())
    topic = django_filters.ModelChoiceFilter(queryset=Topic.objects.all())
    requester = _of_requester()
    assignee = django_filters.ModelChoiceFilter(queryset=User.objects.all())
    created_from = django_filters.IsoDateTimeFilter("created_at", "gte", help_text=SINCE)
    created_before = django_filters.IsoDateTimeFilter("created_at", "lt", help_text=UNTIL)

    class Meta:
        model = Ticket
        fields: list[str] = []


class ContactFilter(django_filters.FilterSet):
    channel = django_filters.MultipleChoiceFilter(choices=Channel.choices)
    team = django_filters.ModelChoiceFilter(queryset=Team.objects.all())
    topic = django_filters.ModelChoiceFilter(queryset=Topic.objects.all())
    requester = _of_requester()
    has_ticket = django_filters.BooleanFilter("ticket", "isnull", exclude=True)
    started_from = django_filters.IsoDateTimeFilter("started_at", "gte", help_text=SINCE)
    started_before = django_filters.IsoDateTimeFilter("started_at", "lt", help_text=UNTIL)

    class Meta:
        model = Contact
        fields: list[str] = []


class ArticleFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(
        method="matching", help_text=_("Words, in any form; the best fit comes first.")
    )
    topic = django_filters.ModelChoiceFilter(queryset=Topic.objects.all())

    class Meta:
        model = Article
        fields = ["language", "slug"]

    def matching(self, articles: ArticleQuerySet, name: str, text: str) -> QuerySet[Article]:
        """Published ones that fit, best first, in the language asked for or else the reader's."""
        language = self.data.get("language") or nearest(get_language() or "")
        return articles.search(text, language)
