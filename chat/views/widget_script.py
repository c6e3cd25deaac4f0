"""The script of the widget: its modules, joined into the one file that other sites' pages load.

A page that trusts a script by a nonce, not by its address, would not let it import others.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache

from django.conf import settings

FOLDER = settings.BASE_DIR / "static" / "js" / "widget"
MODULES = ("style", "site", "launcher", "panel", "main")
"""In this order: each imports from those before it."""
COMMENT = re.compile(r"^ *(/\*\*.*?\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
IMPORT = re.compile(r"^import .*\n", re.MULTILINE)
EXPORT = re.compile(r"^export ", re.MULTILINE)
INDENT = re.compile(r"^\s+", re.MULTILINE)


@cache
def script() -> str:
    joined = "".join((FOLDER / f"{name}.js").read_text() for name in MODULES)
    for pattern in (COMMENT, IMPORT, EXPORT, INDENT):
        joined = pattern.sub("", joined)
    return f'"use strict";{{\n{joined}}}\n'


@cache
def script_etag() -> str:
    return f'"{hashlib.sha256(script().encode()).hexdigest()[:20]}"'
