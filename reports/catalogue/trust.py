"""Can we trust the figures? What is missing, late, or does not agree."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from chat.models import Chat
from reports import definitions, words
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind, Row, Value
from reports.measures.by_group import sums_by
from reports.models import DirtyMark, RollupState
from reports.periods import DAY, midnight
from reports.report import Answer, Asked, Report
from tickets.choices import Channel
from tickets.models import Contact

CHECKS = Definition(
    "checks",
    1,
    gettext_lazy("Checks"),
    gettext_lazy(
        "Kept counts are compared with the contacts and tickets themselves each night; there must"
        " be no difference. Figures are exact at any moment all the same: what changed since it"
        " was counted is read from the contacts themselves. A call counts as written down late"
        " when that was more than a day after it began."
    ),
)


def answer(asked: Asked) -> Answer:
    state = RollupState.objects.first()
    counted = _counted(asked)
    differences = state.differences if state and state.compared_at else None
    owed = Chat.objects.owed_a_ticket().count()
    return Answer(
        sentences=(_sentence(differences, owed, counted["future"]),),
        grids=(_state(state), _gaps(asked, counted, owed)),
    )


def _counted(asked: Asked) -> dict[str, int]:
    period, tomorrow = asked.filters.period, midnight(asked.today + DAY, asked.zone)
    calls = f"channel = '{Channel.PHONE.value}'"
    wanted = {
        "n": ("n", period, "TRUE"),
        "calls": ("n", period, calls),
        "late": ("late", period, calls),
        "ticketless": ("ticketless", period, "TRUE"),
        "backwards": ("backwards", period, "TRUE"),
    }
    by_topic = sums_by("topic", asked, list(wanted.values()))
    nothing = (0,) * len(wanted)
    sums = (sum(column) for column in zip(nothing, *by_topic.values(), strict=True))
    found = dict(zip(wanted, sums, strict=True))
    found["topicless"] = by_topic.get(0, nothing)[0]
    future = Contact.objects.filter(started_at__gte=tomorrow).count()
    return {**found, "future": future}


def _state(state: RollupState | None) -> Grid:
    def moment(name: str) -> Value:
        at = getattr(state, name, None)
        return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at else None

    columns = (Column("check", _("Counts"), Kind.TEXT), Column("value", _("State"), Kind.TEXT))
    rows = (
        Row((_("Kept since"), moment("built_at"))),
        Row((_("Counted anew last"), moment("refreshed_at"))),
        Row((_("Changes still to be counted"), words.count(DirtyMark.objects.count()))),
        Row((_("Compared with the contacts"), moment("compared_at"))),
        Row((_("Differences found then"), words.count(state.differences) if state else None)),
    )
    return Grid("state", _("The kept counts"), columns, rows)


def _gaps(asked: Asked, counted: dict[str, int], owed: int) -> Grid:
    columns = (
        Column("check", _("Check"), Kind.TEXT),
        Column("n", pgettext("how many", "Number")),
        Column("of", _("Of")),
    )
    whole, calls, subset = counted["n"], counted["calls"], asked.subset
    rows = (
        Row((_("Ended chats whose ticket is not made yet"), owed, None)),
        Row(
            (_("Contacts without a topic"), counted["topicless"], whole),
            {"n": subset.having(of_topic=0), "of": subset},
        ),
        Row((_("Contacts without a ticket"), counted["ticketless"], whole), {"of": subset}),
        Row(
            (_("Calls written down more than a day late"), counted["late"], calls),
            {"of": subset.having(channel=Channel.PHONE.value)},
        ),
        Row((_("Contacts that end before they begin"), counted["backwards"], whole)),
        Row((_("Contacts in the future, of all days"), counted["future"], None)),
    )
    return Grid("gaps", _("What is missing or odd"), columns, rows)


def _sentence(differences: int | None, owed: int, future: int) -> str:
    if differences is None:
        return _("The kept counts have not been compared with the contacts yet.")
    if differences or owed or future:
        return _("Look at the numbers below: something is missing or does not agree.")
    return _("Counts and contacts agree, and nothing is owed.")


REPORT = Report(
    number=23,
    slug="trust",
    title=gettext_lazy("Trust in the figures"),
    question=gettext_lazy("Can we trust the figures?"),
    definitions=(CHECKS, definitions.CONTACT, *definitions.OF_DAYS),
    answer=answer,
    uses=frozenset({"team", "topic", "without"}),
)
