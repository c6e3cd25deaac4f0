"""Fixtures that every test may use."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.test import testcases
from django.utils import translation

from tests.emptying import empty_tables
from tests.hashing import HASHERS


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of the system; it asks no host but the one under test."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    unsandboxed = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM") or shutil.which("chromium"),
        "args": [*quiet, "--no-first-run", *unsandboxed],
    }


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
