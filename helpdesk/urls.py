"""All addresses. Each app keeps its own; this page only joins them."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from helpdesk.gauges import metrics
from helpdesk.health import healthz, readyz, workz
from helpdesk.home import home

api: list[URLPattern | URLResolver] = [
    path("", include("chat.api_urls")),
    path("", include("tickets.api_urls")),
    path("", include("helpdesk.people.api_urls")),
    path("", include("reports.api_urls")),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api"),
]
urlpatterns = [
    path("", home, name="home"),
    path("", include("chat.urls")),
    path("", include("tickets.urls")),
    path("reports/", include("reports.urls")),
    path("api/v1/", include(api)),
    path("accounts/", include("helpdesk.people.account_urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("workz", workz, name="workz"),
    path("metrics", metrics, name="metrics"),
]
