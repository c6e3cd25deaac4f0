"""How the admin looks and how one finds the way in it; the settings take `UNFOLD` from here.

The settings import this page, so it must not import models or settings: links and texts are lazy.
"""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

ELSEWHERE = {"active": False}
"""Links that leave the admin: their paths are part of admin paths, so unfold would light them up."""


def _page(title: Any, icon: str, model: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{model}_changelist")}


def _leave(title: Any, icon: str, name: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse_lazy(name), **ELSEWHERE}


NAVIGATION: list[dict[str, Any]] = [
    {
        "title": _("Work"),
        "items": [
            _page(_("Tickets"), "confirmation_number", "tickets_ticket"),
            _page(_("Contacts"), "call_received", "tickets_contact"),
            _page(_("Chats"), "forum", "chat_chat"),
            _page(_("Requesters"), "person_search", "people_requester"),
        ],
    },
    {
        "title": _("Knowledge"),
        "items": [
            _page(_("Topics"), "account_tree", "tickets_topic"),
            _page(_("Instructions"), "menu_book", "tickets_article"),
        ],
    },
    {
        "title": _("Desk"),
        "items": [
            _page(_("Staff"), "badge", "people_user"),
            _page(_("Teams"), "groups", "people_team"),
            _page(_("Service hours"), "schedule", "people_servicehours"),
            _page(_("Holidays"), "event_busy", "people_holiday"),
            _page(_("Settings"), "tune", "people_desk"),
            _page(_("API tokens"), "key", "knox_authtoken"),
            _page(_("Second factors"), "security_key", "mfa_authenticator"),
        ],
    },
    {
        "title": _("Elsewhere"),
        "separator": True,
        "items": [
            _leave(_("Console"), "support_agent", "chat:console"),
            _leave(_("Reports"), "monitoring", "reports:index"),
            _leave(_("Chats without a ticket"), "pending_actions", "chat:owed"),
            _leave(_("API"), "api", "api"),
        ],
    },
]

# The accent of the other pages (static/css/tokens.css), as a scale.
PRIMARY = {
    "50": "#f1f6fb",
    "100": "#e4edf6",
    "200": "#c5daee",
    "300": "#92c3ef",
    "400": "#6ba6dc",
    "500": "#5c9bd6",
    "600": "#12436d",
    "700": "#0c3354",
    "800": "#0b2c48",
    "900": "#0b2238",
    "950": "#071726",
}

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": _("Help desk"),
    "SITE_HEADER": _("Help desk"),
    "SITE_SUBHEADER": _("Administration"),
    "SITE_URL": reverse_lazy("home"),
    "SITE_SYMBOL": "support_agent",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/favicon.svg")}
    ],
    "STYLES": [lambda request: static("css/admin.css")],
    "COLORS": {"primary": PRIMARY},
    "BORDER_RADIUS": "6px",
    "SHOW_LANGUAGES": True,
    "LANGUAGES": {
        "navigation": [
            {"code": "fi", "name_local": "Suomi"},
            {"code": "en", "name_local": "English"},
        ]
    },
    "ACCOUNT": {
        "navigation": [
            {"title": _("Change password"), "link": reverse_lazy("account_change_password")},
            {"title": _("Second factor"), "link": reverse_lazy("mfa_index")},
        ]
    },
    "SIDEBAR": {"navigation": NAVIGATION},
}
