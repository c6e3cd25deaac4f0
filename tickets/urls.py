"""The pages of tickets."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tickets.calls import views as calls
from tickets.views import (
    articles,
    contact_form,
    files,
    fitting,
    looking,
    mails,
    merging,
    merging_people,
    notices,
    replies,
    ticket,
    tickets,
)

app_name = "tickets"
urlpatterns: list[URLPattern | URLResolver] = [
    path("form/", contact_form.contact_form, name="form"),
    path("form/thanks/<str:sealed>/", contact_form.thanks, name="thanks"),
    path("articles/", articles.articles, name="articles"),
    path("articles/fitting/", fitting.fitting, name="fitting"),
    path("articles/<slug:slug>/", articles.article, name="article"),
    path("tickets/", tickets.tickets, name="tickets"),
    path("tickets/<int:number>/", ticket.ticket, name="ticket"),
    path("tickets/<int:number>/comments/", ticket.comment, name="comment"),
    path(
        "tickets/<int:number>/comments/<int:comment_id>/send-again/",
        mails.send_again,
        name="send-again",
    ),
    path("tickets/<int:number>/status/", ticket.status, name="status"),
    path("tickets/<int:number>/assignment/", ticket.assignment, name="assignment"),
    path("tickets/<int:number>/contacts/", ticket.contacts, name="contacts"),
    path("tickets/<int:number>/looking/", looking.looking, name="looking"),
    path("tickets/<int:number>/merge/", merging.merge, name="merge"),
    path("tickets/<int:number>/merge/targets/", merging.targets, name="merge-targets"),
    path("tickets/<int:number>/files/<int:file_id>/", files.file, name="file"),
    path("people/<int:number>/merge/", merging_people.merge_person, name="merge-person"),
    path("notices/", notices.notices, name="notices"),
    path("notices/seen/", notices.seen, name="notices-seen"),
    path("notices/colleagues/", notices.named, name="colleagues"),
    path("notices/mails/", notices.mails, name="notice-mails"),
    path("canned-replies/", replies.replies, name="replies"),
    path("calls/", calls.log, name="call"),
    path("calls/people/", calls.callers, name="callers"),
]
