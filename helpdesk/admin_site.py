"""How the admin looks and how one finds the way in it; the settings take `UNFOLD` from here.

The settings import this page, so it must not import models or settings: links and texts are lazy.
"""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

ADMINISTRATORS = {"permission": "helpdesk.people.site.is_administrator"}
ELSEWHERE = {"active": False}
"""Links out of the admin: their paths are parts of admin paths, which unfold would light up."""


def _page(model: str, icon: str, title: Any, description: Any) -> dict[str, Any]:
    link = reverse_lazy(f"admin:{model}_changelist")
    return {"link": link, "icon": icon, "title": title, "description": description}


def _leave(name: str, icon: str, title: Any, description: Any) -> dict[str, Any]:
    link = reverse_lazy(name)
    return {"link": link, "icon": icon, "title": title, "description": description} | ELSEWHERE


NAVIGATION: list[dict[str, Any]] = [
    {
        "title": _("Work"),
        "items": [
            _page(
                "tickets_ticket",
                "confirmation_number",
                _("Tickets"),
                _("The record of each request: conversation, files, history."),
            ),
            _page(
                "tickets_contact",
                "call_received",
                _("Contacts"),
                _("How people reached us: what the reports count."),
            ),
            _page("chat_chat", "forum", _("Chats"), _("Live conversations and their logs.")),
            _page("chat_offer", "campaign", _("Offers"), _("To whom each chat was shown.")),
            _page(
                "chat_participation", "diversity_3", _("Participations"), _("Who was in a chat.")
            ),
            _page("people_requester", "person_search", _("Requesters"), _("The people who asked.")),
        ],
    },
    {
        "title": _("Knowledge"),
        "items": [
            _page("tickets_topic", "account_tree", _("Topics"), _("What requests are about.")),
            _page(
                "tickets_article",
                "menu_book",
                _("Articles"),
                _("What agents send and visitors find."),
            ),
            _page(
                "tickets_cannedreply",
                "quickreply",
                _("Canned replies"),
                _("Ready answers that agents call by a shortcut."),
            ),
        ],
    },
    {
        "title": _("Desk"),
        "items": [
            _page("people_user", "badge", _("Staff"), _("Accounts, roles, chats at once.")),
            _page("people_team", "groups", _("Teams"), _("Members and their promise.")),
            _page("chat_skill", "school", _("Skills"), _("Who answers for which topics.")),
            _page("people_servicehours", "schedule", _("Service hours"), _("When chat is open.")),
            _page("people_holiday", "event_busy", _("Holidays"), _("Days with other hours.")),
            _page("people_desk", "tune", _("Settings"), _("Name, time zone, queue, goal.")),
            _page("people_term", "calendar_month", _("Semesters"), _("Weeks to compare.")),
            _page("reports_target", "flag", _("Targets"), _("The phone's share to reach.")),
            _page(
                "reports_annotation",
                "sticky_note_2",
                _("Annotations"),
                _("What explains the figures of some days."),
            ),
            _page("reports_costrate", "euro", _("Costs"), _("An agent's hour, and by the month.")),
            _page("chat_presencespan", "timeline", _("Presence"), _("When somebody was there."))
            | ADMINISTRATORS,
            _page(
                "people_privacyrecord",
                "privacy_tip",
                _("Privacy records"),
                _("What was erased and handed out."),
            ),
            _page("knox_authtoken", "key", _("API tokens"), _("How machines come in."))
            | ADMINISTRATORS,
            _page("mfa_authenticator", "security_key", _("Second factors"), _("Lost telephones."))
            | ADMINISTRATORS,
            _page(
                "socialaccount_socialaccount",
                "id_card",
                _("Sign-in links"),
                _("Who comes in by the organisation's account."),
            )
            | ADMINISTRATORS,
        ],
    },
    {
        "title": _("Elsewhere"),
        "separator": True,
        "items": [
            _leave("chat:console", "support_agent", _("Console"), _("Chats of this moment.")),
            _leave("reports:index", "monitoring", _("Reports"), _("The desk in figures.")),
            _leave(
                "chat:owed",
                "pending_actions",
                _("Chats without a ticket"),
                _("Must read 0 a moment after each chat."),
            ),
            _leave(
                "chat:waits",
                "timer",
                _("Told waits"),
                _("How true the waits were that visitors were told."),
            ),
            _leave("api", "api", _("API"), _("All addresses, to read and to try.")),
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
