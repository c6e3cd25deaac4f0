"""The page of the channel mix."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helpdesk.people.models import Desk
from helpdesk.people.permissions import only, sees_reports
from reports import definitions, sentences
from reports.answers import ChannelMixAnswer, answer_channel_mix
from reports.asking import desk_of, in_words, today_at
from reports.choices import Figure
from reports.composed.shift import shift_sentences
from reports.forms import FiltersForm
from reports.measures.channel_mix import Mix
from reports.subsets import Subset
from reports.tables import channel_table
from tickets.choices import Alternative, Channel


@require_safe
@only(sees_reports)
def channel_mix(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    today = today_at(desk)
    form = FiltersForm(request.GET, today=today)
    if not form.is_valid():
        return render(request, "reports/channel_mix.html", {"form": form}, status=400)
    answer = answer_channel_mix(form.filters(), zone=desk.zone, today=today)
    context = {"form": form, **mix_context(answer, desk)}
    return render(request, "reports/channel_mix.html", context)


def mix_context(answer: ChannelMixAnswer, desk: Desk) -> dict[str, Any]:
    filters = answer.filters
    return {
        "answer": answer,
        "filters": filters,
        "filters_in_words": list(in_words(filters, desk)),
        "figures": [(figure, filters.counting(figure).query) for figure in Figure],
        "sentences": shift_sentences(answer.mix, filters, answer.shift),
        "goal": sentences.goal(answer.mix, desk),
        "channels": channel_lines(answer.mix),
        "other_channels": channel_lines(answer.other),
        "table": channel_table(answer.mix, subset=Subset(filters)),
        "survey": survey(answer),
        "definitions": definitions.CHANNEL_MIX,
    }


def channel_lines(mix: Mix) -> list[dict[str, Any]]:
    """A line a channel: its name, count, share, and their changes."""
    return [
        {
            "channel": channel,
            "count": mix.total.of(channel),
            "share": mix.total.share(channel),
            "count_before": mix.before.of(channel) if mix.before else None,
            "share_before": mix.before.share(channel) if mix.before else None,
            "points": mix.points(channel),
            "growth": mix.growth(channel),
        }
        for channel in Channel
    ]


def survey(answer: ChannelMixAnswer) -> dict[str, Any]:
    found = answer.displacement
    asked = found.all
    return {
        "finding": sentences.displacement(found),
        "verdict": sentences.verdict(found),
        "response": sentences.response(found),
        "displaced": asked.displaced,
        "answers": [(each.label, asked.of(each)) for each in Alternative],
    }
