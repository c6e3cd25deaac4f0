"""The pages of chat."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from chat.views import console, drafting, owed, person, reading, visitor

app_name = "chat"
urlpatterns: list[URLPattern | URLResolver] = [
    path("chat/", visitor.visitor, name="visitor"),
    path("console/", console.console, name="console"),
    path("console/done/", console.done, name="done"),
    path("console/owed/", owed.owed, name="owed"),
    path("console/chats/<uuid:chat_id>/", reading.reading, name="reading"),
    path("console/chats/<uuid:chat_id>/person/", person.person, name="person"),
    path("console/chats/<uuid:chat_id>/draft/", drafting.draft, name="draft"),
]
