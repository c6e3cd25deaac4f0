"""Who is asking: one person, one row, however they reached the desk."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction

from helpdesk.people.models import Requester
from helpdesk.redaction import clean

IDENTIFIERS = ("email", "phone", "login")
_LOCK_CLASS = 0x5E0  # of PostgreSQL's two-part advisory locks: "a requester is being looked up"


@transaction.atomic
def find_or_make_requester(
    *, email: str = "", name: str = "", phone: str = "", login: str = "", language: str = ""
) -> Requester:
    """The person with this address (in any case), else this number or login, else a new one.

    Empty fields of a known person are filled, written ones never changed. A number or login known
    under another address is somebody else's: people share telephones. Without any identifier the
    person is always new. An address that is none counts as not given. Two calls at once agree.
    Whoever was merged is who they were merged into. Nobody is erased or merged then before the
    transaction ends.
    """
    given = {
        "email": _address(email),
        "name": _words(name, 120),
        "phone": _words(phone, 40),
        "login": _words(login, 80),
        "language": language,
    }
    found = _find(given)
    if not found or _missing(found, given):
        _let_nobody_else_look_up(given)
        found = _find(given)
    if not found:
        return Requester.objects.create(**given)
    if not _hold(found):
        return find_or_make_requester(**given)
    return _fill(found, given)


def _address(email: str) -> str:
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email if len(email) <= 254 else ""


def _words(text: str, limit: int) -> str:
    return " ".join(clean(text).text.split())[:limit].strip()


def _find(given: dict[str, str]) -> Requester | None:
    everybody = Requester.objects.select_related("merged_into").order_by("pk")
    if given["email"] and (found := everybody.with_email(given["email"]).first()):
        return found.kept
    for field in ("phone", "login"):
        if given[field]:
            for found in everybody.filter(**{field: given[field]}):
                if _may_be(found.kept, given):
                    return found.kept
    return None


def _may_be(person: Requester, given: dict[str, str]) -> bool:
    return not (person.email and given["email"])


def _let_nobody_else_look_up(given: dict[str, str]) -> None:
    """Waits for others that look up the same identifiers; held until the transaction ends."""
    # In sorted order, so that two callers with the same identifiers cannot wait for each other.
    keys = sorted(f"{field}:{given[field].lower()}" for field in IDENTIFIERS if given[field])
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK_CLASS, key])


def _hold(person: Requester) -> bool:
    """Whether this still is somebody, until the transaction ends: nobody erases or merges them."""
    there = Requester.objects.select_for_update(no_key=True).filter(erased_at__isnull=True)
    return there.filter(pk=person.pk, merged_into__isnull=True).first() is not None


def _missing(person: Requester, given: dict[str, str]) -> dict[str, str]:
    """What is given and not known of them; an address of one merged into them is."""
    missing = {name: value for name, value in given.items() if value and not getattr(person, name)}
    if "email" in missing and person.merged.with_email(missing["email"]).exists():
        del missing["email"]
    return missing


def _fill(person: Requester, given: dict[str, str]) -> Requester:
    missing = _missing(person, given)
    for field, value in missing.items():
        # Only where it is still empty: the admin may have filled it meanwhile.
        Requester.objects.filter(pk=person.pk, **{field: ""}).update(**{field: value})
    if missing:
        person.refresh_from_db()
    return person
