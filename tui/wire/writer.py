"""Sends to the terminal, what it does not take at once in a thread: one that reads slowly holds up no key."""

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
        self._direct = _opened(fileno)
        self._given: SimpleQueue[bytes | None] = SimpleQueue()
        """What to send; None to ask for it, when all that was given before has gone out."""
        self._gives = self._sends = 0
        """How often something was given, and how much of that is done: the second only the thread counts."""
        self._giving = Lock()
        self._asks, self._going = False, True

    def call(self) -> None:
        """Say that there is something new to be sent.

        Who rests is given it, but for what the terminal takes at once: where it has just been painted, it is
        found out and sent in half the time. Who still sends asks afterwards, so that of all that is painted
        meanwhile only the last is sent.
        """
        with self._giving:
            if self._gives == self._sends:
                if left := self._sent_at_once(_bytes(self._ask())):
                    self._give(left)
            elif not self._asks:
                self._asks = True
                self._give(None)

    def _sent_at_once(self, data: bytes) -> bytes:
        """Send what the terminal takes without a wait, and return what is left."""
        if not data or self._direct is None:
            return data
        try:
            return data[os.write(self._direct, data) :]
        except OSError:  # it is full, or gone: the thread finds out which
            return data

    def _give(self, said: bytes | None) -> None:
        self._gives += 1
        self._given.put(said)

    def run(self) -> None:
        """Send until told to stop, or until the terminal is gone."""
        while self._going or self._gives != self._sends:
            said = self._given.get()
            if said is None:
                self._asks = False
                said = _bytes(self._ask())
            try:
                self._send(said)
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
        with self._giving:
            if self._direct is not None:
                os.close(self._direct)
                self._direct = None


def _bytes(said: str) -> bytes:
    return said.encode(errors="replace")


def _opened(fileno: int) -> int | None:
    """Open a terminal once more, so as to write to it without ever waiting; None where that cannot be.

    The file that is open already may be others' as well, who would not expect it to take no more.
    """
    with suppress(OSError):
        return os.open(os.ttyname(fileno), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    return None
