"""The places in a ready answer that are filled in when it is used: {name}, {agent} and the like."""

from __future__ import annotations

import re
from collections.abc import Mapping

KNOWN = ("name", "agent", "desk", "topic")
_PLACE = re.compile(r"\{\s*([^{}\s][^{}\n]{0,40}?)\s*\}")


def unknown_in(body: str) -> list[str]:
    """The places that nobody knows how to fill, as they are written, each once."""
    return list(dict.fromkeys(m[0] for m in _PLACE.finditer(body) if m[1] not in KNOWN))


def filled(body: str, values: Mapping[str, str]) -> str:
    """The text with the known places filled; one without a value stays as it is written."""
    return _PLACE.sub(lambda place: values.get(place[1]) or place[0], body)
