"""Run in the environment of a desk: opens it around the clock, prints the cookies of its agents."""

from __future__ import annotations

import json
import sys
from importlib import import_module

import django

django.setup()

from django.conf import settings  # noqa: E402  (Django must be set up)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402

from helpdesk.people.models import Desk, ServiceHours, User  # noqa: E402

BACKEND = "django.contrib.auth.backends.ModelBackend"


def cookie(username: str) -> str:
    user = User.objects.create_user(username, f"{username}@desk.example", capacity=6)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    # Waits are long while something is broken; that newcomers are sent away then is tested apart.
    Desk.objects.create(pk=1, queue_limit=500, wait_limit_seconds=0)
    for weekday in range(7):
        ServiceHours.objects.create(weekday=weekday, opens="00:00", closes="00:00")
    print(json.dumps([cookie(f"agent-{number}") for number in range(int(sys.argv[1]))]))
