"""What people know about days that figures cannot tell."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.people.models import User
from reports.choices import Happening


class Annotation(models.Model):
    """Something that explains why figures of these days are as they are; shown beside them.

    Days that `may_be_left_out` can be taken out of a report by its reader, and it says so.
    """

    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    kind = models.CharField(_("what"), max_length=9, choices=Happening.choices)
    text = models.CharField(_("in words"), max_length=160)
    may_be_left_out = models.BooleanField(
        _("may be left out of reports"),
        default=False,
        help_text=_("For days on which nothing was as usual, such as an outage."),
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("annotation")
        verbose_name_plural = _("annotations")
        ordering: ClassVar = ["-first_day", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="reports_annotation_ends_after_it_starts",
                violation_error_message=_("The last day must not be before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_day} {self.text}"
