"""What the desk's time costs."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.choices import Channel


class CostRate(models.Model):
    """What a channel costs from a day on, until the next rate of the same channel. In euros."""

    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    from_day = models.DateField(_("from"))
    per_hour = models.DecimalField(
        _("an agent's hour (EUR)"),
        max_digits=8,
        decimal_places=2,
        validators=[MinValueValidator(0)],
        help_text=_("Pay with all that comes on top of it."),
    )
    per_month = models.DecimalField(
        _("fixed cost a month (EUR)"),
        max_digits=10,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_("Licences, lines, machines."),
    )

    class Meta:
        verbose_name = _("cost of a channel")
        verbose_name_plural = _("costs of channels")
        ordering: ClassVar = ["channel", "-from_day"]
        constraints: ClassVar = [
            models.UniqueConstraint("channel", "from_day", name="reports_one_rate_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.from_day}"
