from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from helpdesk.people.models import Team, User
from tickets.importing.account import Account
from tickets.importing.errors import Busy, Refused, Skipped
from tickets.importing.reading import Source, opened
from tickets.importing.rows import Desk, Line, RowReader
from tickets.importing.sections import Sections
from tickets.importing.staging import copying
from tickets.importing.storing import find_people, gather, store
from tickets.importing.vocabulary import Vocabulary, translators
from tickets.links import NOBODY
from tickets.models import Topic

LOCK = 5_318_008_002
"""The advisory lock of whoever imports."""
NO_LIMITS = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
)
Tell = Callable[[int], None]


@transaction.atomic
def import_contacts(
    path: Path,
    *,
    mapping: Sections,
    dry_run: bool = False,
    progress: Tell = lambda position: None,
) -> Account:
    """Contacts and tickets of another system, in one transaction: all that is good, or nothing.

    What the same source brought before is left as it is. `progress` is told the bytes read. Raises
    `BadFile`, and `Busy` while another import runs.
    """
    now = timezone.now()
    with connection.cursor() as cursor:
        # The desk's limits are for people who wait; nobody waits for this.
        for statement in NO_LIMITS:
            cursor.execute(statement)
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if cursor.fetchone() != (True,):
            raise Busy
    account, desk = Account(dry=dry_run), _desk(mapping)
    with opened(path, mapping) as source:
        _stage(source, mapping, desk, now, account, progress)
    values = {
        **{field: one.words.default or None for field, one in translators(mapping).items()},
        "prefix": f"import:{mapping.source}:",
        "source": mapping.source,
        "nobody": f"{NOBODY}{mapping.source}",
        "now": now,
    }
    gather(mapping.tickets, account, values)
    find_people(account, values)
    account.topics, account.teams = len(desk.topics.made), len(desk.teams.made)
    if not dry_run:
        _make_named(desk)
        store(values)
    _drop()
    return account


def _stage(
    source: Source, mapping: Sections, desk: Desk, now: datetime, account: Account, progress: Tell
) -> None:
    reader = RowReader(mapping, desk, now)
    with copying() as copy:
        for row in source.rows():
            account.read += 1
            key = ""
            try:
                if row.fault:
                    raise Refused(row.fault)
                key = reader.key(row.cells)
                copy.write_row(reader.read(row.line, key, row.cells))
            except Skipped:
                account.skipped += 1
            except Refused as refusal:
                account.refuse(row.line, refusal)
                if key:
                    copy.write_row(Line(row.line, key, refused=True))
            if account.read % 1000 == 0:
                progress(source.position)
    progress(source.position)


def _desk(mapping: Sections) -> Desk:
    topics, teams = Vocabulary("topics", mapping.topics), Vocabulary("teams", mapping.teams)
    for topic in Topic.objects.all():
        for name in (topic.name_en, topic.name_fi, topic.name_sv, topic.slug):
            topics.slugs[name.casefold()] = topic.slug
    for team in Team.objects.all():
        teams.slugs[team.name.casefold()] = teams.slugs[team.slug.casefold()] = team.slug
    agents: dict[str, int] = {}
    for user in User.objects.all():
        for name in filter(None, (user.email, user.username)):
            agents[name.casefold()] = user.pk
    return Desk(topics, teams, agents)


def _make_named(desk: Desk) -> None:
    """The topics and teams that the file brings."""
    Team.objects.bulk_create(Team(slug=slug, name=name) for slug, name in desk.teams.made.items())
    Topic.objects.bulk_create(
        Topic(slug=slug, name_en=name, name_fi=name, name_sv=name)
        for slug, name in desk.topics.made.items()
    )


def _drop() -> None:
    """They would go with the transaction, but it may be the caller's."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE import_line, import_ticket, import_person")
