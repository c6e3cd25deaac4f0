"""`python manage.py translations`: brings the catalogs up to date with the code."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from helpdesk.translations import gather, merge, problems, read, render


class Command(BaseCommand):
    help = "Gathers the texts of the program into locale/, and says what is left to translate."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; exit code 1 on any problem"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        sources = gather(settings.BASE_DIR)
        found = 0
        for path in catalogs():
            catalog = read(path)
            if not options["check"]:
                catalog = merge(catalog, sources)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(render(catalog))
            for problem in problems(catalog, sources):
                found += 1
                self.stdout.write(f"{catalog.locale_identifier}: {problem}")
        self.stdout.write(f"{len(sources)} texts, {found} problems")
        if found and options["check"]:
            raise CommandError("Run `python manage.py translations`, then translate what it lists.")


def catalogs() -> list[Path]:
    """One for each language of the program but that of its source."""
    return [
        Path(settings.LOCALE_PATHS[0]) / code / "LC_MESSAGES" / "django.po"
        for code, _name in settings.LANGUAGES
        if code != settings.LANGUAGE_CODE
    ]
