"""Translations: catalogs are kept as text (.po), read by the program as binary (.mo)."""

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_changed(*folders: Path) -> list[Path]:
    """Compiles each catalog that is newer than its binary; returns the binaries written."""
    return [
        _compile(catalog)
        for folder in folders
        for catalog in sorted(folder.glob("*/LC_MESSAGES/*.po"))
        if _is_newer(catalog, catalog.with_suffix(".mo"))
    ]


def _is_newer(catalog: Path, binary: Path) -> bool:
    return not binary.exists() or binary.stat().st_mtime_ns < catalog.stat().st_mtime_ns


def _compile(path: Path) -> Path:
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parts[-3], abort_invalid=True)
    # Written beside and renamed: another process may be reading the old one.
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as draft:
        write_mo(draft, catalog)
    binary = path.with_suffix(".mo")
    os.chmod(draft.name, 0o644)
    os.replace(draft.name, binary)
    return binary
