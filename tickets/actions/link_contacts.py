from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection, transaction

from tickets.actions.locking import lock_person
from tickets.links import OF_ONE, OF_SOME, linking

ONE_PERSON, SOME_PEOPLE, EVERYBODY = linking(OF_ONE), linking(OF_SOME), linking("TRUE")


@transaction.atomic
def link_contacts(person: int | None) -> int:
    """Makes `followed_at` and `hopped_from` true for all contacts of this requester.

    Called by whoever records a contact of theirs or changes its person, ticket or topic; what comes
    late corrects its neighbours. Returns how many contacts it changed.
    """
    person = lock_person(person)
    if person is None:
        return 0
    return _run(ONE_PERSON, person=person)


def link_contacts_of(people: Collection[int]) -> int:
    """The same for several people, whom the caller holds until its transaction ends."""
    return _run(SOME_PEOPLE, people=list(people))


def link_all_contacts() -> int:
    """The same for everybody at once, after rows were written by the thousand."""
    return _run(EVERYBODY)


def _run(statement: str, **values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
