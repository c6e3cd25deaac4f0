"""The catalogs in `locale/`: what the code says, gathered, merged, and held to its source."""

from helpdesk.translations.catalogs import merge, read, render
from helpdesk.translations.problems import problems
from helpdesk.translations.sources import gather

__all__ = ["gather", "merge", "problems", "read", "render"]
