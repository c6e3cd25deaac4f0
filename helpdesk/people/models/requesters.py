"""Who asks for help."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from helpdesk.people.choices import Language
from helpdesk.people.models.staff import User
from helpdesk.people.querysets import RequesterQuerySet


class Requester(models.Model):
    """A person who asks for help; in a chat window, the visitor."""

    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    login = models.CharField(_("user name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, blank=True)
    created_at = models.DateTimeField(_("known since"), auto_now_add=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="merged",
        verbose_name=_("merged into"),
        help_text=_("Who they are, straight to the end. By all of this they stay known."),
    )
    merged_at = models.DateTimeField(_("merged"), null=True, blank=True, editable=False)
    merged_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("merged by"),
    )
    erased_at = models.DateTimeField(
        _("erased"),
        null=True,
        editable=False,
        help_text=_("Since then nobody can tell who this was; the row keeps the counts true."),
    )

    objects = RequesterQuerySet.as_manager()

    class Meta:
        verbose_name = _("requester")
        verbose_name_plural = _("requesters")
        indexes: ClassVar = [
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="people_requester_merged",
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="people_requester_email_once"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True, merged_at__isnull=True)
                | models.Q(merged_into__isnull=False, merged_at__isnull=False)
                & ~models.Q(merged_into=models.F("id")),
                name="people_merged_into_another",
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True)
                | models.Q(name="", email="", phone="", login=""),
                name="people_erased_names_nobody",
            ),
        ]

    def __str__(self) -> str:
        if self.erased_at:
            return str(_("Erased person"))
        return self.name or self.email or self.phone or str(_("Unknown person"))

    @property
    def kept(self) -> Requester:
        """Who this is by now: whoever they were merged into, or themselves."""
        return self.merged_into or self
