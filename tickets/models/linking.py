"""What has become of the links between contacts where the desk changed its mind about them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Relinking(models.Model):
    """How far everybody's contacts are linked by these hours; one row, none before the first time.

    `next_person`: people before this one are done; empty where all are.
    """

    hop_hours = models.PositiveSmallIntegerField(_("a change of channel counts within (hours)"))
    next_person = models.BigIntegerField(_("next person"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("linking anew")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="tickets_one_relinking")
        ]

    def __str__(self) -> str:
        return f"{self.hop_hours} h: {self.next_person or '✓'}"
