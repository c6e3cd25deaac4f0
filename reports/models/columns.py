"""Columns that counts have in common."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.choices import Figure


def day() -> models.DateField[object, object]:
    return models.DateField(_("day"))


def channel() -> models.CharField[object, object]:
    return models.CharField(_("channel"), max_length=8)


def figure() -> models.CharField[object, object]:
    return models.CharField(_("what is counted"), max_length=8, choices=Figure.choices)


def count() -> models.BigIntegerField[object, object]:
    return models.BigIntegerField(default=0)


class Sums(models.Model):
    """All that can be added up, a channel, and of what days. Times in seconds.

    `decided` are those answered or ended; `over` those ended; `attended` those whose `attention_s`
    is known, `unmeasured` those answered whose is not. Of requests only `n` and `solved` are
    counted.

    `asked_…` are ended chats drawn to be asked what the visitor would have done without chat, and
    when; `without_…` what those who were asked said, `before_…` what those asked before said.

    `hopped_…` came from that channel, another one, shortly before about the same ticket;
    `answerable` are those that were solved or left work; `held_…` were solved and nobody came back
    about them within so many days.

    `gave_up` left before an answer, after `gave_up_s` in sum; `late` were written down more than a
    day after they began; `backwards` end before they begin.
    """

    figure = figure()
    day = day()
    channel = channel()
    n = count()
    solved = count()
    decided = count()
    answered = count()
    within_10 = count()
    within_60 = count()
    abandoned = count()
    missed = count()
    transferred = count()
    bounced = count()
    hopped_phone = count()
    hopped_chat = count()
    hopped_email = count()
    hopped_web = count()
    hopped_walk_in = count()
    answerable = count()
    held_1 = count()
    held_3 = count()
    held_7 = count()
    rated = count()
    satisfied = count()
    rated_1 = count()
    rated_2 = count()
    rated_5 = count()
    asked_before = count()
    asked_after = count()
    before_phone = count()
    before_email = count()
    before_visit = count()
    before_none = count()
    without_phone = count()
    without_email = count()
    without_visit = count()
    without_none = count()
    waited_s = count()
    over = count()
    lasted_s = count()
    attended = count()
    attention_s = count()
    unmeasured = count()
    gave_up = count()
    gave_up_s = count()
    late = count()
    ticketless = count()
    backwards = count()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.channel} {self.n}"


class Counts(Sums):
    """The same a channel, team and topic."""

    team = models.BigIntegerField()
    topic = models.BigIntegerField()

    class Meta:
        abstract = True


class Hours(models.Model):
    """Contacts that began in an hour of the day, by the clock on the desk's wall.

    On the night when clocks go back, an hour counts twice.
    """

    day = day()
    hour = models.SmallIntegerField()
    channel = channel()
    team = models.BigIntegerField()
    n = count()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.hour} {self.channel} {self.n}"


class Quarters(models.Model):
    """Contacts that began in a quarter of an hour.

    `slot` is which quarter of the day it is by the clock on the desk's wall, from midnight.
    """

    day = day()
    slot = models.SmallIntegerField(default=0)
    channel = channel()
    team = models.BigIntegerField()
    n = count()
    answered = count()
    attention_s = count()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.slot} {self.channel} {self.n}"


class Waits(models.Model):
    """First replies by how long they took: more than the edge before, at most `upto` seconds.

    Shares at an edge are exact; a median lies between two of them. 0 stands for longer than all.
    `over` are those that ended.
    """

    day = day()
    channel = channel()
    team = models.BigIntegerField()
    upto = models.IntegerField()
    n = count()
    over = count()
    rated = count()
    satisfied = count()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.channel} {self.upto} {self.n}"


class Loads(models.Model):
    """Answered and ended chats by how many their agents had at once, rounded, and how long they
    took from the first reply to the end.
    """

    day = day()
    team = models.BigIntegerField()
    at_once = models.SmallIntegerField()
    n = count()
    handled_ms = count()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.at_once} {self.n}"


class Surveys(models.Model):
    """Ended contacts, and who of them answered which question: by how and when they came about.

    `part` is the part of the day in which they began (`reports.day_parts`). `asked`, `answered`
    and `displaced` are about what the visitor would have done without chat.
    """

    day = day()
    channel = channel()
    team = models.BigIntegerField()
    outcome = models.CharField(max_length=10)
    part = models.SmallIntegerField()
    n = count()
    asked = count()
    answered = count()
    displaced = count()
    rated = count()
    satisfied = count()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.channel} {self.outcome} {self.n}"
