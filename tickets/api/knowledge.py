from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from helpdesk.api import Moment
from helpdesk.people.api.serializers import TeamNameSerializer
from helpdesk.people.languages import nearest
from helpdesk.people.permissions import is_staff_member
from tickets.api.filters import ArticleFilter
from tickets.api.inputs import QuestionSerializer
from tickets.api.serializers import TopicNameSerializer
from tickets.models import Article, Topic

FITTING = 5


class TopicSerializer(serializers.ModelSerializer[Topic]):
    name = serializers.CharField(read_only=True)
    team = TeamNameSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Topic
        fields = (
            "id",
            "slug",
            "name",
            "name_fi",
            "name_sv",
            "name_en",
            "parent",
            "team",
            "is_active",
        )


class ArticleSerializer(serializers.ModelSerializer[Article]):
    topic = TopicNameSerializer(read_only=True, allow_null=True)
    updated_at = Moment(read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields = (
            "id",
            "slug",
            "language",
            "title",
            "body",
            "topic",
            "is_published",
            "updated_at",
            "url",
        )

    @extend_schema_field({"type": "string", "format": "uri-reference"})
    def get_url(self, article: Article) -> str:
        return reverse("tickets:article", args=[article.slug])


class TopicViewSet(ReadOnlyModelViewSet[Topic]):
    """What requests are about: a tree, in the order of the desk."""

    queryset = Topic.objects.select_related("team")
    serializer_class = TopicSerializer
    filterset_fields = ("is_active", "parent", "team")


class ArticleViewSet(ReadOnlyModelViewSet[Article]):
    """Instructions, in Markdown. Everybody may read the published ones, staff all of them."""

    permission_classes = (AllowAny,)
    serializer_class = ArticleSerializer
    filterset_class = ArticleFilter

    def get_queryset(self) -> QuerySet[Article]:
        articles = Article.objects.select_related("topic").order_by("title", "pk")
        if is_staff_member(self.request.user):
            return articles
        return articles.filter(is_published=True)

    @extend_schema(request=QuestionSerializer, responses={200: ArticleSerializer(many=True)})
    @action(
        detail=False,
        methods=["post"],
        authentication_classes=(),
        filterset_class=None,
        pagination_class=None,
    )
    def fitting(self, request: Request) -> Response:
        """Published instructions that fit what somebody is about to ask, best first.

        It changes nothing, and yet is a POST: what people write stays out of addresses, and so of
        logs.
        """
        asked = QuestionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        language = asked.validated_data["language"] or nearest(get_language() or "")
        found = Article.objects.search(asked.validated_data["search"], language)
        shown = found.select_related("topic")[:FITTING]
        return Response(self.get_serializer(shown, many=True).data)
