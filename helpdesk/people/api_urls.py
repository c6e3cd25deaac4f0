"""The part of the API that people answers."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from rest_framework.routers import SimpleRouter

from helpdesk.people.api.requesters import RequesterViewSet
from helpdesk.people.api.tokens import LoginView, LogoutAllView, LogoutView, TokensView

router = SimpleRouter()
router.register("requesters", RequesterViewSet, "api-requesters")

urlpatterns: list[URLPattern | URLResolver] = [
    path("auth/login/", LoginView.as_view(), name="api-login"),
    path("auth/tokens/", TokensView.as_view(), name="api-tokens"),
    path("auth/logout/", LogoutView.as_view(), name="api-logout"),
    path("auth/logoutall/", LogoutAllView.as_view(), name="api-logout-all"),
    path("", include(router.urls)),
]
