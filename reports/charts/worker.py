"""The process that turns specifications into pictures. Started by `charts.renderer`, knows nothing.

A line of JSON in, a line of JSON out. A specification becomes `{"svg": ...}`; `{"svg": ...}`
becomes `{"png": ...}` in base 64; what fails becomes `{"error": ...}`. It ends when its input
ends, so it never outlives the process that started it, and when nobody has asked for a while.
It fetches nothing: a specification that names an address is refused.
"""

from __future__ import annotations

import base64
import json
import os
import select
import signal
import sys

import vl_convert

VEGA_LITE = "6.4"
IDLE_S = 300.0
SCALE = 2
"""Pixels a unit: sharp on the screens of today."""


def draw(line: str) -> dict[str, str]:
    try:
        wish = json.loads(line)
        if "svg" in wish:
            png = vl_convert.svg_to_png(wish["svg"], scale=SCALE)
            return {"png": base64.b64encode(png).decode()}
        svg = vl_convert.vegalite_to_svg(line, vl_version=VEGA_LITE, allowed_base_urls=[])
    except ValueError as error:
        return {"error": str(error)}
    return {"svg": svg}


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
    os.nice(5)  # pictures must not slow chats down
    while line := read_line():
        sys.stdout.write(json.dumps(draw(line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
