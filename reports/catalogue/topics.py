"""What do people ask? Topics by how many contacts they have, and how that changed."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports import definitions, shares, words
from reports.charts.bars import Bars, bar_chart
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind, Row
from reports.measures.by_group import Sums, names_of, sums_by
from reports.measures.ratios import Ratio
from reports.periods import Period
from reports.report import Answer, Asked, Picture, Report
from reports.subsets import Subset
from tickets.choices import Channel
from tickets.models import Article

ARTICLES = Definition(
    "articles_of_topic",
    1,
    gettext_lazy("Instructions of a topic"),
    gettext_lazy("Published instructions of this very topic, in any language, counted once each."),
)
DRAWN = 12
CHAT = f"channel = '{Channel.CHAT.value}'"


def answer(asked: Asked) -> Answer:
    before = asked.filters.before or asked.filters.period
    found = _counted(asked, before)
    order = sorted(found, key=lambda pk: (-found[pk][0], pk))
    names = names_of("topic")
    articles = _articles()
    named = [(names.get(pk, str(pk)), found[pk][0]) for pk in order if pk]
    rows = [_row(asked, pk, names.get(pk, str(pk)), found[pk], articles) for pk in order]
    sentence = _sentence(found[0][0] if 0 in found else 0, named)
    drawn = [(names.get(pk, ""), found[pk][0]) for pk in order[:DRAWN]]
    return Answer(
        sentences=(sentence,),
        grids=(_grid(tuple(rows)),),
        pictures=(_picture(drawn, sentence),) if drawn else (),
    )


def _counted(asked: Asked, before: Period) -> dict[int, Sums]:
    now = asked.filters.period
    sums = [("n", now, "TRUE"), ("n", before, "TRUE"), ("n", now, CHAT), ("solved", now, "TRUE")]
    return sums_by("topic", asked, sums)


def _articles() -> dict[int, int]:
    found: dict[int, set[str]] = {}
    published = Article.objects.filter(is_published=True, topic__isnull=False)
    for topic, slug in published.values_list("topic_id", "slug"):
        found.setdefault(topic, set()).add(slug)
    return {topic: len(slugs) for topic, slugs in found.items()}


def _row(asked: Asked, pk: int, name: str, sums: Sums, articles: dict[int, int]) -> Row:
    now, before, chats, solved = sums
    is_compared = asked.filters.before is not None
    values = (
        name,
        now,
        before if is_compared else None,
        shares.growth(now, before) if is_compared else None,
        chats,
        Ratio(chats, now).share,
        solved,
        articles.get(pk, 0),
    )
    return Row(values, _drills(asked, pk))


def _drills(asked: Asked, pk: int) -> dict[str, Subset]:
    contacts = asked.subset.having(of_topic=pk)
    return {
        "n": contacts,
        "chats": contacts.having(channel=Channel.CHAT.value),
        "solved": contacts.having(outcome="solved"),
    }


def _grid(rows: tuple[Row, ...]) -> Grid:
    columns = (
        Column("topic", _("Topic"), Kind.TEXT),
        Column("n", _("Contacts")),
        Column("before", _("Before")),
        Column("growth", _("Change, percent"), Kind.POINTS),
        Column("chats", _("Chats"), channel=Channel.CHAT),
        Column("chat_share", _("Chat's share"), Kind.SHARE),
        Column("solved", _("Solved in the contact")),
        Column("articles", _("Instructions")),
    )
    return Grid("topics", _("Contacts by topic"), columns, rows)


def _sentence(untold: int, counts: list[tuple[str, int]]) -> str:
    """`untold` is how many have no topic; the topics, most first."""
    told = sum(count for _name, count in counts)
    if not told:
        if untold:
            return _("No contact of this period has a topic.")
        return _("Nobody contacted us in this period.")
    name, most = counts[0]
    topics = _half_of(told, counts)
    text = ngettext(
        "The most frequent topic is %(topic)s (%(share)s of contacts); %(n)s topic makes half of"
        " those that have one.",
        "The most frequent topic is %(topic)s (%(share)s of contacts); %(n)s topics make half of"
        " those that have one.",
        topics,
    )
    share = words.percent(Ratio(most, told + untold).share)
    return text % {"topic": name, "share": share, "n": words.count(topics)}


def _half_of(whole: int, counts: list[tuple[str, int]]) -> int:
    """How many of the most frequent make half of the whole."""
    sums = accumulate(count for _name, count in counts)
    return next(n for n, reached in enumerate(sums, start=1) if 2 * reached >= whole)


def _picture(counts: list[tuple[str, int]], sentence: str) -> Picture:
    bars = Bars(
        labels=tuple(name for name, _count in counts),
        values=tuple(Decimal(count) for _name, count in counts),
        unit="",
        colour=Channel.CHAT,
        is_signed=False,
    )
    return Picture("topics", sentence, svg=lambda look: bar_chart(bars, look))


REPORT = Report(
    number=22,
    slug="topics",
    title=gettext_lazy("Topics"),
    question=gettext_lazy("What do people ask, and which instructions are missing?"),
    definitions=(definitions.CONTACT, ARTICLES, *definitions.OF_DAYS),
    answer=answer,
    uses=frozenset({"compare", "team", "topic", "without"}),
)
