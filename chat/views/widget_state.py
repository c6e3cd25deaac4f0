"""What the widget shows of the desk, in the language that the page around it asked for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise
from redis.exceptions import RedisError

from chat.availability import Reason
from chat.desk import Moment, Situation, look
from chat.models import Topic
from chat.references import find_topic
from chat.views.opening import opening_words, wait_words
from helpdesk.errors import Invalid

KEPT_S = 5
"""Pages of a whole university ask; the desk is looked at once in this time."""

CLOSED: dict[Reason, StrPromise] = {
    "hours": gettext_lazy("Chat is closed now."),
    "nobody": gettext_lazy("Nobody is at the chat right now."),
    "full": gettext_lazy("Everybody at the chat is busy right now."),
    "wait": gettext_lazy("Everybody at the chat is busy right now."),
    "queue": gettext_lazy("The queue is full right now."),
}


def asked_topic(ref: str) -> Topic | None:
    """A page that names a topic of yesterday has its chat all the same."""
    try:
        return find_topic(ref)
    except Invalid:
        return None


def state(language: str, topic: Topic | None) -> dict[str, Any]:
    """`path` leads to the page of its own that helps now; times are in the desk's zone."""
    team = topic.team_id if topic else None
    try:
        key = f"widget:{language}:{team}"
        found = cache.get_or_set(key, lambda: _looked(language, team), KEPT_S) or {}
    except RedisError:
        found = _looked(language, team)
    query = {"lang": language, **({"topic": topic.pk} if topic else {})}
    return {**found, "frame": f"{reverse('chat:embedded')}?{urlencode(query)}"}


def _looked(language: str, team: int | None) -> dict[str, Any]:
    moment = look()
    line = moment.line(team)
    query = f"?{urlencode({'lang': language})}"
    chat, form = (reverse(f"chat:widget-{to}") + query for to in ("chat", "form"))
    with translation.override(language):
        words = _words(moment, line, language)
    path = chat if line.is_open else form
    return {"open": line.is_open, "chat": chat, "path": path, "words": words}


def _words(moment: Moment, line: Situation, language: str) -> dict[str, str]:
    return {
        "label": _("Chat with us") if line.is_open else _("Write to us"),
        "state": _waiting(line) if line.is_open else _closed(line, language),
        "yours": _("Your chat"),
        "unread": _("New messages: {n}"),
        "title": moment.desk.name,
        "frame": _("Chat"),
        "minimise": _("Minimise the chat"),
        "late": _("Does the chat not open?"),
        "instead": _("Open the chat in a new window"),
    }


def _waiting(line: Situation) -> str:
    place = line.newcomer
    return _("Open now. Expected wait: {time}.").format(time=wait_words(place.low_s, place.high_s))


def _closed(line: Situation, language: str) -> str:
    if line.next_open_at:
        opens = timezone.localtime(line.next_open_at)
        return _("Chat opens: {when}.").format(when=opening_words(opens, language))
    return str(CLOSED[line.reason or "hours"])
