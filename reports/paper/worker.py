"""The process that turns pages into PDF. Started by `paper.printer`, knows nothing of the desk.

A line of JSON in (`html`, `css`), a line of JSON out: `{"pdf": ...}` in base 64, `{"missing": ...}`
where the libraries of the system are not there, or `{"error": ...}`. It ends when its input ends,
and when nobody has asked for a while. It fetches nothing: pictures come within the page.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import select
import signal
import sys
from typing import Any

IDLE_S = 120.0


def print_page(line: str) -> dict[str, str]:
    try:
        import weasyprint
        from weasyprint.urls import URLFetcher
    except OSError as error:  # what cffi raises where it finds no Pango
        return {"missing": str(error)}
    fetcher = URLFetcher(allowed_protocols=["data"])
    try:
        wish: dict[str, Any] = json.loads(line)
        page = weasyprint.HTML(string=wish["html"], base_url=None, url_fetcher=fetcher)
        css = weasyprint.CSS(string=wish["css"], url_fetcher=fetcher)
        pdf = page.write_pdf(stylesheets=[css], pdf_variant="pdf/ua-1", full_fonts=False)
    except (ValueError, KeyError, LookupError) as error:
        return {"error": f"{type(error).__name__}: {error}"}
    return {"pdf": base64.b64encode(pdf).decode()}


def read_line() -> str | None:
    """The next line; none at the end of the input, or when nobody asks for long."""
    parts: list[bytes] = []
    while not (parts and parts[-1].endswith(b"\n")):
        if not select.select([sys.stdin], [], [], IDLE_S)[0]:
            return None
        parts.append(os.read(sys.stdin.fileno(), 1 << 16))
        if not parts[-1]:
            return None
    return b"".join(parts).decode()


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent; then the input ends
    os.nice(5)  # prints must not slow chats down
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    while line := read_line():
        sys.stdout.write(json.dumps(print_page(line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
