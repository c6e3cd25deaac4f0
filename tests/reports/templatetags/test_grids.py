"""What the templates say of rows and columns beside their numbers."""

from django.template.loader import render_to_string

from reports.grids import Column, Grid, Kind, Row
from reports.templatetags.grids import provisional, with_swatch

COLUMNS = (Column("row", "Period", Kind.TEXT), Column("n", "Chats"))


def test_a_month_that_runs_is_not_whole_and_a_group_of_few_is_too_small() -> None:
    month = Row(("May", 1), is_provisional=True)
    group = Row(("1–2", 1), is_provisional=True, is_too_few=True)

    assert (provisional(month), provisional(group)) == ("(not whole)", "(too few to tell)")


def test_a_group_of_few_is_too_small_in_a_table_with_a_total_too() -> None:
    few = Row(("1–2", 1), is_provisional=True, is_too_few=True)
    grid = Grid("a", "A", COLUMNS, (few, Row(("All", 1), is_total=True)))

    page = render_to_string("reports/_grid.html", {"grid": grid})

    assert (page.count("(too few to tell)"), page.count("(not whole)")) == (1, 0)


def test_the_colour_of_a_channel_stays_beside_the_first_word_of_a_heading() -> None:
    written = with_swatch(Column("n", "Calls <before>", channel="phone"))

    assert written == (
        '<span class="whole"><span class="swatch swatch-phone"></span>Calls</span> &lt;before&gt;'
    )
