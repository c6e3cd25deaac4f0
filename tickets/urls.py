"""The pages of tickets."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tickets.calls import views as calls

app_name = "tickets"
urlpatterns: list[URLPattern | URLResolver] = [
    path("calls/", calls.log, name="call"),
    path("calls/people/", calls.callers, name="callers"),
]
