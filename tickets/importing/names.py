"""What may have been meant by a name that is not known. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def near(name: str, names: Iterable[str]) -> str:
    """A hint to stand behind a refusal; empty if nothing is like it."""
    spelt = {one.casefold(): one for one in names}
    found = get_close_matches(name.casefold(), spelt, n=3, cutoff=0.65)
    return f" Did you mean {' or '.join(f'“{spelt[one]}”' for one in found)}?" if found else ""
