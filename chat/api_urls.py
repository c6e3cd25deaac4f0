"""The part of the API that chat answers."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from chat import api, api_files

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", api.DeskView.as_view(), name="desk"),
    path("chats/", api.ChatsView.as_view(), name="chats"),
    path("chats/<uuid:chat>/", api.ChatView.as_view(), name="chat-state"),
    path("chats/<uuid:chat>/alternative/", api.AlternativeView.as_view(), name="chat-alternative"),
    path("chats/<uuid:chat>/survey/", api.SurveyView.as_view(), name="chat-survey"),
    path("chats/<uuid:chat>/transcript/", api.TranscriptView.as_view(), name="chat-transcript"),
    path("chats/<uuid:chat>/files/", api_files.FilesView.as_view(), name="chat-files"),
    path("chats/<uuid:chat>/files/<uuid:file>/", api_files.FileView.as_view(), name="chat-file"),
]
