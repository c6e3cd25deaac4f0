"""The channel mix as the API answers it. Shares are percent with one decimal; null of nothing."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from reports.choices import Comparison, Figure, Grain
from reports.measures.crossing import Standing
from reports.measures.displacement import Verdict
from tickets.choices import Alternative, Channel

Base = serializers.Serializer[Any]


class PeriodSerializer(Base):
    first = serializers.DateField()
    last = serializers.DateField(help_text="Included.")


class ChannelCountSerializer(Base):
    channel = serializers.ChoiceField(choices=Channel.choices)
    count = serializers.IntegerField(help_text="Contacts or requests, as `of` says.")
    share = serializers.FloatField(allow_null=True, help_text="Percent of all channels.")


class CountsSerializer(PeriodSerializer):
    is_whole = serializers.BooleanField(help_text="False where the period cuts the week or month.")
    total = serializers.IntegerField()
    channels = ChannelCountSerializer(many=True)


class ChangeSerializer(Base):
    channel = serializers.ChoiceField(choices=Channel.choices)
    count = serializers.IntegerField()
    points = serializers.FloatField(allow_null=True, help_text="Percentage points.")


class GoalSerializer(Base):
    percent = serializers.FloatField(help_text="Phone at most this share.")
    by = serializers.DateField(allow_null=True)
    is_met = serializers.BooleanField(allow_null=True)


class CrossingSerializer(Base):
    standing = serializers.ChoiceField(choices=[each.value for each in Standing])
    month = serializers.DateField(allow_null=True, help_text="First day of the month.")
    nth_month_of_chat = serializers.IntegerField(allow_null=True)


class CallsSerializer(Base):
    weeks_on_record = serializers.IntegerField()
    first_52_weeks = serializers.IntegerField(allow_null=True)
    last_52_weeks = serializers.IntegerField(allow_null=True)
    growth = serializers.FloatField(allow_null=True, help_text="Percent; negative: fewer calls.")


class AnswerCountSerializer(Base):
    alternative = serializers.ChoiceField(choices=Alternative.choices)
    count = serializers.IntegerField()


class DisplacementSerializer(Base):
    chats = serializers.IntegerField(help_text="Ended chats of the period.")
    asked = serializers.IntegerField(help_text="Of these; drawn at random.")
    answered = serializers.IntegerField()
    answers = AnswerCountSerializer(many=True)
    displaced = serializers.IntegerField(help_text="Would have been calls or e-mails.")
    share = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True, help_text="Wilson interval, 95 %.")
    high = serializers.FloatField(allow_null=True)
    goal_percent = serializers.IntegerField()
    verdict = serializers.ChoiceField(choices=[each.value for each in Verdict])


class ChannelMixSerializer(Base):
    of = serializers.ChoiceField(choices=Figure.choices)
    grain = serializers.ChoiceField(choices=Grain.choices)
    compare = serializers.ChoiceField(choices=Comparison.choices)
    team = serializers.CharField(allow_null=True)
    topic = serializers.CharField(allow_null=True, help_text="With the topics under it.")
    time_zone = serializers.CharField()
    records_begin = serializers.DateField(
        allow_null=True, help_text="Day of the first contact; nothing before it can be compared."
    )
    rows = CountsSerializer(many=True)
    total = CountsSerializer()
    before = CountsSerializer(allow_null=True)
    change = ChangeSerializer(many=True, allow_null=True)
    other_figure = CountsSerializer(help_text="The same period, counted the other way.")
    goal = GoalSerializer()
    crossing = CrossingSerializer()
    calls = CallsSerializer()
    displacement = DisplacementSerializer()


class RefusalSerializer(Base):
    code = serializers.CharField()
    message = serializers.CharField()
    by_field = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
