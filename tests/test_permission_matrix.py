"""Every address of the program, and what it answers to each kind of person.

A route without a row fails. The admin has its own: tests/helpdesk/people/admin/test_rights.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import URLResolver, get_resolver, reverse

from tests.roles import ROLES, client_as
from tests.world import WORLD

pytestmark = pytest.mark.django_db

# In the order of ROLES: anonymous, agent, supervisor, manager, superuser (an agent by role).
EVERYBODY = (200, 200, 200, 200, 200)
STAFF = (302, 200, 200, 200, 200)  # others are led to the login page
CHIEFS = (302, 403, 200, 200, 200)
LED_ON = (302, 302, 302, 302, 302)
API_STAFF = (401, 200, 200, 200, 200)
API_CHIEFS = (401, 403, 200, 200, 200)
# A visitor's address, which only the chat's own token opens: no session is a key.
VISITOR = (404, 404, 404, 404, 404)

# What is sent is empty, so whoever may write is told that it is not enough.
EVERYBODY_WRITES = (400, 400, 400, 400, 400)
STAFF_WRITES = (302, 400, 400, 400, 400)
CHIEFS_WRITE = (302, 403, 400, 400, 400)
API_STAFF_WRITES = (401, 400, 400, 400, 400)

ROWS: dict[str, dict[str, tuple[int, ...]]] = {
    "home": {"get": LED_ON},
    "healthz": {"get": EVERYBODY},
    "readyz": {"get": EVERYBODY},
    "workz": {"get": EVERYBODY},
    # A machine's, with a token of its own: tests/helpdesk/test_gauges.py.
    "metrics": {"get": (404, 404, 404, 404, 404)},
    "set_language": {"post": LED_ON},
    "chat:visitor": {"get": EVERYBODY},
    "chat:widget": {"get": EVERYBODY},
    "chat:widget-now": {"get": EVERYBODY},
    "chat:widget-chat": {"get": LED_ON},
    "chat:widget-form": {"get": LED_ON},
    "chat:embedded": {"get": EVERYBODY},
    "chat:console": {"get": STAFF},
    "chat:done": {"get": STAFF},
    "chat:topics": {"get": STAFF},
    "chat:owed": {"get": CHIEFS},
    # Whoever asks sees themselves: tests/chat/views/test_own.py.
    "chat:own": {"get": STAFF},
    "chat:waits": {"get": CHIEFS},
    "chat:supervisor": {"get": CHIEFS},
    "chat:blocks": {"get": CHIEFS},
    "chat:lift": {"post": (302, 403, 302, 302, 302)},
    "chat:kept": {"get": CHIEFS},
    "chat:export": {"post": CHIEFS},
    "chat:erase": {"post": (302, 403, 403, 403, 400)},
    # The chat is another team's: to an agent it does not exist.
    "chat:reading": {"get": (302, 404, 200, 200, 200)},
    "chat:person": {"get": (302, 404, 200, 200, 200)},
    # Nothing was answered yet that an instruction could be made of.
    "chat:draft": {"post": (302, 404, 400, 400, 400)},
    "tickets:form": {"get": EVERYBODY, "post": EVERYBODY_WRITES},
    "tickets:thanks": {"get": VISITOR},
    "tickets:articles": {"get": EVERYBODY},
    "tickets:article": {"get": EVERYBODY},
    "tickets:fitting": {"post": STAFF},
    "tickets:tickets": {"get": STAFF},
    "tickets:ticket": {"get": STAFF},
    "tickets:comment": {"post": STAFF_WRITES},
    "tickets:send-again": {"post": STAFF_WRITES},
    "tickets:status": {"post": (302, 409, 409, 409, 409)},
    "tickets:assignment": {"post": LED_ON},
    "tickets:contacts": {"post": (302, 404, 404, 404, 404)},
    "tickets:file": {"get": STAFF},
    "tickets:looking": {"post": STAFF},
    # Whoever asks is told of themselves: tests/tickets/views/test_notices.py.
    "tickets:notices": {"get": STAFF},
    "tickets:notices-seen": {"post": (302, 204, 204, 204, 204)},
    "tickets:colleagues": {"post": STAFF},
    "tickets:notice-mails": {"get": STAFF, "post": LED_ON},
    "tickets:merge": {"get": STAFF, "post": STAFF_WRITES},
    "tickets:merge-targets": {"post": STAFF},
    "tickets:merge-person": {"get": CHIEFS, "post": CHIEFS_WRITE},
    "tickets:replies": {"get": STAFF},
    "tickets:call": {"post": STAFF_WRITES},
    "tickets:callers": {"post": STAFF},
    "reports:index": {"get": CHIEFS},
    "reports:shift-chart": {"get": CHIEFS},
    "reports:channel-mix": {"get": CHIEFS},
    "reports:channel-mix-chart": {"get": CHIEFS},
    "reports:channel-mix-csv": {"get": CHIEFS},
    "reports:channel-mix-xlsx": {"get": CHIEFS},
    "reports:contacts": {"get": CHIEFS},
    "reports:definitions": {"get": CHIEFS},
    "reports:board": {"get": CHIEFS},
    "reports:board-tiles": {"get": CHIEFS},
    "reports:report": {"get": CHIEFS},
    "reports:report-csv": {"get": CHIEFS},
    "reports:report-xlsx": {"get": CHIEFS},
    "reports:report-picture": {"get": CHIEFS},
    "reports:report-pdf": {"get": CHIEFS},
    "reports:saved": {"get": CHIEFS, "post": CHIEFS_WRITE},
    # Another chief's, who shares it: it is opened by all of them, changed by none.
    "reports:saved-view": {"get": (302, 403, 302, 302, 302)},
    "reports:saved-view-rename": {"post": CHIEFS_WRITE},
    "reports:saved-view-delete": {"post": (302, 403, 403, 403, 403)},
    "reports:deliveries": {"get": CHIEFS, "post": CHIEFS_WRITE},
    # Between two others: to everybody else it does not exist.
    "reports:delivery-switch": {"post": (302, 403, 404, 404, 404)},
    "reports:delivery-delete": {"post": (302, 403, 404, 404, 404)},
    "reports:monthly": {"get": CHIEFS, "post": CHIEFS_WRITE},
    "reports:runs": {"get": CHIEFS, "post": (302, 403, 404, 404, 404)},
    "reports:run": {"get": CHIEFS},
    "reports:run-pdf": {"get": CHIEFS},
    "reports:run-xlsx": {"get": CHIEFS},
    "reports:run-picture": {"get": CHIEFS},
    "reports:run-note": {"post": (302, 403, 302, 302, 302)},
    # The manager was quicker.
    "reports:run-approve": {"post": (302, 403, 403, 302, 409)},
    "desk": {"get": EVERYBODY},
    "chats": {"post": EVERYBODY_WRITES},
    "chat-state": {"get": VISITOR},
    "chat-alternative": {"post": VISITOR},
    "chat-survey": {"post": VISITOR},
    "chat-transcript": {"get": VISITOR},
    # The chat is another team's. Whoever may read it may have its files; only its agent sends some.
    "chat-files": {"post": (404, 404, 403, 403, 403)},
    "chat-file": {"get": (404, 404, 200, 200, 200), "delete": VISITOR},
    "api": {"get": EVERYBODY},
    "api-schema": {"get": EVERYBODY},
    "api-emails": {"post": (401, 415, 415, 415, 415)},
    "api-tickets-list": {"get": API_STAFF},
    "api-tickets-detail": {"get": API_STAFF},
    "api-tickets-comments": {"post": API_STAFF_WRITES},
    "api-tickets-status": {"post": API_STAFF_WRITES},
    "api-tickets-merge": {"post": API_STAFF_WRITES},
    "api-contacts-list": {"get": API_STAFF, "post": API_STAFF_WRITES},
    "api-contacts-detail": {"get": API_STAFF},
    "api-topics-list": {"get": API_STAFF},
    "api-topics-detail": {"get": API_STAFF},
    "api-articles-list": {"get": EVERYBODY},
    "api-articles-detail": {"get": EVERYBODY},
    "api-articles-fitting": {"post": EVERYBODY_WRITES},
    "api-requesters-list": {"get": API_STAFF},
    "api-requesters-detail": {"get": API_STAFF},
    "api-channel-mix": {"get": API_CHIEFS},
    "api-report": {"get": API_CHIEFS},
    "api-login": {"post": EVERYBODY_WRITES},
    "api-tokens": {"post": (403, 201, 201, 201, 201)},
    # A session has no token that could be ended.
    "api-logout": {"post": (401, 401, 401, 401, 401)},
    "api-logout-all": {"post": (401, 401, 401, 401, 401)},
    "account_login": {"get": (200, 302, 302, 302, 302)},
    "account_logout": {"get": STAFF, "post": LED_ON},
    # To strangers it says that nobody signs up by themselves.
    "account_signup": {"get": (200, 302, 302, 302, 302)},
    # These accounts have no password yet: they are led to where one is set.
    "account_change_password": {"get": LED_ON},
    "mfa_index": {"get": STAFF},
    # Nobody's while no provider is configured; with one: tests/helpdesk/people/oidc/test_views.py.
    "oidc_login": {"get": (404, 404, 404, 404, 404)},
    "oidc_callback": {"get": (404, 404, 404, 404, 404)},
    "oidc_signed_out": {"get": (404, 404, 404, 404, 404)},
}
ARGUMENTS = {
    "chat:kept": {"number": "requester"},
    "chat:export": {"number": "requester"},
    "chat:erase": {"number": "requester"},
    "chat:reading": {"chat_id": "chat"},
    "chat:person": {"chat_id": "chat"},
    "chat:lift": {"incident_id": "incident"},
    "chat:draft": {"chat_id": "chat"},
    "tickets:thanks": {"sealed": "sealed"},
    "tickets:article": {"slug": "slug"},
    "tickets:ticket": {"number": "ticket"},
    "tickets:comment": {"number": "ticket"},
    "tickets:send-again": {"number": "ticket", "comment_id": "reply"},
    "tickets:status": {"number": "ticket"},
    "tickets:assignment": {"number": "ticket"},
    "tickets:contacts": {"number": "ticket"},
    "tickets:file": {"number": "ticket", "file_id": "file"},
    "tickets:looking": {"number": "ticket"},
    "tickets:merge": {"number": "ticket"},
    "tickets:merge-targets": {"number": "ticket"},
    "tickets:merge-person": {"number": "requester"},
    "reports:report": {"slug": "report"},
    "reports:report-csv": {"slug": "report", "key": "key"},
    "reports:report-xlsx": {"slug": "report"},
    "reports:report-picture": {"slug": "report", "key": "key"},
    "reports:report-pdf": {"slug": "report"},
    "reports:saved-view": {"pk": "view"},
    "reports:saved-view-rename": {"pk": "view"},
    "reports:saved-view-delete": {"pk": "view"},
    "reports:delivery-switch": {"pk": "delivery"},
    "reports:delivery-delete": {"pk": "delivery"},
    "reports:run": {"pk": "run"},
    "reports:run-pdf": {"pk": "run"},
    "reports:run-xlsx": {"pk": "run"},
    "reports:run-picture": {"pk": "run", "place": "place", "key": "picture"},
    "reports:run-note": {"pk": "run"},
    "reports:run-approve": {"pk": "run"},
    "api-report": {"slug": "report"},
    "chat-state": {"chat": "chat"},
    "chat-alternative": {"chat": "chat"},
    "chat-survey": {"chat": "chat"},
    "chat-transcript": {"chat": "chat"},
    "chat-files": {"chat": "chat"},
    "chat-file": {"chat": "chat", "file": "said"},
    "api-tickets-detail": {"pk": "ticket"},
    "api-tickets-comments": {"pk": "ticket"},
    "api-tickets-status": {"pk": "ticket"},
    "api-tickets-merge": {"pk": "ticket"},
    "api-contacts-detail": {"pk": "contact"},
    "api-topics-detail": {"pk": "topic"},
    "api-articles-detail": {"pk": "article"},
    "api-requesters-detail": {"pk": "requester"},
}
OF_ANOTHER_MATRIX = "admin:"
# Pages of allauth about one's own account, as the library made and tested them.
OF_ALLAUTH = {
    "account_inactive",
    "account_reauthenticate",
    "account_email",
    "account_email_verification_sent",
    "account_set_password",
    "account_reset_password",
    "account_confirm_login_code",
    "account_confirm_email",
    "account_reset_password_from_key_done",
    "account_reset_password_from_key",
    "account_reset_password_done",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}


def routes(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
        else:
            yield ":".join((*spaces, str(entry.name)))


def test_every_route_has_a_row() -> None:
    ours = {name for name in routes(get_resolver()) if not name.startswith(OF_ANOTHER_MATRIX)}

    assert ours - OF_ALLAUTH == set(ROWS)


@pytest.fixture
def world() -> dict[str, Any]:
    """One of everything that an address may name."""
    cache.clear()
    names: dict[str, Any] = WORLD.put()
    return names


@pytest.mark.parametrize(
    ("name", "method"), [(name, method) for name, row in ROWS.items() for method in row]
)
def test_each_role_is_answered_as_its_row_says(
    name: str, method: str, world: dict[str, Any]
) -> None:
    values = {key: world[value] for key, value in ARGUMENTS.get(name, {}).items()}
    url = reverse(name, kwargs=values)

    answers = [getattr(client_as(role), method)(url).status_code for role in ROLES]

    assert tuple(answers) == ROWS[name][method]
