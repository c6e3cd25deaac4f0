"""Are people sent from one to another? Transfers, and changes of channel."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from reports import definitions, words
from reports.charts.mix import axis_label
from reports.charts.shares import ShareLine, share_chart, tens_above
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind, Row, Value
from reports.measures.behind import who_answered
from reports.measures.by_group import names_of, sums_by
from reports.measures.by_row import ByRow, Sums, rows_of, sums_by_row
from reports.measures.hops import Matrix, hop_matrix, hops_by_row
from reports.measures.ratios import Ratio
from reports.report import Answer, Asked, Picture, Report
from reports.small_groups import SMALL_TEAMS, Behind, asks_of_few, not_enough, team_lines
from reports.subsets import Subset
from tickets.choices import Channel

TRANSFER = Definition(
    "transfer",
    1,
    gettext_lazy("Transferred"),
    gettext_lazy(
        "Chats that were handed over at least once, to another agent or team, of all chats. Finding"
        " the first agent is no transfer, nor that a supervisor looks in."
    ),
)
BOUNCE = Definition(
    "bounce",
    1,
    gettext_lazy("Passed on more than once"),
    gettext_lazy(
        "Chats handed over a second time, or back to somebody who had them; of all chats."
    ),
)
HOP = Definition(
    "hop",
    1,
    gettext_lazy("Changed the channel"),
    gettext_lazy(
        "Contacts of a person whose contact before it, about the same ticket, came over another"
        " channel and began at most 72 hours earlier, or as long as the desk has set; of all"
        " contacts. Both contacts count in all other figures. Contacts without a ticket or a known"
        " person cannot be told to have changed. “Chat, then phone” are the calls that came from a"
        " chat, of all calls."
    ),
)
SUMS = ("n", "transferred", "bounced")


def answer(asked: Asked) -> Answer:
    found, hops = sums_by_row(asked, SUMS, channel=Channel.CHAT), hops_by_row(asked)
    scope, period = asked.filters.scope, asked.filters.period
    behind = who_answered(scope, period, zone=asked.zone)
    if found.whole[0] and asks_of_few(scope, behind):
        return _of_channels(asked, hops, not_enough())
    transferred = _sentence(found.whole)
    of_channels = _of_channels(asked, hops, transferred)
    return replace(
        of_channels,
        grids=(
            _grid("transfers", _("Period"), rows_of(asked, found, _values, _drills)),
            _by_team(asked, behind),
            *of_channels.grids,
        ),
        pictures=(_picture(found, transferred), *of_channels.pictures),
        headline=Ratio(found.whole[1], found.whole[0]).share,
    )


def _of_channels(asked: Asked, hops: ByRow, first: str) -> Answer:
    """Who changed the channel: that is not about agents' work."""
    hopped = _hop_sentence(hops.whole)
    return Answer(
        sentences=(first, hopped) if hopped else (first,),
        grids=(
            _hops(rows_of(asked, hops, _hop_values, _hop_drills)),
            _matrix(asked, hop_matrix(asked)),
        ),
        pictures=(_hop_picture(hops, hopped or first),),
    )


def _values(sums: Sums) -> tuple[Value, ...]:
    chats, transferred, bounced = sums
    once, more = Ratio(transferred, chats), Ratio(bounced, chats)
    return (chats, transferred, once.share, once.interval, bounced, more.share)


def _drills(contacts: Subset) -> dict[str, Subset]:
    chats = contacts.having(channel=Channel.CHAT.value)
    return {"n": chats, **{name: chats.having(what=name) for name in ("transferred", "bounced")}}


def _grid(key: str, first: str, rows: tuple[Row, ...]) -> Grid:
    columns = (
        Column("row", first, Kind.TEXT),
        Column("n", _("Chats"), channel=Channel.CHAT),
        Column("transferred", pgettext("how many", "Transferred")),
        Column("share", _("Transferred, share"), Kind.SHARE),
        Column("interval", _("95 percent interval"), Kind.INTERVAL),
        Column("bounced", _("More than once")),
        Column("bounced_share", _("More than once, share"), Kind.SHARE),
    )
    return Grid(key, _("Transfers by %(what)s") % {"what": first.lower()}, columns, rows)


def _by_team(asked: Asked, behind: Behind) -> Grid:
    period, of_chats = asked.filters.period, f"channel = '{Channel.CHAT.value}'"
    found = sums_by("team", asked, [(name, period, of_chats) for name in SUMS])
    rows = (
        Row((line.name, *_values(line.sums)), _team_drills(asked, line.team))
        for line in team_lines(found, names_of("team"), behind)
    )
    return _grid("by-team", _("Team"), tuple(rows))


def _team_drills(asked: Asked, team: int | None) -> dict[str, Subset]:
    return {} if team is None else _drills(asked.subset.having(of_team=team))


def _hop_values(sums: Sums) -> tuple[Value, ...]:
    contacts, hopped, calls, failed = sums
    all_hops, to_phone = Ratio(hopped, contacts), Ratio(failed, calls)
    return (
        *(contacts, hopped, all_hops.share, all_hops.interval),
        *(calls, failed, to_phone.share, to_phone.interval),
    )


def _hop_drills(contacts: Subset) -> dict[str, Subset]:
    calls = contacts.having(channel=Channel.PHONE.value)
    return {
        "n": contacts,
        "hopped": contacts.having(what="hopped"),
        "calls": calls,
        "from_chat": calls.having(hopped_from=Channel.CHAT.value),
    }


def _hops(rows: tuple[Row, ...]) -> Grid:
    columns = (
        Column("row", _("Period"), Kind.TEXT),
        Column("n", _("Contacts")),
        Column("hopped", _("Changed the channel")),
        Column("share", _("Changed, share"), Kind.SHARE),
        Column("interval", _("95 percent interval"), Kind.INTERVAL),
        Column("calls", _("Calls"), channel=Channel.PHONE),
        Column("from_chat", _("Chat, then phone")),
        Column("from_chat_share", _("Of all calls"), Kind.SHARE),
        Column("from_chat_interval", _("95 percent interval"), Kind.INTERVAL),
    )
    return Grid("hops", _("Changes of channel by period"), columns, rows)


def _matrix(asked: Asked, found: Matrix) -> Grid:
    columns = (
        Column("from", _("From"), Kind.TEXT),
        *(
            Column(to.value, _("To %(channel)s") % {"channel": str(to.label).lower()}, channel=to)
            for to in Channel
        ),
    )
    rows = tuple(
        Row(
            # Nobody changes from a channel to itself: that is no zero, it cannot be.
            (str(before.label), *(None if to == before else found[before][to] for to in Channel)),
            {
                to.value: asked.subset.having(channel=to.value, hopped_from=before.value)
                for to in Channel
                if to != before
            },
        )
        for before in Channel
    )
    return Grid("matrix", _("From which channel to which"), columns, rows)


def _picture(found: ByRow, alt: str) -> Picture:
    lines = [
        _line(name, colour, found, hits=i, of=0)
        for i, name, colour in (
            (1, pgettext("how many", "Transferred"), Channel.CHAT),
            (2, _("More than once"), Channel.PHONE),
        )
    ]
    return _shares("transfers", alt, found, lines)


def _hop_picture(hops: ByRow, alt: str) -> Picture:
    lines = [
        _line(_("Changed the channel"), Channel.WEB, hops, hits=1, of=0),
        _line(_("Chat, then phone, of calls"), Channel.PHONE, hops, hits=3, of=2),
    ]
    return _shares("hops", alt, hops, lines)


def _line(name: str, colour: Channel, found: ByRow, *, hits: int, of: int) -> ShareLine:
    shares = tuple(Ratio(sums[hits], sums[of]).share for _row, sums in found.rows)
    return ShareLine(name, colour, shares)


def _shares(key: str, alt: str, found: ByRow, lines: list[ShareLine]) -> Picture:
    labels = [axis_label(bucket) for bucket, _sums in found.rows]
    top = tens_above(lines)
    return Picture(key, alt, spec=lambda look: share_chart(labels, lines, look, top=top))


def _sentence(sums: Sums) -> str:
    chats, transferred, bounced = sums
    if not chats:
        return _("There was no chat in this period.")
    return _("%(share)s of %(n)s chats were transferred, %(more)s more than once.") % {
        "share": words.percent(Ratio(transferred, chats).share),
        "n": words.count(chats),
        "more": words.percent(Ratio(bounced, chats).share),
    }


def _hop_sentence(sums: Sums) -> str:
    contacts, hopped, calls, failed = sums
    if not contacts:
        return ""
    return _(
        "%(hopped)s of %(n)s contacts (%(share)s) came over another channel shortly after the"
        " first; %(failed)s of %(calls)s calls came from a chat."
    ) % {
        "hopped": words.count(hopped),
        "n": words.count(contacts),
        "share": words.percent(Ratio(hopped, contacts).share),
        "failed": words.count(failed),
        "calls": words.count(calls),
    }


REPORT = Report(
    number=17,
    slug="transfers",
    title=gettext_lazy("Transfers"),
    question=gettext_lazy("Are people sent from one to another?"),
    definitions=(TRANSFER, BOUNCE, HOP, SMALL_TEAMS, *definitions.OF_DAYS),
    answer=answer,
    uses=frozenset({"grain", "team", "topic", "without"}),
    headline=gettext_lazy("Chats transferred"),
)
