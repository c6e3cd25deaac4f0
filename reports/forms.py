"""The filters as a form: reads an address, says clearly what is wrong with it, keeps the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.people.models import Team, Term
from reports.choices import Comparison, Figure, Grain, Preset, Without
from reports.fields import closed_choice, day_field, parameter_field
from reports.filters import Filters, Scope, as_tree, with_descendants
from reports.happenings import marked_days
from reports.parameters import Parameter
from reports.periods import Period, buckets, fitting_grain, preset_period
from reports.semesters import Semester, one_before, semester_of, semester_period
from tickets.models import Topic

MOST_ROWS = 400
INDENT = "\u2003"
FILTERS = frozenset({"of", "grain", "compare", "team", "topic", "without"})
"""What a report may leave out; a period it always has."""


PERIOD = frozenset({"period", "since", "until"})


def with_defaults(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows: what was given, defaults for the rest. Given days win over `period`."""
    given = dict(data.items())
    if given.get("since") or given.get("until"):
        given["period"] = ""
    return {
        "of": Figure.CONTACTS,
        "period": Preset.MONTHS_12,
        "compare": Comparison.PREVIOUS,
        **given,
    }


class FiltersForm(forms.Form):
    """The filters of a report. Nothing at all means: the contacts of the last twelve months."""

    of = closed_choice(
        _("Count"),
        Figure.choices,
        _("“%(value)s” cannot be counted here. Choose contacts or requests."),
        widget=forms.HiddenInput,
    )
    period = closed_choice(
        _("Period"),
        [*Preset.choices, ("", _("Own dates"))],
        _("There is no period “%(value)s”. Choose from the list."),
    )
    since = day_field(_("or from"))
    until = day_field(_("to"))
    grain = closed_choice(
        _("Rows"),
        [("", _("As fits the period")), *Grain.choices],
        _("“%(value)s” is no length of a row. Choose days, weeks or months."),
    )
    compare = closed_choice(
        _("Compare with"),
        Comparison.choices,
        _("“%(value)s” is nothing to compare with. Choose from the list."),
    )
    team = closed_choice(_("Team"), [], _("There is no team “%(value)s”. Choose from the list."))
    topic = closed_choice(_("Topic"), [], _("There is no topic “%(value)s”. Choose from the list."))
    without = closed_choice(
        _("Leave out"),
        Without.choices,
        _("“%(value)s” cannot be left out. Choose from the list."),
    )

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        today: date,
        uses: Collection[str] = FILTERS,
        parameters: Iterable[Parameter] = (),
        has_period: bool = True,
    ) -> None:
        super().__init__(with_defaults(data))
        self.today = today
        self.parameters = tuple(parameters)
        for parameter in self.parameters:
            self.fields[parameter.name] = parameter_field(parameter)
        self.semesters = semesters_on_record()
        self._choose_periods()
        self.teams = {team.slug: team for team in Team.objects.all()}
        topics = list(Topic.objects.all())
        self.topics = {topic.slug: topic for topic in topics}
        tree = [(topic.slug, INDENT * depth + topic.name) for topic, depth in as_tree(topics)]
        self._choose_from("team", _("All teams"), [(t.slug, t.name) for t in self.teams.values()])
        self._choose_from("topic", _("All topics"), tree)
        for name in (FILTERS - set(uses)) | (set() if has_period else PERIOD):
            self.fields[name].widget = forms.HiddenInput()

    def let_choose_figure(self) -> None:
        """Shows what is counted as a choice, where a page has no tabs for it."""
        self.fields["of"].widget = forms.Select(choices=Figure.choices)

    def _choose_from(self, name: str, everything: Any, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", everything), *choices]

    def _choose_periods(self) -> None:
        """Semesters are offered where there are some."""
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        known = [(name, label) for name, label in Preset.choices if self._days_of(Preset(name))]
        field.choices = [*known, ("", _("Own dates"))]

    def _days_of(self, preset: Preset) -> Period | None:
        if preset in (Preset.THIS_SEMESTER, Preset.LAST_SEMESTER):
            return semester_period(preset, self.semesters, self.today)
        return preset_period(preset, self.today)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors.keys() & {"since", "until", "period"}:
            return data
        since, until = data["since"], data["until"] or self.today
        if data["period"]:
            data["preset"] = Preset(data["period"])
            data["found_period"] = self._days_of(data["preset"])
        elif not since:
            self.add_error("since", _("Give the first day, too."))
        elif until < since:
            self.add_error("until", _("The period ends before it starts. Change one of the days."))
        else:
            data["preset"], data["found_period"] = None, Period(since, until)
        self._refuse_too_many_rows(data)
        if data.get("compare") == Comparison.SEMESTER and data.get("found_period"):
            why_not = self._without_semester(data["found_period"])
            if why_not:
                self.add_error("compare", why_not)
        return data

    def _without_semester(self, period: Period) -> str:
        """Why there is no semester to compare with; empty where there is one."""
        if not self.semesters:
            return str(_("No semesters are on record. A manager adds them in the administration."))
        semester = semester_of(period, self.semesters)
        if semester is None:
            return str(
                _("These days do not lie within one semester. Choose a semester as the period.")
            )
        if one_before(semester, self.semesters) is None:
            text = _("No semester of the same season is on record before “%(name)s”.")
            return str(text % {"name": semester.name})
        return ""

    def _refuse_too_many_rows(self, data: dict[str, Any]) -> None:
        if "grain" not in data or "found_period" not in data:
            return
        data["cut"] = Grain(data["grain"] or fitting_grain(data["found_period"]))
        rows = sum(1 for _bucket in buckets(data["found_period"], data["cut"]))
        if rows > MOST_ROWS:
            self.add_error(
                "grain",
                _(
                    "That would be %(rows)s rows; at most %(most)s can be shown."
                    " Choose longer rows or a shorter period."
                )
                % {"rows": rows, "most": MOST_ROWS},
            )

    def numbers(self) -> dict[str, Decimal]:
        """The parameters of a valid form, defaults where nothing was given."""
        given = ((each, self.cleaned_data[each.name]) for each in self.parameters)
        return {each.name: each.default if found is None else found for each, found in given}

    def filters(self) -> Filters:
        """What a valid form asks for."""
        data = self.cleaned_data
        topic = self.topics.get(data["topic"])
        return Filters(
            figure=Figure(data["of"] or Figure.CONTACTS),
            period=data["found_period"],
            grain=data["cut"],
            preset=data["preset"],
            grain_chosen=bool(data["grain"]),
            comparison=Comparison(data["compare"] or Comparison.PREVIOUS),
            scope=Scope(
                team=self.teams.get(data["team"]),
                topic=topic,
                topic_ids=with_descendants(self.topics.values(), topic) if topic else frozenset(),
                without=Without(data["without"]),
                left_out=marked_days() if data["without"] else (),
            ),
            semesters=self.semesters if data["compare"] == Comparison.SEMESTER else (),
        )


def semesters_on_record() -> tuple[Semester, ...]:
    terms = Term.objects.values_list("name", "season", "first_day", "last_day")
    return tuple(Semester(*term) for term in terms)
