"""What Prometheus is told, and who else is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db.utils import OperationalError
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from chat.actions import close_chat, set_presence
from chat.actions.rescue import SWEEPS
from chat.choices import EndReason, PresenceStatus, State
from chat.models import Chat
from helpdesk import gauges
from reports.models import DirtyMark
from tests.admin_objects import make_chat, make_ticket, make_user
from tickets.actions import add_comment
from tickets.models import Comment
from tickets.querysets import SEND_TRIES

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-prometheus"


@pytest.fixture(autouse=True)
def _known(settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    cache.delete(SWEEPS)
    DirtyMark.objects.all().delete()


def told() -> dict[str, float]:
    """All numbers that have no labels, by name."""
    answer = Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    samples = [sample for family in families for sample in family.samples]
    return {sample.name: sample.value for sample in samples if not sample.labels}


def of_desk() -> dict[str, float]:
    beginning = "helpdesk_desk_"
    return {
        name.removeprefix(beginning): value
        for name, value in told().items()
        if name.startswith(beginning)
    }


QUIET = {
    "waiting_chats": 0,
    "longest_wait_seconds": 0,
    "active_chats": 0,
    "agents_online": 0,
    "free_slots": 0,
    "tickets_owed": 0,
    "mails_owed": 0,
    "mails_given_up": 0,
    "report_days_owed": 0,
    "up": 1,
}


def test_a_quiet_desk_reads_nothing_but_noughts() -> None:
    assert of_desk() == QUIET


def test_whoever_waits_and_whoever_is_there_is_counted() -> None:
    make_chat(1)
    waiting = make_chat(2)
    since = timezone.now() - timedelta(seconds=90)
    Chat.objects.filter(pk=waiting.pk).update(state=State.WAITING, agent=None, queued_at=since)
    set_presence(make_user(1), status=PresenceStatus.ONLINE, capacity=4)

    found = of_desk()

    assert found.pop("longest_wait_seconds") >= 90
    busy = {"waiting_chats": 1, "active_chats": 1, "agents_online": 1, "free_slots": 3}
    assert {name: found[name] for name in busy} == busy


def test_work_that_is_owed_is_counted() -> None:
    owed = make_chat(1)
    close_chat(owed.pk, reason=EndReason.VISITOR)
    given_up = add_comment(make_ticket(2), kind="reply", body="Try again")
    late = add_comment(make_ticket(3), kind="reply", body="Try again")
    Comment.objects.filter(pk__in=[given_up.pk, late.pk]).update(
        send_to="a@uni.example", created_at=timezone.now() - timedelta(days=3)
    )
    Comment.objects.filter(pk=given_up.pk).update(send_tries=SEND_TRIES)
    DirtyMark.objects.all().delete()
    noon = timezone.now().replace(hour=12, minute=0)
    for at in (noon, noon, noon - timedelta(days=1)):
        DirtyMark.objects.create(at=at)

    found = of_desk()

    owing = {"tickets_owed": 1, "mails_owed": 1, "mails_given_up": 1, "report_days_owed": 2}
    assert {name: found[name] for name in owing} == owing


def test_it_is_told_how_long_ago_waiting_chats_were_looked_after() -> None:
    last = timezone.now().timestamp() - 300
    cache.set(SWEEPS, (last, last), timeout=None)

    assert of_desk()["swept_seconds"] >= 300


def test_without_postgresql_the_process_still_tells_of_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(gauges, "loads", away)

    assert of_desk() == {"up": 0}
    assert "helpdesk_messages_stored_total" in told()


def test_a_process_tells_of_its_own_memory_files_and_time() -> None:
    own = {"process_resident_memory_bytes", "process_open_fds", "process_cpu_seconds_total"}

    assert own <= set(told())


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer wrong", f"Token {TOKEN}", "Bearer ä"])
def test_without_the_token_nothing_is_told(sent: str) -> None:
    answer = Client().get("/metrics", headers={"Authorization": sent} if sent else {})

    assert (answer.status_code, answer.content) == (401, b"")


def test_where_no_token_is_set_there_is_nothing_to_read(settings: Settings) -> None:
    settings.METRICS_TOKEN = ""

    answer = Client().get("/metrics", headers={"Authorization": "Bearer "})

    assert answer.status_code == 404
