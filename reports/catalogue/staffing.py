"""How many agents do we need? By quarter of an hour, from what chats took, beside who was there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.people.choices import Weekday
from reports import definitions, words
from reports.catalogue.contact_hours import weekdays
from reports.charts.heat import Heat, heat_map
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind, Row
from reports.measures.by_group import names_of
from reports.measures.workload import Slot, Work, arrivals, present, together, work
from reports.parameters import Parameter
from reports.report import Answer, Asked, Picture, Report
from reports.shares import rounded
from reports.staffing import MOST_AGENTS, Desk, agents_needed, service

NEED = Definition(
    "agents_needed",
    2,
    gettext_lazy("Agents needed"),
    gettext_lazy(
        "The fewest agents with whom the asked share of chats is answered in time in a quarter of"
        " an hour as busy as the mean of that quarter on that weekday; then raised by the share of"
        " paid time that is not worked at chats. Reckoned as chats that come by chance, agents with"
        " several at once, and people who leave after a while (a birth-death model). A dash where"
        " more than 60 would be needed."
    ),
)
HANDLE = Definition(
    "handle_time",
    1,
    gettext_lazy("Time of a chat at each concurrency"),
    gettext_lazy(
        "From the first reply to the end, the mean of chats during which their agents had that many"
        " at once on average; with fewer than 30 of them the time before is raised by the stated"
        " growth. Patience: all waiting time divided by how many left before an answer; 3 minutes"
        " where fewer than 30 left."
    ),
)
PARAMETERS = (
    Parameter("cap", gettext_lazy("Chats at once"), Decimal(4), Decimal(1), Decimal(6)),
    Parameter("share", gettext_lazy("Answered in time (%)"), Decimal(90), Decimal(1), Decimal(99)),
    Parameter("within", gettext_lazy("In time (seconds)"), Decimal(60), Decimal(1), Decimal(600)),
    Parameter("shrinkage", gettext_lazy("Not at chats (%)"), Decimal(30), Decimal(0), Decimal(80)),
    Parameter(
        "growth", gettext_lazy("Growth by a chat (%)"), Decimal(15), Decimal(0), Decimal(100)
    ),
)
QUARTER_S = 900


@dataclass(frozen=True)
class Plan:
    """What the need is reckoned with."""

    asked: Asked
    work: Work
    days: Counter[int]

    def number(self, name: str) -> float:
        return float(self.asked.parameters[name])

    @property
    def handle_s(self) -> tuple[float, ...]:
        return self.handle(int(self.number("cap")))

    def handle(self, cap: int) -> tuple[float, ...]:
        return self.work.handle_times(cap, self.number("growth") / 100)

    def rate(self, slot: Slot, count: int) -> float:
        """Chats a second in this slot, rounded so that like slots are reckoned once."""
        days = self.days[slot[0]]
        return round(count / days / QUARTER_S, 5) if days else 0.0

    def need(self, rate: float) -> int | None:
        """Agents at chats, without those who are paid and elsewhere."""
        return agents_needed(
            rate,
            self.handle_s,
            self.work.patience_s,
            share=self.number("share") / 100,
            within_s=self.number("within"),
        )

    def paid(self, agents: int) -> int:
        return ceil(agents / (1 - self.number("shrinkage") / 100) - 1e-9)


def answer(asked: Asked) -> Answer:
    plan = Plan(asked, work(asked), weekdays(asked))
    by_team = arrivals(asked)
    counts = together(by_team)
    needs = {slot: plan.need(plan.rate(slot, count)) for slot, count in counts.items()}
    if not needs:
        return Answer((_("There was no chat in this period, so nobody was needed."),), ())
    busiest = max(needs, key=lambda slot: (plan.rate(slot, counts[slot]), slot))
    sentence = _sentence(plan, busiest, needs[busiest])
    quarters = range(min(q for _d, q in needs), max(q for _d, q in needs) + 1)
    there = present(asked)
    return Answer(
        sentences=(sentence,),
        grids=(
            _by_slot("need", _("Agents needed at chats"), quarters, needs),
            _by_slot("have", _("Agents who were online, mean"), quarters, _means(plan, there)),
            *_choices(plan, plan.rate(busiest, counts[busiest]), needs[busiest]),
            _pools(plan, by_team, needs[busiest]),
            _times(plan),
        ),
        pictures=(_picture(quarters, needs, sentence),),
        notes=tuple(_notes(plan)),
    )


def _sentence(plan: Plan, slot: Slot, need: int | None) -> str:
    busiest = {"day": Weekday(slot[0]).label, "time": _clock(slot[1])}
    if need is None:
        text = _(
            "The busiest quarter of an hour is %(day)s at %(time)s: not even %(most)s agents would"
            " do then what was asked."
        )
        return text % {**busiest, "most": words.count(MOST_AGENTS)}
    text = _(
        "The busiest quarter of an hour is %(day)s at %(time)s: it needs %(need)s agents at chats,"
        " %(paid)s on the roster."
    )
    needed = {"need": words.count(need), "paid": words.count(plan.paid(need))}
    return text % {**busiest, **needed}


def _clock(quarter: int) -> str:
    return words.clock(time(quarter // 4, quarter % 4 * 15))


def _means(plan: Plan, seconds: dict[Slot, float]) -> dict[Slot, Decimal]:
    return {
        slot: rounded(spent / QUARTER_S / plan.days[slot[0]])
        for slot, spent in seconds.items()
        if plan.days[slot[0]]
    }


def _by_slot(
    key: str, title: str, quarters: range, values: Mapping[Slot, int | Decimal | None]
) -> Grid:
    kind = Kind.COUNT if key == "need" else Kind.NUMBER
    days = tuple(Column(f"d{day}", str(day.label), kind) for day in Weekday)
    rows = tuple(
        Row((_clock(quarter), *(values.get((int(day), quarter)) for day in Weekday)))
        for quarter in quarters
    )
    return Grid(key, title, (Column("from", _("From"), Kind.TEXT), *days), rows)


def _choices(plan: Plan, rate: float, need: int | None) -> tuple[Grid, ...]:
    """One agent or one chat at once more or fewer, in the busiest quarter."""
    if need is None:
        return ()
    cap = int(plan.number("cap"))
    columns = (
        Column("agents", _("Agents at chats")),
        Column("cap", _("Chats at once")),
        Column("within", _("Answered in time"), Kind.SHARE),
        Column("lost", _("Leave before an answer"), Kind.SHARE),
        Column("wait", _("Mean wait"), Kind.SECONDS),
        Column("use", _("Places taken"), Kind.SHARE),
    )
    rows = [
        _choice(plan, rate, agents, at_once)
        for agents in range(max(1, need - 1), need + 2)
        for at_once in range(max(1, cap - 1), min(6, cap + 1) + 1)
    ]
    return (Grid("choices", _("What one more or fewer would bring then"), columns, tuple(rows)),)


def _choice(plan: Plan, rate: float, agents: int, cap: int) -> Row:
    desk = Desk(rate, agents, plan.handle(cap), plan.work.patience_s)
    found = service(desk, plan.number("within"))
    if found is None:
        return Row((agents, cap, None, None, None, None))
    shares = [_percent(share) for share in (found.within, found.lost, found.slot_use)]
    return Row((agents, cap, shares[0], shares[1], round(found.mean_wait_s), shares[2]))


def _percent(share: float) -> Decimal:
    return rounded(100 * min(share, 1.0))


def _pools(plan: Plan, by_team: dict[int, dict[Slot, int]], pooled: int | None) -> Grid:
    """Each team's need in its own busiest quarter, and that of all as one pool."""
    names = names_of("team")
    peaks = {
        team: max(plan.rate(slot, count) for slot, count in counts.items())
        for team, counts in sorted(by_team.items())
    }
    needs = {team: plan.need(peak) for team, peak in peaks.items()}
    rows = [Row((names.get(team, str(team)), need)) for team, need in needs.items()]
    known = [need for need in needs.values() if need is not None]
    apart = sum(known) if len(known) == len(needs) else None
    columns = (Column("team", _("Team"), Kind.TEXT), Column("need", _("Agents needed at its peak")))
    rows += [
        Row((_("All teams apart"), apart), is_total=True),
        Row((_("All as one pool"), pooled), is_total=True),
    ]
    return Grid("pools", _("One pool beside separate teams"), columns, tuple(rows))


def _times(plan: Plan) -> Grid:
    columns = (
        Column("at_once", _("Chats at once")),
        Column("n", _("Chats measured")),
        Column("measured", _("Measured"), Kind.SECONDS),
        Column("used", _("Reckoned with"), Kind.SECONDS),
    )
    rows = tuple(
        Row((at, plan.work.n.get(at, 0), _whole(plan.work.handle_s.get(at)), round(used)))
        for at, used in enumerate(plan.handle_s, start=1)
    )
    return Grid("times", _("Time of a chat at each concurrency"), columns, rows)


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds)


def _notes(plan: Plan) -> list[str]:
    patience = words.length(plan.work.patience_s)
    if plan.work.is_patience_known:
        return [_("People would wait %(patience)s on average.") % {"patience": patience}]
    return [
        _("Too few left to tell their patience; %(patience)s are supposed.")
        % {"patience": patience}
    ]


def _most(needs: Iterable[int | None]) -> Decimal | None:
    """Nothing where one of them cannot be met."""
    every = list(needs)
    known = [need for need in every if need is not None]
    return Decimal(max(known)) if len(known) == len(every) else None


def _picture(quarters: range, needs: Mapping[Slot, int | None], sentence: str) -> Picture:
    """By hour: the greatest need of its quarters."""
    hours = range(quarters.start // 4, (quarters.stop - 1) // 4 + 1)
    heat = Heat(
        columns=tuple(f"{hour:02d}" for hour in hours),
        rows=tuple(str(day.label) for day in Weekday),
        values=tuple(
            tuple(
                _most(needs.get((int(day), 4 * hour + part), 0) for part in range(4))
                for hour in hours
            )
            for day in Weekday
        ),
    )
    caption = _("Agents needed at chats, the busiest quarter of each hour.")
    return Picture("need", sentence, svg=lambda look: heat_map(heat, look), caption=caption)


REPORT = Report(
    number=13,
    slug="staffing",
    title=gettext_lazy("Staffing"),
    question=gettext_lazy("How many agents do we need, and when?"),
    definitions=(NEED, HANDLE, *definitions.OF_DAYS),
    answer=answer,
    uses=frozenset({"team", "without"}),
    parameters=PARAMETERS,
)
