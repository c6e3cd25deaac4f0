"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from helpdesk.people import signing
from helpdesk.people.models import Desk


def desk(request: HttpRequest) -> dict[str, Any]:
    """`desk`: the help desk whose page this is. `sign_in`: how its staff come in."""
    return {
        "desk": getattr(request, "desk", None) or Desk.current(),
        "sign_in": {
            "provider": signing.provider()["name"] if signing.by_provider() else "",
            "by_password": signing.by_password(),
            "needs_second_factor": settings.REQUIRE_SECOND_FACTOR,
        },
    }
