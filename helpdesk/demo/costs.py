"""What the demo's desk pays for its time, its lines and its licences."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reports.models import CostRate
from tickets.choices import Channel

PER_HOUR = (Decimal("38.50"), Decimal("40.20"))
"""An agent's hour with all that comes on top of the pay: at first, and since the last January."""
PER_MONTH = {
    Channel.PHONE: 620,
    Channel.CHAT: 240,
    Channel.EMAIL: 90,
    Channel.WEB: 40,
    Channel.WALK_IN: 450,
}


def make_costs(first: date, today: date) -> None:
    """From the first day of the story on, and from the raise at the turn of the last year."""
    days = (first, date(today.year, 1, 1))
    rates = [
        CostRate(channel=channel, from_day=day, per_hour=per_hour, per_month=per_month)
        for channel, per_month in PER_MONTH.items()
        for day, per_hour in zip(days, PER_HOUR, strict=True)
    ]
    for number, rate in enumerate(rates, start=1):
        rate.pk = number
    CostRate.objects.bulk_create(rates)
