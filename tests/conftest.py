"""Fixtures that every test may use."""

from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.test import testcases
from django.utils import translation

from tests.emptying import empty_tables
from tests.hashing import HASHERS

# How long an example takes says nothing of the product, and much of the machine.
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.load_profile("desk")

vars(testcases)["call_command"] = empty_tables


def pytest_configure() -> None:
    settings.PASSWORD_HASHERS = HASHERS


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The language of one test's last page is not that of the next test."""
    translation.deactivate()
    yield
    translation.deactivate()
