"""What chats replaced, in words: the share, the year before, and how far to trust it."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from reports import sentences, words
from reports.intervals import FEWEST_WEEKS
from reports.measures.closure import Closure
from reports.measures.displacement import Displacement
from reports.measures.paired import Change
from reports.measures.respondents import Weighed
from reports.report import Asked
from reports.shares import in_percent
from tickets.choices import Alternative

TELLS = Decimal(2)
"""From this many points on, that those who answered differ from all is worth a warning."""


def shares(found: Displacement) -> tuple[str, ...]:
    phone = found.all.of(Alternative.PHONE)
    if not phone.n:
        return (sentences.displacement(found),)
    alone = _("By phone alone: %(share)s (95 %% interval %(interval)s).") % {
        "share": words.percent(phone.share),
        "interval": words.interval(phone.interval),
    }
    return sentences.displacement(found), sentences.verdict(found), alone


def against_a_year_before(found: Displacement, against: Closure | None) -> str:
    share = found.all.displaced
    if against is None:
        return _(
            "Records are too short to say whether calls and e-mails fell as much: that takes at"
            " least %(weeks)s whole weeks with the same weeks a year before."
        ) % {"weeks": FEWEST_WEEKS}
    more, seen = against.changes["chats"].value, against.changes["calls-and-mails"]
    if more <= 0 or share.interval is None or share.share is None:
        return _(
            "Chats did not grow against the year before, or nobody answered: what calls and e-mails"
            " should have done cannot be said."
        )
    told = {
        "chats": words.count(more),
        "expected": words.signed_count(-expected(more, share.share)),
        "observed": words.signed_count(seen.value),
    }
    compared = _(
        "Against the same weeks a year before there were %(chats)s chats more: calls and e-mails"
        " should have changed by %(expected)s, and changed by %(observed)s."
    )
    return f"{compared % told} {_verdict(seen, against.expected(share.interval))}"


def expected(more: int, share: Decimal) -> int:
    return round(more * share / 100)


def _verdict(seen: Change, expected: tuple[float, float]) -> str:
    if seen.meets(*expected):
        return _("The two agree.")
    if seen.low > expected[1]:
        return _(
            "They fell less than that: demand grew, or some who chat would not have contacted us."
        )
    return _("They fell more than that: something else made them fewer, too.")


def demand(asked: Asked, against: Closure | None) -> tuple[str, ...]:
    served = asked.desk.people_served
    if against is None or not served:
        return ()
    seen = against.changes["all"]
    now, before = (Decimal(1000 * each) / served for each in (seen.now, seen.before))
    told = {"now": words.decimal(now), "before": words.decimal(before)}
    text = _("Contacts per 1,000 people served: %(now)s, a year before %(before)s.") % told
    if seen.low > 0:
        return (f"{text} {_('Demand grew.')}",)
    return (f"{text} {_('Demand fell.') if seen.high < 0 else _('No sure change of demand.')}",)


def warnings(
    found: Displacement, balanced: Weighed | None, even: Weighed | None
) -> tuple[str, ...]:
    """`even`: by months, where not as many were asked throughout."""
    share, mode = found.all.displaced.share, found.mode
    warnings = []
    if share is not None and even:
        of_months = in_percent(even.share)
        if abs(of_months - share) >= TELLS:
            warnings.append(
                _(
                    "Not as many were asked throughout: with each month weighed by its chats, the"
                    " share is %(share)s."
                )
                % {"share": words.percent(of_months)}
            )
    if share is not None and balanced:
        of_kinds = in_percent(balanced.share)
        if abs(of_kinds - share) >= TELLS:
            warnings.append(
                _("Those who answered differ from all: weighed, the share is %(share)s.")
                % {"share": words.percent(of_kinds)}
            )
    if mode and not mode.low <= 0 <= mode.high:
        warnings.append(
            _("It matters when one is asked: before and after the chat the answers differ surely.")
        )
    return tuple(warnings)


def notes(
    asked: Asked, found: Displacement, balanced: Weighed | None, even: Weighed | None
) -> tuple[str, ...]:
    bounds = found.all.bounds
    notes = [sentences.response(found)]
    if bounds:
        notes.append(
            _("Whatever the silent would have said, the share is within %(bounds)s.")
            % {"bounds": words.interval(bounds)}
        )
    if balanced:
        notes.append(
            _("Weighed by outcome and part of the day it is %(share)s; answers cover %(of)s.")
            % {
                "share": words.percent(in_percent(balanced.share)),
                "of": words.percent(in_percent(balanced.covered)),
            }
        )
    if even:
        notes.append(
            _(
                "The part of visitors who were asked changed. Weighed by month the share is"
                " %(share)s; months with answers hold %(of)s of the chats."
            )
            % {
                "share": words.percent(in_percent(even.share)),
                "of": words.percent(in_percent(even.covered)),
            }
        )
    if asked.filters.scope.topic:
        notes.append(_("Who answered is told for all topics together: choose all topics."))
    if not asked.desk.people_served:
        notes.append(
            _(
                "How many contacts there are per 1,000 people can be said when the number of people"
                " served is in the settings of the desk."
            )
        )
    return tuple(notes)
