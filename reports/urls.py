"""The pages of reports."""

from __future__ import annotations

from django.urls import path

from reports.views import files, pages

app_name = "reports"
urlpatterns = [
    path("", pages.index, name="index"),
    path("shift.svg", files.shift_chart, name="shift-chart"),
    path("channel-mix/", pages.channel_mix, name="channel-mix"),
    path("channel-mix/chart.svg", files.channel_mix_chart, name="channel-mix-chart"),
    path("channel-mix/data.csv", files.channel_mix_csv, name="channel-mix-csv"),
    path("channel-mix/data.xlsx", files.channel_mix_xlsx, name="channel-mix-xlsx"),
]
