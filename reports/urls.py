"""The pages of reports."""

from __future__ import annotations

from django.urls import path

from reports.views import any_report, board, deliveries, files, front, pages, runs, saved

app_name = "reports"
urlpatterns = [
    path("", front.index, name="index"),
    path("shift.svg", front.shift_picture, name="shift-chart"),
    path("channel-mix/", pages.channel_mix, name="channel-mix"),
    path("channel-mix/chart.svg", files.channel_mix_chart, name="channel-mix-chart"),
    path("channel-mix/data.csv", files.channel_mix_csv, name="channel-mix-csv"),
    path("channel-mix/data.xlsx", files.channel_mix_xlsx, name="channel-mix-xlsx"),
    path("contacts/", any_report.contacts, name="contacts"),
    path("board/", board.board, name="board"),
    path("board/tiles/", board.tiles, name="board-tiles"),
    path("definitions/", front.all_definitions, name="definitions"),
    path("saved/", saved.saved, name="saved"),
    path("saved/<int:pk>/", saved.saved_view, name="saved-view"),
    path("saved/<int:pk>/rename/", saved.rename, name="saved-view-rename"),
    path("saved/<int:pk>/delete/", saved.delete, name="saved-view-delete"),
    path("mails/", deliveries.deliveries, name="deliveries"),
    path("mails/<int:pk>/switch/", deliveries.switch, name="delivery-switch"),
    path("mails/<int:pk>/delete/", deliveries.delete, name="delivery-delete"),
    path("monthly/", runs.monthly, name="monthly"),
    path("runs/", runs.runs, name="runs"),
    path("runs/<int:pk>/", runs.run, name="run"),
    path("runs/<int:pk>/report.pdf", runs.run_pdf, name="run-pdf"),
    path("runs/<int:pk>/report.xlsx", runs.run_xlsx, name="run-xlsx"),
    path("runs/<int:pk>/<int:place>/<slug:key>.svg", runs.run_picture, name="run-picture"),
    path("runs/<int:pk>/note/", runs.note, name="run-note"),
    path("runs/<int:pk>/approve/", runs.approve, name="run-approve"),
    path("<slug:slug>/", any_report.report, name="report"),
    path("<slug:slug>/<slug:key>.csv", any_report.report_csv, name="report-csv"),
    path("<slug:slug>/<slug:key>.svg", any_report.report_picture, name="report-picture"),
    path("<slug:slug>/report.xlsx", any_report.report_xlsx, name="report-xlsx"),
    path("<slug:slug>/report.pdf", any_report.report_pdf, name="report-pdf"),
]
