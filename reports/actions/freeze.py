from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone, translation

from helpdesk.people.models import User
from reports.frozen import Document, Maker, dumped
from reports.models import Run


def freeze(slug: str, query: str, *, make: Maker, by: User | None, languages: Sequence[str]) -> Run:
    """Keeps what a report answers now, in each of these languages, the first to fall back on.

    All figures are of one moment, in all languages, where this opens the transaction itself.
    """
    with one_moment():
        up_to = timezone.now()
        documents = {language: _in(language, slug, query, make) for language in languages}
        kept = run_of(documents, slug, query)
        kept.up_to, kept.made_by = up_to, by
        kept.save(force_insert=True)
    return kept


def run_of(documents: dict[str, Document], slug: str, query: str) -> Run:
    """A frozen report of these documents, not stored yet; pictures are drawn only here."""
    language, first = next(iter(documents.items()))
    kept = {}
    for code, document in documents.items():
        with translation.override(code):
            kept[code] = dumped(document)
    return Run(
        slug=slug,
        query=query,
        title=first.title,
        language=language,
        answer=kept,
        definitions=[[each.key, each.version] for each in first.definitions],
    )


def _in(language: str, slug: str, query: str, make: Maker) -> Document:
    with translation.override(language):
        return make(slug, query)


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that sees the facts as they were when it began."""
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
