"""Ways in that are over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from knox.models import AuthToken

from helpdesk.celery import app
from helpdesk.people.models import User
from helpdesk.people.tasks import clear_ended
from tests.roles import user_as

pytestmark = pytest.mark.django_db


def make_session(*, ends_in: timedelta) -> str:
    session = SessionStore()
    session.set_expiry(timezone.now() + ends_in)
    session.create()
    assert session.session_key
    return session.session_key


def make_token(user: User, *, ends_in: timedelta | None) -> str:
    token, _secret = AuthToken.objects.create(user=user, expiry=ends_in)
    return str(token.pk)


def test_what_is_over_is_deleted_and_what_still_holds_stays() -> None:
    soon, over, user = timedelta(minutes=1), timedelta(minutes=-1), user_as("agent")
    session, token, endless = (
        make_session(ends_in=soon),
        make_token(user, ends_in=soon),
        make_token(user, ends_in=None),
    )
    make_session(ends_in=over)
    make_token(user, ends_in=over)

    clear_ended()

    assert list(Session.objects.values_list("pk", flat=True)) == [session]
    assert set(AuthToken.objects.values_list("pk", flat=True)) == {token, endless}


def test_it_is_done_every_night() -> None:
    tasks = [entry["task"] for entry in app.conf.beat_schedule.values()]

    assert tasks.count(clear_ended.name) == 1
