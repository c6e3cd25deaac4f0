"""Fewer calls, or fewer people? Demand times share, and within teams or topics times their mix."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import definitions, words
from reports.charts.bars import Bars, bar_chart
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind, Row
from reports.measures.by_group import names_of, sums_by
from reports.measures.split import Demand, Group, Moved, Split, demand, split
from reports.periods import Period
from reports.report import Answer, Asked, Picture, Report
from tickets.choices import Channel

DEMAND = Definition(
    "demand_and_share",
    1,
    gettext_lazy("Demand and share"),
    gettext_lazy(
        "The change of calls as two factors that multiply to it: how much all contacts grew, and"
        " how much the phone's share of them changed."
    ),
)
WITHIN_MIX = Definition(
    "within_and_mix",
    1,
    gettext_lazy("Within groups and mix of groups"),
    gettext_lazy(
        "The change of the phone's share in two parts that add up to it (Kitagawa): within, what"
        " changed inside the teams or topics; mix, what came from some of them growing more than"
        " others. A group that has contacts in one of the two periods only counts as mix."
    ),
)
PHONE = f"channel = '{Channel.PHONE.value}'"
MOST = 30


def answer(asked: Asked) -> Answer:
    before = asked.filters.before
    if before is None:
        return Answer((_("Choose what to compare with: then this says why calls changed."),), ())
    splits = {key: _split(key, asked, before) for key in ("team", "topic")}
    whole = _whole(splits["team"])
    factors = demand(*whole)
    sentence = _sentence(whole, factors)
    return Answer(
        sentences=(sentence,),
        grids=(
            _factors(whole, factors),
            *(_groups(asked, key, found) for key, found in splits.items() if found),
        ),
        pictures=(_picture(factors, sentence),) if factors else (),
        warnings=tuple(_warning(key, found) for key, found in splits.items() if _warns(found)),
    )


def _split(key: str, asked: Asked, before: Period) -> Split | None:
    now = asked.filters.period
    names = names_of(key)
    found = sums_by(
        key,
        asked,
        [("n", before, PHONE), ("n", before, "TRUE"), ("n", now, PHONE), ("n", now, "TRUE")],
    )
    return split(Group(names.get(pk, str(pk)), *sums) for pk, sums in found.items())


def _whole(found: Split | None) -> tuple[int, int, int, int]:
    groups = [moved.group for moved in found.groups] if found else []
    part0, whole0, part1, whole1 = (
        sum(getattr(group, name) for group in groups)
        for name in ("part0", "whole0", "part1", "whole1")
    )
    return part0, whole0, part1, whole1


def _warns(found: Split | None) -> bool:
    return bool(found and found.tells_the_opposite and abs(found.change) >= 0.1)


def _warning(key: str, found: Split | None) -> str:
    assert found
    told = {
        "within": words.signed(_tenth(found.within)),
        "change": words.signed(_tenth(found.change)),
    }
    if key == "team":
        return (
            _(
                "The teams tell the opposite of the whole: within them the phone's share moved by"
                " %(within)s points, over all by %(change)s. Some teams grew more than others."
            )
            % told
        )
    return (
        _(
            "The topics tell the opposite of the whole: within them the phone's share moved by"
            " %(within)s points, over all by %(change)s. Some topics grew more than others."
        )
        % told
    )


def _sentence(whole: tuple[int, int, int, int], factors: Demand | None) -> str:
    calls_before, _all_before, calls, _all = whole
    if factors is None:
        return _("There were %(before)s calls before and %(now)s now: too few to say why.") % {
            "before": words.count(calls_before),
            "now": words.count(calls),
        }
    return _(
        "Calls changed by %(change)s %%: demand by %(demand)s %%, the phone's share by"
        " %(share)s %%."
    ) % {
        "change": words.signed(_tenth(factors.change)),
        "demand": words.signed(_tenth(factors.by_whole)),
        "share": words.signed(_tenth(factors.by_share)),
    }


def _tenth(number: float) -> Decimal:
    return Decimal(number).quantize(Decimal("0.1"))


def _factors(whole: tuple[int, int, int, int], factors: Demand | None) -> Grid:
    calls_before, all_before, calls, every = whole
    columns = (
        Column("what", _("What"), Kind.TEXT),
        Column("before", _("Before")),
        Column("now", _("Now")),
        Column("change", _("Change, percent"), Kind.POINTS),
    )
    grown = _tenth(factors.by_whole) if factors else None
    fallen = _tenth(factors.change) if factors else None
    rows = (
        Row((_("All contacts (demand)"), all_before, every, grown)),
        Row((_("Calls"), calls_before, calls, fallen)),
    )
    return Grid("factors", _("Calls and all contacts, before and now"), columns, rows)


def _groups(asked: Asked, key: str, found: Split) -> Grid:
    title = _("By team") if key == "team" else _("By topic")
    columns = (
        Column("group", title, Kind.TEXT),
        Column("before", _("Contacts before")),
        Column("share_before", _("Phone before"), Kind.SHARE),
        Column("now", _("Contacts now")),
        Column("share", _("Phone now"), Kind.SHARE),
        Column("within", _("Within, points"), Kind.POINTS),
        Column("mix", _("Mix, points"), Kind.POINTS),
    )
    largest = sorted(found.groups, key=lambda moved: -moved.group.whole1)[:MOST]
    total = Row(
        (_("All"), None, None, None, None, _tenth(found.within), _tenth(found.mix)), is_total=True
    )
    return Grid(f"by-{key}", title, columns, (*map(_group_row, largest), total))


def _group_row(moved: Moved) -> Row:
    group = moved.group
    return Row(
        (
            group.name,
            group.whole0,
            _share(group.part0, group.whole0),
            group.whole1,
            _share(group.part1, group.whole1),
            _tenth(moved.within),
            _tenth(moved.mix),
        )
    )


def _share(part: int, whole: int) -> Decimal | None:
    return _tenth(100 * part / whole) if whole else None


def _picture(factors: Demand, sentence: str) -> Picture:
    bars = Bars(
        labels=(_("Demand"), _("Phone's share"), _("Calls")),
        values=tuple(map(_tenth, (factors.by_whole, factors.by_share, factors.change))),
        unit="%",
        colour=Channel.PHONE,
    )
    return Picture("factors", sentence, svg=lambda look: bar_chart(bars, look))


REPORT = Report(
    number=3,
    slug="fewer-calls",
    title=gettext_lazy("Fewer calls"),
    question=gettext_lazy("Do fewer people call, or do fewer people contact us?"),
    definitions=(definitions.CONTACT, DEMAND, WITHIN_MIX, definitions.TIME),
    answer=answer,
    uses=frozenset({"compare", "team", "topic", "without"}),
)
