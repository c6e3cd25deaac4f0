"""What one process counts of itself. `helpdesk.gauges` serves it, with what the desk's tables say.

Numbers only. Each process counts for itself and from its start, so each one is asked by itself;
whoever reads them adds them up. The path of messages pays for a few additions a batch, no more.
"""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram, disable_created_metrics

# When each began is the start of the process, which it tells anyway.
disable_created_metrics()  # type: ignore[no-untyped-call]  # the library leaves it untyped

SOCKETS = Gauge("helpdesk_sockets", "Open sockets of this process, by whose they are", ["role"])
MESSAGES = Counter("helpdesk_messages_stored", "Messages that this process stored")
APPEND_SECONDS = Histogram(
    "helpdesk_append_seconds",
    "How long PostgreSQL took to store what had queued: one statement, one commit",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
APPEND_FAILURES = Counter("helpdesk_append_failures", "Such statements that failed")
REDIS = Gauge("helpdesk_redis_carries_notices", "1 while Redis takes this process's notices")
