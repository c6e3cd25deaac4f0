"""The demo's ready answers; `canned.toml` holds the words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from helpdesk.people.choices import Language
from helpdesk.people.models import Team
from tickets.models import CannedReply, Topic

FILE = Path(__file__).with_name("canned.toml")


def make_canned_replies(teams: Mapping[str, Team], topics: Mapping[str, Topic]) -> None:
    replies = tomllib.loads(FILE.read_text(encoding="utf-8"))
    rows = [
        CannedReply(
            shortcut=shortcut,
            language=language,
            body=reply[language],
            team=teams.get(reply.get("team", "")),
            topic=topics.get(reply.get("topic", "")),
        )
        for shortcut, reply in replies.items()
        for language in Language.values
    ]
    for number, row in enumerate(rows, start=1):
        row.pk = number
    CannedReply.objects.bulk_create(rows)
