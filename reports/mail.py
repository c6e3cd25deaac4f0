"""The mail of a scheduled report: sentences, pictures and tables, as a page and as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from email.mime.image import MIMEImage
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from helpdesk.people.models import Desk
from reports.charts.renderer import ChartUnavailable, renderer
from reports.frozen import Section, loaded
from reports.grids import Grid, Row
from reports.models import Delivery, Run
from reports.paper.pages import svg_of
from reports.report import Picture
from reports.templatetags.figures import TEXTS
from tickets.mail.compose import sender_address

MOST_ROWS = 40
"""Of each table; the page behind the link has all of them."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture of the mail: shown by the `cid` of its part, absent where it cannot be drawn."""

    picture: Picture
    cid: str
    png: bytes

    @property
    def width(self) -> int:
        """In the units of the drawing, of which each has two pixels."""
        return int.from_bytes(self.png[16:20]) // 2


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as far as a mail shows it."""

    grid: Grid
    rows: tuple[Row, ...]

    @property
    def left_out(self) -> int:
        return len(self.grid.rows) - len(self.rows)

    @property
    def head(self) -> Grid:
        return Grid(self.grid.key, self.grid.title, self.grid.columns, self.rows)

    @property
    def lines(self) -> str:
        """As plain text, a line a row, each column as wide as it must be."""
        titles = [column.title for column in self.grid.columns]
        texts = [
            [TEXTS[column.kind](value) for column, value, _list in self.grid.cells(row)]
            for row in self.rows
        ]
        widths = [max(map(len, column)) for column in zip(titles, *texts, strict=True)]
        return "\n".join(_line(cells, widths) for cells in (titles, *texts))


class MailWithPictures(EmailMultiAlternatives):
    """Text and page with the pictures that the page shows, as one."""

    mixed_subtype = "related"


def compose(run: Run, delivery: Delivery) -> MailWithPictures:
    """In the language and the zone of the frozen report; the same Message-ID however often."""
    desk = Desk.current()
    sender = formataddr((desk.name, sender_address(desk)))
    document = loaded(run.answer[run.language])
    section = document.sections[0]
    drawn = drawn_of(section, run)
    with timezone.override(desk.zone):
        context = {
            "desk": desk,
            "delivery": delivery,
            "run": run,
            "section": section,
            "drawn": drawn,
            "tables": [Shown(grid, shown_rows(grid)) for grid in section.answer.grids],
            "link": link_to(reverse("reports:run", args=[run.pk])),
            "mails_link": link_to(reverse("reports:deliveries")),
            "language": run.language,
        }
        mail = MailWithPictures(
            subject=f"{delivery.view.name} · {desk.name}",
            body=render_to_string("emails/report.txt", context),
            from_email=sender,
            to=[delivery.recipient.email],
            headers={"Message-ID": message_id(run, sender), "Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(render_to_string("emails/report.html", context), "text/html")
    for each in drawn:
        mail.attach(_part(each))
    return mail


def drawn_of(section: Section, run: Run) -> list[Drawn]:
    found = []
    for picture in section.answer.pictures:
        try:
            png = renderer.png(svg_of(picture, "wide"))
        except ChartUnavailable:
            continue  # the table has it all
        found.append(Drawn(picture, f"{picture.key}.{run.pk}@report", png))
    return found


def shown_rows(grid: Grid) -> tuple[Row, ...]:
    """The last rows, which are the latest of a period; totals are always there."""
    if len(grid.rows) <= MOST_ROWS:
        return grid.rows
    totals = [row for row in grid.rows if row.is_total]
    rest = [row for row in grid.rows if not row.is_total]
    return (*rest[len(totals) - MOST_ROWS :], *totals)


def message_id(run: Run, sender: str) -> str:
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    return f"<report-{run.pk}.{run.up_to:%Y%m%d%H%M%S%f}@{domain}>"


def link_to(path: str) -> str:
    """Empty where the installation has not said where people reach it."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}" if settings.PUBLIC_URL else ""


def _part(drawn: Drawn) -> MIMEImage:
    part = MIMEImage(drawn.png, "png")
    part.add_header("Content-ID", f"<{drawn.cid}>")
    part.add_header("Content-Disposition", "inline", filename=f"{drawn.picture.key}.png")
    return part


def _line(cells: list[str], widths: list[int]) -> str:
    first, *others = (
        text.ljust(width) if place == 0 else text.rjust(width)
        for place, (text, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join([first, *others]).rstrip()
