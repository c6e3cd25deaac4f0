"""What was done with what the desk keeps of people."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.people.choices import PrivacyAct, PrivacyReason
from helpdesk.people.models.staff import User
from helpdesk.people.querysets import PrivacyQuerySet


class PrivacyRecord(models.Model):
    """That, when, by whom and why something was erased or handed out. It never says whose it was.

    `number` is the requester's own, which names nobody once the person is erased; none where the
    time of keeping was over for many at once. The counts are what there was. An erasure without
    `finished_at` is still owed.
    """

    act = models.CharField(_("what"), max_length=8, choices=PrivacyAct.choices)
    reason = models.CharField(_("why"), max_length=9, choices=PrivacyReason.choices)
    number = models.PositiveBigIntegerField(_("number of the person"), null=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    finished_at = models.DateTimeField(_("done"), null=True)
    people = models.PositiveIntegerField(_("people"), default=0)
    chats = models.PositiveIntegerField(_("chats"), default=0)
    tickets = models.PositiveIntegerField(_("tickets"), default=0)
    contacts = models.PositiveIntegerField(_("contacts"), default=0)
    files = models.PositiveIntegerField(_("files"), default=0)

    objects = PrivacyQuerySet.as_manager()

    class Meta:
        verbose_name = _("privacy record")
        verbose_name_plural = _("privacy records")
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["-at"], name="people_privacy_newest"),
            models.Index(
                fields=["at"],
                condition=models.Q(finished_at__isnull=True),
                name="people_privacy_owed",
            ),
        ]
        constraints: ClassVar = [
            # Erased once, whoever asks how often: the second finds the first.
            models.UniqueConstraint(
                fields=["number"],
                condition=models.Q(act="erased"),
                name="people_erased_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"
