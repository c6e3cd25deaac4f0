from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.viewsets import ReadOnlyModelViewSet

from helpdesk.people.api.serializers import RequesterSerializer
from helpdesk.people.models import Requester
from helpdesk.people.querysets import RequesterQuerySet


class RequesterFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(
        method="matching", help_text=_("Part of a name, address, telephone number or user name.")
    )

    def matching(self, people: RequesterQuerySet, name: str, text: str) -> QuerySet[Requester]:
        return people.matching(text)


class RequesterViewSet(ReadOnlyModelViewSet[Requester]):
    """The people who asked for help. The number of somebody who was merged leads to who is kept."""

    queryset = Requester.objects.select_related("merged_into").order_by("-created_at", "-pk")
    serializer_class = RequesterSerializer
    filterset_class = RequesterFilter

    def get_queryset(self) -> QuerySet[Requester]:
        people = super().get_queryset()
        return people.filter(merged_into__isnull=True) if self.action == "list" else people

    def get_object(self) -> Requester:
        return super().get_object().kept
