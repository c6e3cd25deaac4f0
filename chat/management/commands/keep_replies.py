"""`python manage.py keep_replies`: the answers of chats from before they were kept."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from chat.actions import keep_owed_replies
from chat.models import Chat


class Command(BaseCommand):
    help = (
        "Keeps each answer of chats that ended before answers were kept, with how long its visitor"
        " waited for it: what reports about hours on shift read. Again, it changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="says what would be kept, and keeps nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        total = Chat.objects.owed_replies().count()
        # Quiet where nobody looks.
        bar = tqdm(total=total, unit="chat", file=sys.stderr, disable=None, delay=1)
        with bar:
            kept = keep_owed_replies(dry_run=options["dry_run"], progress=bar.update)
        done = "would be kept" if options["dry_run"] else "kept"
        self.stdout.write(f"{kept.replies:,} answers of {kept.chats:,} chats {done}.")
