"""`python manage.py simulate_day`: one day of chats under the real rules, by a virtual clock."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from chat.simulation.day import make_day
from chat.simulation.measured import desk_settings, measured_habits
from chat.simulation.run import compare
from chat.simulation.table import render


class Command(BaseCommand):
    help = (
        "Plays a day of chats with six agents, one of whom stops answering at 13 and one of whom"
        " has lunch at 11:30; beside it the same day with other ways of routing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="another number, another day")
        parser.add_argument("--chats", type=int, default=600, help="how many come, on the average")
        parser.add_argument("--json", action="store_true", help="the figures for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        habits = measured_habits()
        day = make_day(seed=options["seed"], chats=options["chats"], habits=habits)
        outcomes = compare(day, desk_settings())
        measured = len(habits.services)
        if options["json"]:
            days = [one.as_dict() for one in outcomes]
            figures = {"seed": day.seed, "measured_services": measured, "days": days}
            self.stdout.write(json.dumps(figures, ensure_ascii=False, indent=1))
            return
        services = f"measured in {measured} real chats" if measured else "a stated distribution"
        self.stdout.write(f"Day {day.seed}, six agents, 8 to 16. Service times: {services}.\n\n")
        self.stdout.write(render(outcomes))
