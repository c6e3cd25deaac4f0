from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from helpdesk.demo.seed import Wish, make_demo

TODAY = date(2026, 11, 22)
FEW = 40
"""Contacts a month: enough for every kind of row, made in a moment."""


@contextmanager
def quiet(title: str) -> Iterator[None]:
    yield


def make(**wishes: Any) -> None:
    # Real hashes are slow on purpose; nobody logs in here.
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher"
    with override_settings(PASSWORD_HASHERS=[hasher]):
        make_demo(Wish(**{"today": TODAY, "contacts_a_month": FEW} | wishes), step=quiet)


@pytest.fixture
def demo(db: None) -> Callable[..., None]:
    """Makes a small demo."""
    return make


@pytest.fixture(scope="module")
def kept_demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A small demo for all tests of a module; they must not change it."""
    with django_db_blocker.unblock(), transaction.atomic():
        make()
        yield
        transaction.set_rollback(True)
