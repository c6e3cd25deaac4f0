"""Does quality hold? Solved at once and for good, reopened, rated: by channel, and how sure."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports import definitions, words
from reports import quality_tables as tables
from reports.charts.dots import Dot, dot_chart
from reports.definitions import Definition
from reports.measures.behind import are_ratings_told
from reports.measures.by_row import Sums, sums_by_row
from reports.measures.comebacks import Back, back_by_row, sums_by_channel
from reports.measures.ratios import Ratio
from reports.parameters import Parameter
from reports.report import Answer, Asked, Picture, Report
from reports.rollup.tables import HELD_DAYS
from reports.small_groups import SMALL_TEAMS
from tickets.choices import Channel

AT_ONCE = Definition(
    "fcr",
    1,
    gettext_lazy("Solved at once, for good"),
    gettext_lazy(
        "Contacts that were solved in the contact itself, and after whose beginning the same person"
        " did not contact us about the same ticket or the same topic for 7 days (or 1 or 3, as"
        " chosen). Gross: of all contacts, those that nobody answered too. Net: of those that"
        " were solved or left work, which is what could have been solved at once. Whoever came"
        " back within these days counts against the earlier contact, not against the later one."
        " Contacts without a known person cannot be followed and count as held."
    ),
)
REOPENED = Definition(
    "reopened",
    2,
    gettext_lazy("Came back"),
    gettext_lazy(
        "Requests that were reopened within 14 days of their solving, of all solvings; by the day"
        " of the solving. Requests closed without one, also because another request took them over,"
        " count as solved. A request that is solved twice counts twice, and so does one that comes"
        " back twice; beside it stands how many different requests and people these are. Requests"
        " that were closed are not reopened: who comes back later has a new one."
    ),
)
BY_CHANNEL = Definition(
    "by_channel",
    1,
    gettext_lazy("By channel"),
    gettext_lazy(
        "Channels get different questions: choose a topic to compare like with like. Two channels"
        " whose intervals overlap widely may be equally good."
    ),
)
DAYS = Parameter(
    "days",
    gettext_lazy("Nobody came back within (days)"),
    default=Decimal(7),
    least=Decimal(1),
    most=Decimal(7),
    help=gettext_lazy("1, 3 or 7; between them the next longer one."),
)


def answer(asked: Asked) -> Answer:
    days = kept_days(asked.parameters[DAYS.name])
    found = sums_by_row(asked, ("n", f"held_{days}", "answerable"))
    back, whole_back = back_by_row(asked)
    channels = _channels(asked, days)
    told = are_ratings_told(asked.filters.scope, asked.filters.period, zone=asked.zone)
    sentence = _sentence(found.whole, days)
    return Answer(
        sentences=(sentence, *_back_sentence(whole_back)),
        grids=(
            tables.held(asked, found, days),
            tables.by_channel(asked, channels, days),
            tables.reopened(asked, back, whole_back),
            *((tables.rated(asked, channels),) if told else ()),
        ),
        pictures=_pictures(channels, rated=told) if found.whole[0] else (),
        notes=(
            *((_note(days),) if found.whole[0] else ()),
            *(() if told else (_ratings_of_few(),)),
        ),
        headline=Ratio(found.whole[1], found.whole[0]).share,
    )


def kept_days(asked: Decimal) -> int:
    """The shortest kept time that is as long as was asked for."""
    return next((days for days in HELD_DAYS if days >= asked), HELD_DAYS[-1])


def _channels(asked: Asked, days: int) -> dict[Channel, Sums]:
    names = ("n", f"held_{days}", "answerable", "rated", "satisfied")
    found = sums_by_channel(asked, names)
    return {channel: found[channel.value] for channel in Channel if channel.value in found}


def _pictures(channels: dict[Channel, Sums], *, rated: bool) -> tuple[Picture, ...]:
    held = {channel: Ratio(sums[1], sums[2]) for channel, sums in channels.items() if sums[2]}
    happy = {
        channel: Ratio(sums[4], sums[3]) for channel, sums in channels.items() if rated and sums[3]
    }
    captions = {
        "held": (_("Solved at once, for good, of what could be"), held),
        "satisfied": (_("Rated 4 or 5, of all ratings"), happy),
    }
    return tuple(
        _dots(key, caption, ratios) for key, (caption, ratios) in captions.items() if ratios
    )


def _dots(key: str, caption: str, ratios: dict[Channel, Ratio]) -> Picture:
    dots = [
        Dot(str(channel.label), ratio.share, ratio.interval, colour=channel)
        for channel, ratio in ratios.items()
    ]
    said = [f"{dot.name} {words.percent(dot.share)}" for dot in dots]
    alt = f"{caption}: {', '.join(said)}"
    return Picture(key, alt, svg=lambda look: dot_chart(dots, look), caption=caption)


def _sentence(sums: Sums, days: int) -> str:
    n, held, answerable = sums
    if not n:
        return _("Nobody contacted us in this period.")
    return ngettext(
        "%(gross)s of %(n)s contacts were solved at once and nobody came back about them within"
        " %(days)s day; of those that could be, %(net)s.",
        "%(gross)s of %(n)s contacts were solved at once and nobody came back about them within"
        " %(days)s days; of those that could be, %(net)s.",
        days,
    ) % {
        "gross": words.percent(Ratio(held, n).share),
        "n": words.count(n),
        "days": days,
        "net": words.percent(Ratio(held, answerable).share),
    }


def _back_sentence(back: Back) -> tuple[str, ...]:
    if not back.solved:
        return ()
    text = _(
        "%(reopened)s of %(solved)s solved requests (%(share)s) were reopened within 14 days:"
        " different requests %(tickets)s, people %(people)s."
    ) % {
        "reopened": words.count(back.reopened),
        "solved": words.count(back.solved),
        "share": words.percent(Ratio(min(back.reopened, back.solved), back.solved).share),
        "tickets": words.count(back.tickets),
        "people": words.count(back.people),
    }
    return (text,)


def _ratings_of_few() -> str:
    return _("Ratings of this team are not shown: fewer than five agents stand behind them.")


def _note(days: int) -> str:
    return ngettext(
        "Paler rows are provisional: in the last %(days)s day (of requests: 14 days) not everybody"
        " has had the time to come back.",
        "Paler rows are provisional: in the last %(days)s days (of requests: 14 days) not everybody"
        " has had the time to come back.",
        days,
    ) % {"days": days}


REPORT = Report(
    number=16,
    slug="quality",
    title=gettext_lazy("Quality"),
    question=gettext_lazy("Does quality hold, whatever the channel?"),
    definitions=(
        *(AT_ONCE, REOPENED, BY_CHANNEL),
        *(definitions.SATISFACTION, SMALL_TEAMS, *definitions.OF_DAYS),
    ),
    answer=answer,
    uses=frozenset({"grain", "team", "topic", "without"}),
    parameters=(DAYS,),
    headline=gettext_lazy("Contacts solved at once, for good"),
)
