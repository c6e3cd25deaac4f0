"""The desk's settings, and the core layer that the naive yardstick stands on."""

from helpdesk.settings import *  # noqa: F403  (all of them, as settings modules do)
from helpdesk.settings import CHANNEL_LAYERS, REDIS_URL

CHANNEL_LAYERS = {
    **CHANNEL_LAYERS,
    "core": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {
            "hosts": [{"address": REDIS_URL, "socket_timeout": None}],
            # With the default of 100 it throws messages away under this load.
            "capacity": 100_000,
        },
    },
}
