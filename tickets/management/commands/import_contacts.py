"""`python manage.py import_contacts FILE --map mapping.toml`: the history of another system."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Never

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from tqdm import tqdm

from helpdesk.errors import DomainError
from tickets.actions import import_contacts
from tickets.importing.mapping import load_mapping


class Command(BaseCommand):
    help = (
        "Makes contacts and tickets of a CSV, JSON or JSON Lines file, as a mapping says"
        " (docs/import.md). The same file again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--map", type=Path, required=True, metavar="mapping.toml")
        parser.add_argument(
            "--dry-run", action="store_true", help="says what would be made, and makes nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            mapping = load_mapping(options["map"])
            with _progress(file) as bar:
                account = import_contacts(
                    file,
                    mapping=mapping,
                    dry_run=options["dry_run"],
                    progress=lambda position: _move(bar, position),
                )
        except DomainError as refusal:
            raise CommandError(str(refusal.message)) from None
        except OperationalError:
            raise CommandError("The database does not answer. Nothing was stored.") from None
        for sentence in account.sentences():
            self.stdout.write(sentence)


def _progress(file: Path) -> tqdm[Never]:
    """Quiet where nobody looks."""
    size = file.stat().st_size if file.is_file() else None
    return tqdm(
        total=size, unit="B", unit_scale=True, file=sys.stderr, desc="Reading", disable=None
    )


def _move(bar: tqdm[Never], position: int) -> None:
    bar.update(position - bar.n)
