"""The pages of reports."""

from __future__ import annotations

from django.urls import path

from reports.views import any_report, files, pages

app_name = "reports"
urlpatterns = [
    path("", pages.index, name="index"),
    path("shift.svg", files.shift_chart, name="shift-chart"),
    path("channel-mix/", pages.channel_mix, name="channel-mix"),
    path("channel-mix/chart.svg", files.channel_mix_chart, name="channel-mix-chart"),
    path("channel-mix/data.csv", files.channel_mix_csv, name="channel-mix-csv"),
    path("channel-mix/data.xlsx", files.channel_mix_xlsx, name="channel-mix-xlsx"),
    path("contacts/", any_report.contacts, name="contacts"),
    path("<slug:slug>/", any_report.report, name="report"),
    path("<slug:slug>/<slug:key>.csv", any_report.report_csv, name="report-csv"),
    path("<slug:slug>/<slug:key>.svg", any_report.report_picture, name="report-picture"),
    path("<slug:slug>/report.xlsx", any_report.report_xlsx, name="report-xlsx"),
]
