#!/usr/bin/env python
"""Django's command line: `python manage.py help` lists the commands."""

import os
import sys

from helpdesk.embedded import EmbeddedError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
    if sys.argv[1:] == ["run"]:
        # The supervisor needs no Django: it starts sooner, and can say what keeps Django from it.
        from helpdesk.supervisor.desk import run

        sys.exit(run())
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except EmbeddedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
