"""What the triggers cost those who write: four writers, with and without them, by turns."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from helpdesk.embedded.cluster import program
from tests.bench.crowd import Crowd

WRITERS, SECONDS = 4, 3
SUBJECT = "Written by the bench"
INSERT = f"""
INSERT INTO tickets_contact (channel, language, subject, started_at, outcome, transfers, end_reason,
  agents, bounces, is_counted, capture, recorded_at, masked, alternative, alternative_asked,
  survey_comment, hopped_from)
VALUES ('chat', 'fi', '{SUBJECT}', now(), '', 0, '', 0, 0, true, 'program', now(), 0, '', '', '',
  '');
"""


def written(crowd: Crowd, folder: Path, *, with_triggers: bool) -> float:
    """Contacts a second, each a transaction of its own that waits for the disk."""
    mode = "ENABLE" if with_triggers else "DISABLE"
    crowd.execute(f"ALTER TABLE tickets_contact {mode} TRIGGER USER")
    try:
        script = folder / "insert.sql"
        script.write_text(" ".join(INSERT.split()) + "\n", encoding="utf-8")
        return _run(crowd, script)
    finally:
        crowd.execute("ALTER TABLE tickets_contact ENABLE TRIGGER USER")


def clean(crowd: Crowd) -> None:
    crowd.execute(
        f"DELETE FROM tickets_contact WHERE subject = '{SUBJECT}'"
        " AND started_at > now() - interval '1 day'"
    )


def _run(crowd: Crowd, script: Path) -> float:
    command = [program("pgbench"), "-n", "-f", script, "-c", str(WRITERS), "-j", "1"]
    done = subprocess.run(
        [*command, "-T", str(SECONDS), crowd.database_url], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    assert found, done.stdout
    return float(found[1])
