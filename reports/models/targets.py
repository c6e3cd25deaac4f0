"""What the desk has set out to reach. A target is never changed: a new one takes its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.people.models import User
from reports.choices import Figure

PERCENT = (MinValueValidator(0), MaxValueValidator(100))


class Target(models.Model):
    """The phone's share is to fall from one value to another between two days, along a line.

    The latest is the one in force; those before stay, as they were, for the record.
    """

    figure = models.CharField(
        _("of what"), max_length=8, choices=Figure.choices, default=Figure.REQUESTS
    )
    from_day = models.DateField(_("from"))
    from_percent = models.DecimalField(
        _("phone's share then (%)"), max_digits=4, decimal_places=1, validators=PERCENT
    )
    to_day = models.DateField(_("to"))
    to_percent = models.DecimalField(
        _("phone's share to reach (%)"), max_digits=4, decimal_places=1, validators=PERCENT
    )
    set_at = models.DateTimeField(_("set"), default=timezone.now, editable=False)
    set_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("set by")
    )

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering: ClassVar = ["-set_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(to_day__gt=models.F("from_day")),
                name="reports_target_ends_after_it_starts",
                violation_error_message=_("The target must be later than its start."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_percent} % → {self.to_percent} % ({self.to_day})"

    def on(self, day: date) -> Decimal:
        """The share that the path allows on this day, in percent; flat before and after it."""
        whole = (self.to_day - self.from_day).days
        gone = min(max((day - self.from_day).days, 0), whole)
        return self.from_percent + (self.to_percent - self.from_percent) * gone / whole

    @classmethod
    def in_force(cls, figure: Figure) -> Target | None:
        return cls.objects.filter(figure=figure).first()
