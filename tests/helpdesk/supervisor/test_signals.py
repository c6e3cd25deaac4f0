import os
import signal
from collections.abc import Iterator

import pytest

from helpdesk.supervisor.signals import WISHES, Stopped, StopRequest


@pytest.fixture(autouse=True)
def same_handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in WISHES}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize(("number", "words"), WISHES.items())
def test_a_wish_to_stop_ends_a_pause(number: signal.Signals, words: str) -> None:
    request = StopRequest()
    os.kill(os.getpid(), number)

    with pytest.raises(Stopped, match=words):
        request.pause(60)


def test_only_the_first_wish_counts() -> None:
    request = StopRequest()
    os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGINT)

    assert request.wish == "SIGTERM"


def test_without_a_wish_a_pause_ends_by_itself() -> None:
    request = StopRequest()
    request.pause(0.01)

    assert request.wish is None


def test_under_nohup_the_end_of_the_terminal_is_ignored() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    request = StopRequest()
    os.kill(os.getpid(), signal.SIGHUP)

    assert request.wish is None
