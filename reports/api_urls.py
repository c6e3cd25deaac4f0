"""The part of the API that reports answers."""

from __future__ import annotations

from django.urls import path

from reports.api import ChannelMixView, ReportView

urlpatterns = [
    path("reports/channel-mix/", ChannelMixView.as_view(), name="api-channel-mix"),
    path("reports/<slug:slug>/", ReportView.as_view(), name="api-report"),
]
