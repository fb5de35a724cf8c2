"""The dashboard's side of collecting: a child process where nobody on this host collects, and only then.

The child's standard input is a pipe from us: however we end, it reads the end of it and ends too. So there is
never a collector without a desk, unless somebody started one on purpose.
"""

import logging
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from desk.lock import is_held

log = logging.getLogger(__name__)

LOOK = 2.0
"""Seconds between two looks whether somebody collects."""
_LONGEST = 60.0
"""Seconds we wait at most before another try with a child that keeps dying."""
_PATIENCE = 10.0
"""Seconds a child may take to end."""


class Child(threading.Thread):
    """Sees to it that somebody collects, for as long as it runs."""

    def __init__(self, command: Sequence[str], lock: Path, *, look: float = LOOK) -> None:
        """Prepare it.

        Args:
            command: What starts a collector that ends with its standard input.
            lock: The lock file of collecting.
            look: Seconds between two looks.
        """
        super().__init__(name="collector's parent", daemon=True)
        self._command = list(command)
        self._lock_file = lock
        self._look = look
        self._wait = look
        self._ending = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        """The child, while there is one."""

    def run(self) -> None:
        """Start a child whenever nobody collects; one that dies is started again, later each time."""
        pause = 0.0
        while not self._ending.wait(pause):
            if self.process is not None and self.process.poll() is None:
                self._wait = self._look
            elif not is_held(self._lock_file):
                self._start()
            pause = self._wait
        self._end()

    def close(self) -> None:
        """End the child, and wait until it has ended."""
        self._ending.set()
        self.join()

    def _start(self) -> None:
        if self.process is not None:
            log.warning("the collector ended with code %s and is started again", self.process.returncode)
            _hang_up(self.process)
            self._wait = min(self._wait * 2, _LONGEST)
        self.process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _end(self) -> None:
        if self.process is None:
            return
        _hang_up(self.process)
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _hang_up(process: "subprocess.Popen[bytes]") -> None:
    """Close our end of the child's standard input."""
    if process.stdin:
        process.stdin.close()


@contextmanager
def collecting(command: Sequence[str], lock: Path) -> Iterator[Child]:
    """See to it that somebody collects while the block runs."""
    child = Child(command, lock)
    child.start()
    try:
        yield child
    finally:
        child.close()
