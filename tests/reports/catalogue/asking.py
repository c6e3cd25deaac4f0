"""Short ways to ask a report."""

from datetime import date
from decimal import Decimal

from helpdesk.people.models import Desk
from reports.catalogue import BY_SLUG
from reports.choices import Comparison, Figure, Grain
from reports.filters import Filters, Scope
from reports.periods import Period
from reports.report import Answer, Asked
from tests.reports.catalogue.conftest import TODAY


def asked(
    desk: Desk,
    slug: str,
    first: str = "2025-11-01",
    last: str = "2026-11-20",
    *,
    figure: Figure = Figure.CONTACTS,
    grain: Grain = Grain.MONTH,
    scope: Scope | None = None,
    **parameters: str,
) -> Asked:
    report = BY_SLUG[slug]
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    filters = Filters(figure, period, grain, comparison=Comparison.PREVIOUS, scope=scope or Scope())
    numbers = {each.name: each.default for each in report.parameters}
    given = {name: Decimal(value) for name, value in parameters.items()}
    return Asked(filters, desk, TODAY, {**numbers, **given}, reads_contacts=True)


def answer(desk: Desk, slug: str, *args: str, **options) -> Answer:
    return BY_SLUG[slug].answer(asked(desk, slug, *args, **options))
