"""The part of the API that tickets answers."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from rest_framework.routers import SimpleRouter

from tickets.api.contacts import ContactViewSet
from tickets.api.emails import EmailView
from tickets.api.knowledge import ArticleViewSet, TopicViewSet
from tickets.api.tickets import TicketViewSet

router = SimpleRouter()
router.register("tickets", TicketViewSet, "api-tickets")
router.register("contacts", ContactViewSet, "api-contacts")
router.register("topics", TopicViewSet, "api-topics")
router.register("articles", ArticleViewSet, "api-articles")

urlpatterns: list[URLPattern | URLResolver] = [
    path("emails/", EmailView.as_view(), name="api-emails"),
    path("", include(router.urls)),
]
