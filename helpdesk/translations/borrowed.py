"""What pages of libraries say without Finnish or Swedish of their own, or with a misleading one.

Named here, these texts stand in our catalogs, where Django finds them before it looks further.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

TEXTS: dict[str, tuple[object, ...]] = {
    "django": (
        _("Error:"),
        _("View on site"),
        ngettext_lazy(
            "This password is too short. It must contain at least %d character.",
            "This password is too short. It must contain at least %d characters.",
        ),
    ),
    "unfold": (
        # Lists
        _("Select action"),
        _("Select action to run"),
        _("Run"),
        _("Select record"),
        _("Select all rows"),
        _("Expand row"),
        _("More actions"),
        _("Next"),
        _("Previous"),
        _("No data"),
        _("No results found"),
        _("This page yielded into no results. Create a new item or reset your filters."),
        # Filters
        _("Apply Filters"),
        _("Reset filters"),
        _("From"),
        _("To"),
        _("Date from"),
        _("Date to"),
        # Search
        _("Type to search"),
        _("Search apps and models..."),
        _("All applications"),
        _("Recent searches"),
        _("No recent searches"),
        _("Loading more results..."),
        _("No results matching your query"),
        # One record
        _("General"),
        _("Select value"),
        _("True"),
        _("False"),
        _("Add row"),
        _("Go back"),
        _("This item will be deleted."),
        _("Click to cancel"),
        _("Submit"),
        _("Toggle password visibility"),
        _("After you've created a user, you’ll be able to edit more user options."),
        _(
            "Raw passwords are not stored, so there is no way to see this user’s password, but you"
            ' can change the password using <a href="{}" class="text-primary-600'
            ' dark:text-primary-500">this form</a>.'
        ),
        # The frame
        _("Welcome"),
        _("Dark"),
        _("Light"),
        _("System"),
        _("Return to site"),
    ),
    "rest_framework": (
        _("Invalid input."),
        _("Must be a valid UUID."),
        _("Must be a valid boolean."),
        _("Not a valid string."),
        _("Extra Actions"),
    ),
    "django_filters": (_("Field filters"),),
}
"""By the package that says them."""
