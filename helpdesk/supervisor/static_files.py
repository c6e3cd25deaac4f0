"""Static files: collected, hashed and compressed anew only when one has changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_if_changed(mark: Path) -> bool:
    """Collects unless the sources are those of the last time, as noted in `mark`."""
    now = fingerprint()
    if Path(settings.STATIC_ROOT).is_dir() and mark.exists() and mark.read_text() == now:
        return False
    # Cleared first: Django itself takes a file changed within the same second for unchanged.
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    mark.write_text(now)
    return True


def fingerprint() -> str:
    """Of the names, sizes and times of all source files, and of how they are stored."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
