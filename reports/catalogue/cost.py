"""What does it cost? Attention by rate, what is paid by the month, and what a shift would save."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import cost_tables as tables
from reports import definitions, words
from reports.charts.ranges import RangeBar, range_chart
from reports.costing import Cost, Guess, cost, within
from reports.definitions import Definition
from reports.measures.costs import (
    Parts,
    attention_by_week,
    known_rates,
    past_days,
    work_by_channel,
)
from reports.measures.kept import without
from reports.parameters import Parameter
from reports.periods import Period
from reports.report import Answer, Asked, Picture, Report
from tickets.choices import Channel

COST = Definition(
    "cost",
    1,
    gettext_lazy("Cost a contact"),
    gettext_lazy(
        "Agents' attention times the rate of its day, and the fixed cost by the month, divided by"
        " all contacts of the channel since it has a rate. Attention is measured: the time in which"
        " agents had the contact, shared among all chats that each had at once; nothing is divided"
        " by an assumed number of chats. Of answered contacts whose attention is not known the"
        " minutes are assumed, as chosen above; for chats the measured mean. Contacts that nobody"
        " answered cost no attention. Days left out take their part of the fixed cost with them."
    ),
)
RANGE = Definition(
    "cost_range",
    1,
    gettext_lazy("Range of a cost"),
    gettext_lazy(
        "Measured attention is off by no more than its 95 % interval, from how weeks vary (at least"
        " eight); assumed minutes by no more than the chosen percentage. Rates and fixed costs are"
        " taken as they are."
    ),
)
SCENARIO = Definition(
    "cost_scenario",
    1,
    gettext_lazy("If calls became chats"),
    gettext_lazy(
        "The chosen share of the calls of the period, each replaced by one chat of the same"
        " period's cost. Only attention changes: fixed costs stay, whoever comes by which way."
    ),
)
PARAMETERS = (
    Parameter("call_minutes", gettext_lazy("Minutes a call"), Decimal(8), most=Decimal(240)),
    Parameter(
        "mail_minutes", gettext_lazy("Minutes an e-mail or form"), Decimal(10), most=Decimal(240)
    ),
    Parameter("visit_minutes", gettext_lazy("Minutes a visit"), Decimal(12), most=Decimal(240)),
    Parameter("tolerance", gettext_lazy("Assumed within (±%)"), Decimal(25), most=Decimal(100)),
    Parameter("moved", gettext_lazy("Calls that become chats (%)"), Decimal(10), most=Decimal(100)),
)
ASSUMED = {
    Channel.PHONE: "call_minutes",
    Channel.EMAIL: "mail_minutes",
    Channel.WEB: "mail_minutes",
    Channel.WALK_IN: "visit_minutes",
}


def answer(asked: Asked) -> Answer:
    rates, days = known_rates(), past_days(asked)
    if days is None or not without(days, asked.filters.scope.left_out):
        return Answer((_("None of these days counts: they are to come, or left out."),), ())
    work = work_by_channel(asked, rates, days)
    if not work:
        return Answer((_no_rates(bool(rates)),), ())
    found = _costs(asked, work, days)
    moved = float(asked.parameters["moved"]) / 100
    sentence = _sentence(found)
    return Answer(
        sentences=(sentence, *_saved(found, moved)),
        grids=(tables.by_channel(asked, found, work), *tables.scenario(found, moved)),
        pictures=_pictures(found, sentence),
        notes=_notes(asked, found),
    )


def _no_rates(some: bool) -> str:
    if some:
        return _("No rate was in force in these days: choose later ones, or enter earlier rates.")
    return _(
        "No costs are known yet. A manager enters in the administration, under “Costs of channels”,"
        " what an agent's hour costs and what each channel costs a month."
    )


def _costs(asked: Asked, work: Mapping[str, Parts], days: Period) -> dict[str, Cost]:
    weeks = attention_by_week(asked, days)
    return {
        channel: cost(parts, _guess(asked, channel, parts), within(weeks.get(channel, [])))
        for channel, parts in work.items()
    }


def _guess(asked: Asked, channel: str, parts: Parts) -> Guess | None:
    """Of chats the mean of those measured: none where none was."""
    if channel in ASSUMED:
        tolerance = float(asked.parameters["tolerance"]) / 100
        return Guess(float(asked.parameters[ASSUMED[Channel(channel)]]), tolerance)
    attended = sum(work.attended for _stretch, work in parts)
    seconds = sum(work.attention_s for _stretch, work in parts)
    return Guess(seconds / 60 / attended, 0.0) if attended else None


def _sentence(found: Mapping[str, Cost]) -> str:
    told = [
        _("%(channel)s %(cost)s EUR") % {"channel": Channel(channel).label, "cost": _euros(each)}
        for channel, one in found.items()
        if (each := one.each) is not None
    ]
    if not told:
        return _("Nobody contacted us in the days for which rates are known.")
    return _("A contact costs: %(costs)s.") % {"costs": ", ".join(told)}


def _euros(value: float) -> str:
    return words.decimal(Decimal(value))


def _saved(found: Mapping[str, Cost], moved: float) -> tuple[str, ...]:
    saved = tables.saving(found, moved)
    if saved is None:
        return ()
    told = {
        "share": words.percent(Decimal(100 * moved), 0),
        "calls": words.count(round(saved.calls)),
        "change": words.signed_count(round(-saved.value)),
        "low": words.signed_count(round(-saved.high)),
        "high": words.signed_count(round(-saved.low)),
    }
    text = _(
        "Were %(share)s of calls (%(calls)s) chats, the cost of attention would change by"
        " %(change)s EUR (%(low)s to %(high)s)."
    )
    return (text % told,)


def _notes(asked: Asked, found: Mapping[str, Cost]) -> tuple[str, ...]:
    notes = []
    for channel, one in found.items():
        if one.unmeasured and channel in ASSUMED:
            told = {
                "channel": Channel(channel).label,
                "n": words.count(one.unmeasured),
                "minutes": words.decimal(asked.parameters[ASSUMED[Channel(channel)]]),
            }
            text = _("%(channel)s: %(n)s contacts are not measured; %(minutes)s minutes assumed.")
            notes.append(text % told)
    missing = [str(each.label) for each in Channel if each.value not in found]
    if missing:
        notes.append(_("Without a rate: %(channels)s.") % {"channels": ", ".join(missing)})
    return tuple(notes)


def _pictures(found: Mapping[str, Cost], sentence: str) -> tuple[Picture, ...]:
    bars = []
    for channel, one in found.items():
        if one.each is not None:
            low, high = one.ends(one.each) or (None, None)
            name = str(Channel(channel).label)
            bars.append(RangeBar(name, one.each, f"{_euros(one.each)} EUR", channel, low, high))
    if not bars:
        return ()
    return (Picture("costs", sentence, svg=lambda look: range_chart(bars, look)),)


REPORT = Report(
    number=20,
    slug="cost",
    title=gettext_lazy("Cost"),
    question=gettext_lazy("What does it cost?"),
    definitions=(COST, RANGE, SCENARIO, definitions.CONTACT, *definitions.OF_DAYS),
    answer=answer,
    uses=frozenset({"without"}),
    parameters=PARAMETERS,
)
