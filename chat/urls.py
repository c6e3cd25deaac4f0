"""The pages of chat."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from chat.views import (
    console,
    drafting,
    owed,
    own,
    person,
    privacy,
    reading,
    supervisor,
    visitor,
    waits,
    widget,
)

app_name = "chat"
urlpatterns: list[URLPattern | URLResolver] = [
    path("chat/", visitor.visitor, name="visitor"),
    path("chat/widget.js", widget.script, name="widget"),
    path("chat/widget.json", widget.now, name="widget-now"),
    path("chat/widget/chat/", widget.lead, {"to": "chat:visitor"}, name="widget-chat"),
    path("chat/widget/form/", widget.lead, {"to": "tickets:form"}, name="widget-form"),
    path("chat/embedded/", widget.embedded, name="embedded"),
    path("console/", console.console, name="console"),
    path("console/done/", console.done, name="done"),
    path("console/topics/", console.topics, name="topics"),
    path("console/owed/", owed.owed, name="owed"),
    path("console/own/", own.own, name="own"),
    path("chat/desk/waits/", waits.waits, name="waits"),
    path("chat/desk/", supervisor.supervisor, name="supervisor"),
    path("chat/desk/blocks/", supervisor.blocks, name="blocks"),
    path("chat/desk/blocks/<int:incident_id>/lift/", supervisor.lift, name="lift"),
    path("people/<int:number>/kept/", privacy.kept, name="kept"),
    path("people/<int:number>/export/", privacy.export, name="export"),
    path("people/<int:number>/erase/", privacy.erase, name="erase"),
    path("console/chats/<uuid:chat_id>/", reading.reading, name="reading"),
    path("console/chats/<uuid:chat_id>/person/", person.person, name="person"),
    path("console/chats/<uuid:chat_id>/draft/", drafting.draft, name="draft"),
]
