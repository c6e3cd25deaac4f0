"""Numbers, days and months as the reader writes them."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from babel.dates import format_date, format_skeleton, get_day_names
from django.utils import formats
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from reports.choices import Grain
from reports.intervals import Interval
from reports.periods import Bucket, Period

DASH = "–"
MINUS = "−"
HARD_SPACE = "\u00a0"
LOCALES = {"fi": "fi_FI", "sv": "sv_SE", "en": "en_GB"}
DAYS = {"sv_SE": "d.M.y"}
"""By locale, where the usual way is another than the one in `helpdesk.formats`."""

ORDINALS = (
    pgettext_lazy("which month", "first"),
    pgettext_lazy("which month", "second"),
    pgettext_lazy("which month", "third"),
    pgettext_lazy("which month", "fourth"),
    pgettext_lazy("which month", "fifth"),
    pgettext_lazy("which month", "sixth"),
    pgettext_lazy("which month", "seventh"),
    pgettext_lazy("which month", "eighth"),
    pgettext_lazy("which month", "ninth"),
    pgettext_lazy("which month", "tenth"),
    pgettext_lazy("which month", "eleventh"),
    pgettext_lazy("which month", "twelfth"),
    pgettext_lazy("which month", "thirteenth"),
    pgettext_lazy("which month", "fourteenth"),
    pgettext_lazy("which month", "fifteenth"),
    pgettext_lazy("which month", "sixteenth"),
    pgettext_lazy("which month", "seventeenth"),
    pgettext_lazy("which month", "eighteenth"),
    pgettext_lazy("which month", "nineteenth"),
    pgettext_lazy("which month", "twentieth"),
    pgettext_lazy("which month", "twenty-first"),
    pgettext_lazy("which month", "twenty-second"),
    pgettext_lazy("which month", "twenty-third"),
    pgettext_lazy("which month", "twenty-fourth"),
)


def locale() -> str:
    return LOCALES.get((get_language() or "en")[:2], "en_GB")


def count(number: int | None) -> str:
    """1 234 (fi), 1,234 (en); a dash for nothing known."""
    return DASH if number is None else _number(number, 0)


def percent(share: Decimal | None, decimals: int = 1) -> str:
    """20,1 % (fi), 20.1 % (en); a dash where there is no share."""
    return DASH if share is None else f"{_number(share, decimals)}{HARD_SPACE}%"


def decimal(share: Decimal | None, decimals: int = 1) -> str:
    """20.1, under a heading that says what it is of."""
    return DASH if share is None else _number(share, decimals)


def points(change: Decimal | None) -> str:
    """+1.2 points, with its sign; a dash where there is none."""
    if change is None:
        return DASH
    return pgettext("percentage points", "%s points") % signed(change)


def signed(change: Decimal | float | None) -> str:
    """+1.2, −0.3; what would be written as nothing is ±0.0."""
    if change is None:
        return DASH
    rounded = round(Decimal(change), 1)
    sign = "+" if rounded > 0 else MINUS if rounded < 0 else "±"
    return sign + _number(abs(rounded), 1)


def signed_count(change: int | None) -> str:
    if change is None:
        return DASH
    sign = "+" if change > 0 else MINUS if change < 0 else "±"
    return sign + _number(abs(change), 0)


def interval(bounds: Interval | None) -> str:
    """78.6–95.7 %"""
    if bounds is None:
        return DASH
    low, high = (Decimal(100 * each).quantize(Decimal("0.1")) for each in (bounds.low, bounds.high))
    return f"{_number(low, 1)}–{_number(high, 1)}{HARD_SPACE}%"


def day(when: date) -> str:
    """21 Nov 2026, 21.11.2026; Swedish as in Finland."""
    return str(format_date(when, DAYS.get(locale(), "medium"), locale=locale()))


def clock(at: datetime | time) -> str:
    """What a clock shows then, in the zone of `at`: 09:05, 9.05"""
    return str(formats.time_format(at, "TIME_FORMAT"))


def month(when: date) -> str:
    """September 2016, syyskuu 2016"""
    return str(format_skeleton("yMMMM", when, locale=locale()))


def months_between(first: date, last: date, *, of: date) -> str:
    """August to October; with years where they are not all that of the month `of`."""
    if {first.year, last.year} == {of.year}:
        names = [str(format_date(each, "LLLL", locale=locale())) for each in (first, last)]
    else:
        names = [month(first), month(last)]
    if first == last:
        return names[0]
    return _("%(first)s to %(last)s") % {"first": names[0], "last": names[1]}


def short_weekday(name: str) -> str:
    """Mon for Monday, ma for maanantai; what is no weekday keeps three letters."""
    whole, short = (
        get_day_names(width, "stand-alone", locale()) for width in ("wide", "abbreviated")
    )
    names = {str(whole[day]).casefold(): str(short[day]) for day in whole}
    return names.get(name.casefold(), name[:3])


def short_month(when: date) -> str:
    """Sep 2016, syys 2016: for the axis of a chart."""
    return str(format_date(when, "LLL yyyy", locale=locale()))


def span(period: Period) -> str:
    """Both days of a period; one day once."""
    if period.first == period.last:
        return day(period.first)
    return f"{day(period.first)} – {day(period.last)}"


def bucket(row: Bucket) -> str:
    """What a row is called: its day, its ISO week, its month."""
    if row.grain == Grain.DAY:
        return day(row.start)
    if row.grain == Grain.MONTH:
        return month(row.start)
    year, week, _weekday = row.start.isocalendar()
    return _("Week %(week)s/%(year)s") % {"week": week, "year": year}


def nth_month(nth: int) -> str:
    """Fifteenth; beyond the words, the number."""
    if nth <= len(ORDINALS):
        return str(ORDINALS[nth - 1])
    return pgettext("which month", "%(nth)s.") % {"nth": nth}


def _number(number: Decimal | int, decimals: int) -> str:
    rounded = round(Decimal(number), decimals)  # Django would cut the digits off
    written = formats.number_format(rounded, decimals, use_l10n=True, force_grouping=True)
    return str(written).replace("-", MINUS)


def length(seconds: float | Decimal | None) -> str:
    """A length of time: 8 s, 4 min 10 s, 2 h 5 min; a dash where there is none."""
    if seconds is None:
        return DASH
    whole = round(seconds)
    if whole < 60:
        return f"{whole}{HARD_SPACE}s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes}{HARD_SPACE}min {rest}{HARD_SPACE}s" if rest else _minutes(minutes)
    hours, rest = divmod(minutes, 60)
    return f"{hours}{HARD_SPACE}h {_minutes(rest)}" if rest else f"{hours}{HARD_SPACE}h"


def _minutes(minutes: int) -> str:
    return f"{minutes}{HARD_SPACE}min"
