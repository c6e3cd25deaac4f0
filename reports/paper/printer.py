"""Documents as PDF, printed in a process of its own: WeasyPrint is never imported here.

It needs libraries of the system. Where they are missing, printing says which; all else works.
"""

from __future__ import annotations

import base64
import json
import logging
from pathlib import Path

from django.utils.translation import gettext as _

from helpdesk.errors import Unavailable
from reports.charts.process import WorkerProcess

log = logging.getLogger(__name__)
WORKER = Path(__file__).with_name("worker.py")
CSS = Path(__file__).with_name("paper.css")
TIMEOUT_S = 45.0
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class NotPrinted(Unavailable):
    code = "not_printed"

    def __init__(self) -> None:
        super().__init__(
            _("The PDF cannot be made now. Try again, or print the page from the browser.")
        )


class CannotPrint(Unavailable):
    """This server has not what printing needs; trying again does not help."""

    code = "cannot_print"
    retry = False

    def __init__(self) -> None:
        super().__init__(
            _(
                "This server cannot make PDF files: libraries are missing. Its administrator can"
                " install them (Debian: apt-get install %(packages)s) and restart it. Until then"
                " print the page from the browser; CSV and XLSX work as ever."
            )
            % {"packages": PACKAGES}
        )


class Printer(WorkerProcess):
    """Prints one document at a time."""

    def __init__(self, command: list[str] | None = None, *, timeout: float = TIMEOUT_S) -> None:
        super().__init__(WORKER, command, timeout=timeout)

    def pdf(self, html: str) -> bytes:
        """A page as tagged PDF (PDF/UA-1). Raises NotPrinted or CannotPrint."""
        try:
            answer = self.ask(json.dumps({"html": html, "css": CSS.read_text()}))
        except (OSError, EOFError, ValueError) as error:
            log.warning("A report could not be printed: %s", error)
            raise NotPrinted from None
        if "missing" in answer:
            log.warning("No PDF: install %s (%s)", PACKAGES, answer["missing"].partition("\n")[0])
            self.stop()  # the next one may find what was installed in the meantime
            raise CannotPrint
        return base64.b64decode(answer["pdf"])


printer = Printer()
