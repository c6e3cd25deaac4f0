"""Questions about people, by name."""

from __future__ import annotations

import re
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from helpdesk.people.choices import PrivacyAct

if TYPE_CHECKING:
    from helpdesk.people.models import PrivacyRecord, Requester, Team, User


SHORTEST_NUMBER = 3


class TeamQuerySet(models.QuerySet["Team"]):
    def of(self, user: User) -> TeamQuerySet:
        """The teams this member of staff belongs to."""
        return self.filter(memberships__user=user)


class RequesterQuerySet(models.QuerySet["Requester"]):
    def everybody(self) -> RequesterQuerySet:
        """Each person once: whoever was merged into another is that other."""
        return self.filter(merged_into__isnull=True)

    def of(self, person: Requester) -> RequesterQuerySet:
        """All rows of one person: the one kept, and those merged into it."""
        kept = person.merged_into_id or person.pk
        return self.filter(models.Q(pk=kept) | models.Q(merged_into=kept)).order_by("pk")

    def with_email(self, email: str) -> RequesterQuerySet:
        """Whoever has this address, however it is written."""
        # Said as the unique index says it, so that PostgreSQL uses it.
        return self.exclude(email="").filter(Exact(Lower("email"), Lower(models.Value(email))))

    def matching(self, text: str) -> RequesterQuerySet:
        """People whose name, address or login holds each word of this text, or whose number holds
        its digits; those whose name begins with it first. By what somebody was known who was
        merged into them, they are found as well.
        """
        held = [_held_by_person(word) for word in text.split()]
        found = reduce(and_, held) if held else models.Q()
        if digits := _subscriber_digits(text):
            found |= models.Q(digits__contains=digits)
        begins = models.Case(models.When(name__istartswith=text.strip(), then=0), default=1)
        rows = RequesterQuerySet(self.model).alias(digits=_DIGITS_OF_PHONE)
        merged = rows.filter(found, merged_into__isnull=False).values("merged_into")
        people = self.alias(digits=_DIGITS_OF_PHONE).everybody()
        fitting = people.filter(found | models.Q(pk__in=merged))
        return fitting.order_by(begins, Lower("name"), "pk")


class PrivacyQuerySet(models.QuerySet["PrivacyRecord"]):
    def owed(self) -> PrivacyQuerySet:
        """People whose erasure was begun and is not done; must come to 0."""
        begun = self.filter(act=PrivacyAct.ERASED, number__isnull=False)
        return begun.filter(finished_at__isnull=True)


_DIGITS_OF_PHONE = models.Func(
    models.F("phone"),
    models.Value("+ -()/.\u00a0"),
    models.Value(""),
    function="translate",
    output_field=models.CharField(),
)


def _held_by_person(word: str) -> models.Q:
    return (
        models.Q(name__icontains=word)
        | models.Q(email__icontains=word)
        | models.Q(login__icontains=word)
    )


def _subscriber_digits(text: str) -> str:
    """The digits of a number as all spellings of it share them: 040, +358 40 and 00358 40 alike.

    Empty where the text is no number, or too short a piece of one.
    """
    if not re.fullmatch(r"[+\d\s()/-]+", text):
        return ""
    digits = re.sub(r"\D", "", text)
    shared = re.sub(r"^(?:00\d{3}|0)", "", digits)
    if text.strip().startswith("+"):
        shared = digits[3:]
    return shared if len(shared) >= SHORTEST_NUMBER else ""
