"""Sends to the terminal in a thread of its own, so that a terminal that reads slowly holds up no key."""

import os
import select
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread

PATIENCE = 10.0
"""Seconds that the last words may take; then they are given up, and whoever waits is let go."""


class Writer(Thread):
    """Asks what is to be sent, sends it, and asks again when it has gone out."""

    def __init__(self, fileno: int, ask: Callable[[], str]) -> None:
        super().__init__(daemon=True, name="thin-wire")
        self._fileno = fileno
        self._ask = ask
        self._calls: SimpleQueue[bool] = SimpleQueue()  # may be put to from a signal handler
        self._called = False

    def call(self) -> None:
        """Say that there is something new to be sent."""
        if not self._called:
            self._called = True
            self._calls.put(True)

    def run(self) -> None:
        """Send until told to stop, or until the terminal is gone."""
        going = True
        while going:
            going = self._calls.get()
            self._called = False
            try:
                self._send(self._ask().encode(errors="replace"))
            except OSError:
                return

    def _send(self, data: bytes) -> None:
        while data:
            select.select([], [self._fileno], [])
            with suppress(BlockingIOError):  # somebody else has filled it since
                data = data[os.write(self._fileno, data) :]

    def stop(self) -> None:
        """Send what is left, and stop."""
        self._calls.put(False)
        self.join(PATIENCE)
