"""What windows make of written text: links that are safe, identity codes that are seen."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from helpdesk.redaction import MARK, clean
from tests.journeys.wire import run, serve

PARTS = 'const { parts } = await load("wire/links.js"); return parts(argument);'
MASKED = """
const { masked } = await load("visitor/identity-code.js");
return argument.map((text) => masked(text));
"""
CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


@pytest.fixture(scope="module")
def wire(browser: Any) -> Iterator[Page]:
    page = browser.new_page()
    serve(page)
    yield page
    page.close()


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("See https://desk.example/a.", "https://desk.example/a"),
        ("(http://desk.example/a_(b))", "http://desk.example/a_(b)"),
        ("https://desk.example/?q=ä&r=1!", "https://desk.example/?q=%C3%A4&r=1"),
        ('"https://desk.example"', "https://desk.example/"),
    ],
)
def test_an_address_becomes_a_link_without_the_sentence_around_it(
    wire: Page, text: str, href: str
) -> None:
    found = run(wire, PARTS, text)

    assert [part["href"] for part in found if "href" in part] == [href]
    assert "".join(part["text"] for part in found) == text


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "<a href=x onclick=alert(1)>x</a>",
        "https://",
        "https://bank.example@evil.example/",
        "ftp://desk.example/",
    ],
)
def test_anything_else_stays_text(wire: Page, text: str) -> None:
    assert run(wire, PARTS, text) == [{"text": text}]


def test_written_markup_is_shown_and_never_run(wire: Page) -> None:
    html = run(
        wire,
        """const { write } = await load("wire/links.js");
        const element = document.createElement("p");
        write(element, argument);
        return element.innerHTML;""",
        "<img src=x onerror=alert(1)> https://desk.example/<b>",
    )

    assert html == (
        '&lt;img src=x onerror=alert(1)&gt; <a href="https://desk.example/" target="_blank"'
        ' rel="noopener noreferrer">https://desk.example/</a>&lt;b&gt;'
    )


codes = st.builds(
    lambda born, sign, number: (
        f"{born:%d%m%y}{sign}{number:03}" + CHECKS[int(f"{born:%d%m%y}{number:03}") % 31]
    ),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from("-+ABCDEFUVWXY"),
    st.integers(0, 999),
)


@settings(max_examples=20, deadline=None)
@given(st.lists(codes, min_size=50, max_size=50), st.sampled_from(["Code {}.", "({})", "{}, ok"]))
def test_the_window_sees_the_codes_that_the_server_would_mask(
    wire: Page, made: list[str], frame: str
) -> None:
    texts = [frame.format(code) for code in made]

    assert run(wire, MASKED, texts) == [clean(text).text for text in texts]


def test_the_window_sees_the_swedish_codes_that_the_server_would_mask(wire: Page) -> None:
    codes = ["880320-0016", "19880320-0016", "198803200016", "880320 – 0016", "701063-2391"]
    others = ["880320-0017", "20260131-1002", "202601311002", "8803200016", "880230-0018"]

    assert run(wire, MASKED, codes + others) == [MARK] * len(codes) + others
    assert [clean(text).text for text in codes + others] == [MARK] * len(codes) + others


@pytest.mark.parametrize(
    "text",
    ["131052-308U", "310299-123X", "1234567890", "131052-3080", "order 131052-001X9", "131052308T"],
)
def test_what_only_looks_like_a_code_is_left_alone(wire: Page, text: str) -> None:
    assert clean(text).masked == 0
    assert run(wire, MASKED, [text]) == [text]


def test_codes_are_seen_in_lower_case_and_with_a_word_processors_dash(wire: Page) -> None:
    texts = ["131052-308t", "131052–308T", "131052 - 308T", "131052a308t"]

    assert run(wire, MASKED, texts) == [clean(text).text for text in texts]
