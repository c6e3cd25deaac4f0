"""How often sign-ins may begin, or end: each asks the provider, and most write a session."""

from __future__ import annotations

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from helpdesk.errors import Unavailable

MOST_A_MINUTE = 600
"""Of one address, as for the form with passwords: all of a campus may sit behind one."""


class TooManySignIns(Unavailable):
    code = "too_many_attempts"
    status = 429


def take_turn(request: HttpRequest) -> None:
    """Counts one; raises `TooManySignIns` for one too many. Without Redis nobody counts."""
    address = get_adapter().get_client_ip(request)
    key = f"oidc:{address}:{int(time.time() // 60)}"
    try:
        cache.add(key, 0, timeout=120)
        begun = cache.incr(key)
    except (RedisError, ValueError):
        return
    if begun > MOST_A_MINUTE:
        raise TooManySignIns(_("Too many sign-ins begin at once. Wait a minute and try again."))
