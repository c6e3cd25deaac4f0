"""A wish to stop, noticed only where the program waits: never between a start and its record."""

import signal
import time
from types import FrameType

WISHES = {
    signal.SIGINT: "Ctrl-C",
    signal.SIGTERM: "SIGTERM",
    signal.SIGHUP: "the terminal was closed",
}


class Stopped(Exception):
    """Somebody wishes the desk to stop; the message says how it was said."""


class StopRequest:
    """Listens from its creation on. A wish repeated while stopping changes nothing."""

    def __init__(self) -> None:
        self.wish: str | None = None
        for number in WISHES:
            # Under nohup the end of the terminal is ignored, and stays so.
            if signal.getsignal(number) is not signal.SIG_IGN or number is not signal.SIGHUP:
                signal.signal(number, self._note)

    def pause(self, seconds: float) -> None:
        """Sleeps; raises Stopped as soon as somebody wishes to stop."""
        end = time.monotonic() + seconds
        while True:
            if self.wish:
                raise Stopped(self.wish)
            left = end - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(left, 0.1))

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.wish = self.wish or WISHES[signal.Signals(number)]
