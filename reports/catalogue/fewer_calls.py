"""Fewer calls, or fewer people? Demand times share, and within teams or topics times their mix."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import definitions, sentences, shares, words
from reports.answers import QUIET
from reports.charts.bars import Bars, bar_chart
from reports.choices import Figure
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind, Row
from reports.measures.by_group import names_of, sums_by
from reports.measures.split import Demand, Group, Moved, Split, demand, split
from reports.measures.weeks import first_day
from reports.periods import Period
from reports.report import Answer, Asked, Picture, Report
from reports.subsets import Subset
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


Whole = tuple[int, int, int, int]
"""Calls and all contacts before, calls and all contacts now."""


def answer(asked: Asked) -> Answer:
    before = asked.filters.before
    if before is None:
        return Answer((_("Choose what to compare with: then this says why calls changed."),), ())
    counted = {key: _counted(key, asked, before) for key in ("team", "topic")}
    splits = {key: _split(key, sums) for key, sums in counted.items()}
    whole = _whole(counted["team"])
    factors = demand(*whole)
    sentence = _sentence(whole, factors)
    return Answer(
        sentences=(sentence,),
        grids=(
            _factors(asked, before, whole, factors),
            *(_groups(asked, before, key, found) for key, found in splits.items() if found),
        ),
        pictures=(_picture(factors, sentence),) if factors else (),
        warnings=(
            *_records(asked, before),
            *(_warning(key, found) for key, found in splits.items() if _warns(found)),
        ),
    )


def _counted(key: str, asked: Asked, before: Period) -> dict[int, tuple[int, ...]]:
    now = asked.filters.period
    return sums_by(
        key,
        asked,
        [("n", before, PHONE), ("n", before, "TRUE"), ("n", now, PHONE), ("n", now, "TRUE")],
    )


def _split(key: str, counted: dict[int, tuple[int, ...]]) -> Split | None:
    names = names_of(key)
    return split(
        Group(names.get(pk, str(pk)), part0, whole0, part1, whole1, pk)
        for pk, (part0, whole0, part1, whole1) in counted.items()
    )


def _whole(counted: dict[int, tuple[int, ...]]) -> Whole:
    part0, whole0, part1, whole1 = (
        sum(sums[place] for sums in counted.values()) for place in range(4)
    )
    return part0, whole0, part1, whole1


def _records(asked: Asked, before: Period) -> list[str]:
    """What is not on record cannot be compared."""
    began = first_day(Figure.CONTACTS, asked.filters.scope, asked.zone)
    if began is None or began - before.first <= QUIET:
        return []
    return [sentences.records(began)]


def _warns(found: Split | None) -> bool:
    return bool(found and found.tells_the_opposite and abs(found.change) >= 0.1)


def _warning(key: str, found: Split | None) -> str:
    assert found
    told = {
        "within": words.signed(shares.rounded(found.within)),
        "change": words.signed(shares.rounded(found.change)),
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


def _sentence(whole: Whole, factors: Demand | None) -> str:
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
        "change": words.signed(shares.rounded(factors.change)),
        "demand": words.signed(shares.rounded(factors.by_whole)),
        "share": words.signed(shares.rounded(factors.by_share)),
    }


def _factors(asked: Asked, before: Period, whole: Whole, factors: Demand | None) -> Grid:
    calls_before, all_before, calls, every = whole
    columns = (
        Column("what", _("What"), Kind.TEXT),
        Column("before", _("Before")),
        Column("now", _("Now")),
        Column("change", _("Change, percent"), Kind.POINTS),
    )
    grown = shares.rounded(factors.by_whole) if factors else None
    fallen = shares.rounded(factors.change) if factors else None
    phone = asked.subset.having(channel=Channel.PHONE.value)
    rows = (
        Row((_("All contacts (demand)"), all_before, every, grown), _both(asked.subset, before)),
        Row((_("Calls"), calls_before, calls, fallen), _both(phone, before)),
        Row(
            (
                _("Phone's share of contacts, percent"),
                None,
                None,
                shares.rounded(factors.by_share) if factors else None,
            )
        ),
    )
    return Grid("factors", _("Calls and all contacts, before and now"), columns, rows)


def _both(subset: Subset, before: Period) -> dict[str, Subset]:
    return {"before": subset.during(before), "now": subset}


def _groups(asked: Asked, before: Period, key: str, found: Split) -> Grid:
    title, rows_are = (_("By team"), _("Team")) if key == "team" else (_("By topic"), _("Topic"))
    columns = (
        Column("group", rows_are, Kind.TEXT),
        Column("calls_before", _("Calls before"), channel=Channel.PHONE),
        Column("before", _("Contacts before")),
        Column("share_before", _("Phone before"), Kind.SHARE),
        Column("calls", _("Calls now"), channel=Channel.PHONE),
        Column("now", _("Contacts now")),
        Column("share", _("Phone now"), Kind.SHARE),
        Column("within", _("Within, points"), Kind.POINTS),
        Column("mix", _("Mix, points"), Kind.POINTS),
    )
    largest = sorted(found.groups, key=lambda moved: -moved.group.whole1)[:MOST]
    moves = (shares.rounded(found.within), shares.rounded(found.mix))
    total = Row((_("All"), *[None] * 6, *moves), is_total=True)
    rows = [_group_row(asked, before, key, moved) for moved in largest]
    return Grid(f"by-{key}", title, columns, (*rows, total))


def _group_row(asked: Asked, before: Period, key: str, moved: Moved) -> Row:
    group = moved.group
    every = asked.subset.having(**{f"of_{key}": group.pk})
    phone = every.having(channel=Channel.PHONE.value)
    return Row(
        (
            *(group.name, group.part0, group.whole0, shares.percent(group.part0, group.whole0)),
            *(group.part1, group.whole1, shares.percent(group.part1, group.whole1)),
            *(shares.rounded(moved.within), shares.rounded(moved.mix)),
        ),
        {
            "calls_before": phone.during(before),
            "calls": phone,
            **_both(every, before),
        },
    )


def _picture(factors: Demand, sentence: str) -> Picture:
    bars = Bars(
        labels=(_("Demand"), _("Phone's share"), _("Calls")),
        values=tuple(map(shares.rounded, (factors.by_whole, factors.by_share, factors.change))),
        unit="%",
        colour=Channel.PHONE,
    )
    return Picture("factors", sentence, svg=lambda look: bar_chart(bars, look))


REPORT = Report(
    number=3,
    slug="fewer-calls",
    title=gettext_lazy("Fewer calls"),
    question=gettext_lazy("Do fewer people call, or do fewer people contact us?"),
    definitions=(definitions.CONTACT, definitions.SHARE, DEMAND, WITHIN_MIX, *definitions.COMPARED),
    answer=answer,
    uses=frozenset({"compare", "team", "topic", "without"}),
)
