"""What the templates say of rows and columns beside their numbers."""

from reports.grids import Column, Grid, Row
from reports.templatetags.grids import provisional, with_swatch

COLUMNS = (Column("row", "Period"), Column("n", "Chats"))


def test_a_month_that_runs_is_not_whole_and_a_group_of_few_is_too_small() -> None:
    months = Grid(
        "a", "A", COLUMNS, (Row(("May", 1), is_provisional=True), Row(("All", 1), is_total=True))
    )
    groups = Grid("a", "A", COLUMNS, (Row(("1–2", 1), is_provisional=True),))

    assert (provisional(months), provisional(groups)) == ("(not whole)", "(too few to tell)")


def test_the_colour_of_a_channel_stays_beside_the_first_word_of_a_heading() -> None:
    written = with_swatch(Column("n", "Calls <before>", channel="phone"))

    assert written == (
        '<span class="whole"><span class="swatch swatch-phone"></span>Calls</span> &lt;before&gt;'
    )
