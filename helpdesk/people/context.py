"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from helpdesk.people.models import Desk


def desk(request: HttpRequest) -> dict[str, Any]:
    """`desk`: the help desk whose page this is."""
    return {"desk": getattr(request, "desk", None) or Desk.current()}
