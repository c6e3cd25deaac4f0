"""The chat on other sites' pages: one script there, and the desk's own page in a frame.

Which sites may show the frame is `EMBED_ORIGINS`. Everything here is public and knows no cookie.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

from chat.views.visitor import page_context
from chat.views.widget_script import script as script_text
from chat.views.widget_script import script_etag
from chat.views.widget_state import asked_topic, state
from helpdesk.people.languages import nearest
from helpdesk.security import framed_by


@require_safe
@gzip_page
@condition(etag_func=lambda request: script_etag())
def script(request: HttpRequest) -> HttpResponse:
    """The same for all pages; a new version is everywhere within minutes."""
    response = HttpResponse(script_text(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, max-age=300"
    _open_to_other_sites(response)
    return response


@require_safe
def now(request: HttpRequest) -> JsonResponse:
    """How the desk stands, and whether the page that asks may show it in a frame."""
    found = state(_language(request), asked_topic(request.GET.get("topic", "")))
    embeds = request.headers.get("Origin") in settings.EMBED_ORIGINS
    response = JsonResponse({**found, "embeds": embeds})
    response["Cache-Control"] = "public, max-age=5"
    patch_vary_headers(response, ["Origin"])
    _open_to_other_sites(response)
    return response


@require_safe
def embedded(request: HttpRequest) -> HttpResponse:
    """The visitor's page for a frame."""
    language, topic = _language(request), asked_topic(request.GET.get("topic", ""))
    query = f"?lang={language}"
    with translation.override(language):
        context = page_context(language, team=topic.team_id if topic else None) | {
            "hosts": " ".join(settings.EMBED_ORIGINS),
            "topic": topic.pk if topic else "",
            "chat_url": reverse("chat:widget-chat") + query,
            "form_url": reverse("chat:widget-form") + query,
        }
        response = render(request, "chat/embedded.html", context)
    response["Content-Language"] = language
    return framed_by(response, settings.EMBED_ORIGINS)


@require_safe
def lead(request: HttpRequest, to: str) -> HttpResponse:
    """To a page of its own, in the language of the page that one comes from."""
    response = redirect(to)
    if request.GET.get("lang"):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            _language(request),
            secure=settings.HTTPS,
            samesite="Lax",
        )
    return response


def _language(request: HttpRequest) -> str:
    return nearest(request.GET.get("lang", ""))


def _open_to_other_sites(response: HttpResponse) -> None:
    """Any page may read it: it says what everybody may know, and nothing of who asks."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
