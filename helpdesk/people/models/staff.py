"""Members of staff and their places in teams."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from helpdesk.people.choices import Language, Role
from helpdesk.people.models.teams import Team


class User(AbstractUser):
    """A member of staff. Requesters are no users: they need no account to be helped."""

    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.AGENT)
    display_name = models.CharField(
        _("name shown in chats"), max_length=60, blank=True, help_text=_("Empty: the first name.")
    )
    language = models.CharField(
        _("language of the interface"), max_length=2, choices=Language.choices, blank=True
    )
    capacity = models.PositiveSmallIntegerField(
        _("chats at once"), default=4, validators=[MinValueValidator(1), MaxValueValidator(6)]
    )

    chat_languages = ArrayField(
        models.CharField(max_length=2, choices=Language.choices),
        verbose_name=_("languages of chats"),
        default=list,
        blank=True,
        help_text=_("Languages in which this person answers. None chosen: all."),
    )

    mails_assigned = models.BooleanField(
        _("mail me when a ticket is assigned to me"), default=False
    )
    mails_answered = models.BooleanField(
        _("mail me when somebody answers on a ticket of mine"), default=False
    )

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="people_user_email_once"
            ),
            models.CheckConstraint(
                condition=models.Q(capacity__gte=1, capacity__lte=6),
                name="people_user_capacity_1_to_6",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def public_name(self) -> str:
        """The name that visitors see."""
        return self.display_name or self.first_name or self.username

    @property
    def is_supervisor(self) -> bool:
        """Whether this person may look at the whole desk and its figures."""
        return self.is_superuser or self.role in (Role.SUPERVISOR, Role.MANAGER)


class Membership(models.Model):
    """One person's place in one team."""

    team = models.ForeignKey(
        Team, models.CASCADE, related_name="memberships", verbose_name=_("team")
    )
    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name=_("member of staff")
    )
    capacity = models.PositiveSmallIntegerField(
        _("chats of this team at once"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(6)],
        help_text=_("Empty: as many as the agent takes in all."),
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar = [
            models.UniqueConstraint("team", "user", name="people_membership_once"),
            models.CheckConstraint(
                condition=models.Q(capacity__isnull=True) | models.Q(capacity__range=(1, 6)),
                name="people_membership_capacity_1_to_6",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.team}"
