"""Which sites may show pages of the desk in a frame. The settings ask it: it knows none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured

ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?")


def origins(addresses: Iterable[str]) -> list[str]:
    """The addresses as browsers write origins.

    Raises ImproperlyConfigured for what is none: it would stand in a header, where a browser that
    does not understand it says nothing.
    """
    return [_origin(address) for address in map(str.strip, addresses) if address]


def _origin(address: str) -> str:
    origin = address.lower().removesuffix("/")
    if not ORIGIN.fullmatch(origin):
        raise ImproperlyConfigured(
            f"EMBED_ORIGINS: {address!r} is no origin such as https://www.example.org"
        )
    return origin.removesuffix(":443" if origin.startswith("https:") else ":80")
