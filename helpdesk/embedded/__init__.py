"""A real PostgreSQL and a real Valkey from PyPI wheels, for trying the program and for tests.

In production `DATABASE_URL`, `REDIS_URL` and `BROKER_URL` take their place, and nothing here runs.
The settings read this package, so it must never import them.
"""

from helpdesk.embedded.addresses import data_folder, default_urls, secret_key
from helpdesk.embedded.errors import EmbeddedError
from helpdesk.embedded.servers import Servers, hold, start

__all__ = ["EmbeddedError", "Servers", "data_folder", "default_urls", "hold", "secret_key", "start"]
