"""What the opening request of a socket tells: from which page, and in which language."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation.trans_real import parse_accept_lang_header

from helpdesk.people.languages import nearest

Scope = MutableMapping[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]


def header(scope: Scope, name: bytes) -> str:
    """The value of a request's header; empty where it has none."""
    found: bytes = dict(scope.get("headers", [])).get(name, b"")
    return found.decode("latin-1")


def same_origin(scope: Scope) -> bool:
    """Browsers say which page opens a socket: only our own may. Other programs say nothing."""
    origin = header(scope, b"origin")
    if not origin:
        return True
    netloc = urlsplit(origin).netloc
    trusted = {urlsplit(known).netloc for known in settings.CSRF_TRUSTED_ORIGINS}
    return bool(netloc) and netloc in {header(scope, b"host"), settings.PUBLIC_HOST, *trusted}


def with_session(application: Application) -> Application:
    """Puts the session that the cookie names into the scope.

    Unlike Channels' own middleware it does not step in for each frame that is sent: sockets never
    change their session.
    """
    store = import_module(settings.SESSION_ENGINE).SessionStore

    async def with_its_session(scope: Scope, receive: Any, send: Any) -> None:
        key = scope["cookies"].get(settings.SESSION_COOKIE_NAME)
        await application({**scope, "session": store(key)}, receive, send)

    return with_its_session


def language_of(scope: Scope) -> str:
    """Chosen by cookie, else by the browser, else the desk's default."""
    for part in header(scope, b"cookie").split(";"):
        name, _, value = part.strip().partition("=")
        if name == settings.LANGUAGE_COOKIE_NAME:
            return nearest(value)
    for code, _ in parse_accept_lang_header(header(scope, b"accept-language").lower()):
        if code[:2] in dict(settings.LANGUAGES):
            return str(code[:2])
    return settings.LANGUAGE_CODE
