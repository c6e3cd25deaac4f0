"""Times and dates read as the reader's language writes them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

AT = datetime(2026, 3, 5, 7, 4, tzinfo=UTC)
# `Y-m-d` is for machines.
OF_ONE_LANGUAGE = re.compile(r"""\|date:["'](?!Y-m-d["'])[^"']*[jdnmyYM][ ./-]""")


def test_no_page_writes_dates_in_the_manner_of_one_language() -> None:
    pages = [path for folder in settings.TEMPLATES[0]["DIRS"] for path in Path(folder).rglob("*.*")]

    bad = [page.name for page in pages if OF_ONE_LANGUAGE.search(page.read_text())]

    assert bad == []


@pytest.mark.parametrize(
    ("language", "shown"), [("fi", "5.3.2026 9.04"), ("en", "5 Mar 2026, 09:04")]
)
def test_a_tickets_times_are_written_in_the_readers_language(language: str, shown: str) -> None:
    with translation.override(language), timezone.override("Europe/Helsinki"):
        html = render_to_string("tickets/_time.html", {"at": AT})

    assert html.strip().endswith(f">{shown}</time>")
