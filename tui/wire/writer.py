"""Sends to the terminal in a thread of its own, so that a terminal that reads slowly holds up no key."""

import os
import select
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Thread

PATIENCE = 10.0
"""Seconds that the last words may take; then they are given up, and whoever waits is let go."""


class Writer(Thread):
    """Sends what is to be sent, and asks again when it has gone out."""

    def __init__(self, fileno: int, ask: Callable[[], str]) -> None:
        super().__init__(daemon=True, name="thin-wire")
        self._fileno = fileno
        self._ask = ask
        self._given: SimpleQueue[str | None] = SimpleQueue()
        """What to send; None to ask for it, when all that was given before has gone out."""
        self._gives = self._sends = 0
        """How often something was given, and how much of that is done: the second only the thread counts."""
        self._giving = Lock()
        self._asks, self._going = False, True

    def call(self) -> None:
        """Say that there is something new to be sent.

        Who rests is given it: where it has just been painted, it is found out in half the time. Who still
        sends asks afterwards, so that of all that is painted meanwhile only the last is sent.
        """
        with self._giving:
            if self._gives == self._sends:
                if said := self._ask():
                    self._give(said)
            elif not self._asks:
                self._asks = True
                self._give(None)

    def _give(self, said: str | None) -> None:
        self._gives += 1
        self._given.put(said)

    def run(self) -> None:
        """Send until told to stop, or until the terminal is gone."""
        while self._going or self._gives != self._sends:
            said = self._given.get()
            if said is None:
                self._asks = False
                said = self._ask()
            try:
                self._send(said.encode(errors="replace"))
            except OSError:
                return
            self._sends += 1

    def _send(self, data: bytes) -> None:
        while data:
            select.select([], [self._fileno], [])
            with suppress(BlockingIOError):  # somebody else has filled it since
                data = data[os.write(self._fileno, data) :]

    def stop(self) -> None:
        """Send what is left, and stop."""
        with self._giving:
            self._going = False
            self._give(None)
        self.join(PATIENCE)
