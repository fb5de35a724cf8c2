"""The dashboard's side of collecting: a child process where nobody on this host collects, and only then.

The child's standard input is a pipe from us: however we end, it reads the end of it and ends too. So there is
never a collector without a desk, unless somebody started one on purpose.
"""

import logging
import os
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from os import SEEK_END
from pathlib import Path
from tempfile import TemporaryFile
from time import sleep
from typing import IO

from desk.errors import DeskError
from desk.lock import is_held
from sources.text import clean_line

log = logging.getLogger(__name__)

LOOK = 2.0
"""Seconds between two looks whether somebody collects."""
_LONGEST = 60.0
"""Seconds we wait at most before another try with a child that keeps dying."""
_WORDS = 500
"""Bytes of a child's last words that are told."""
_PATIENCE = 10.0
"""Seconds a child may take to end."""
_MODEST = 5
"""How much nicer than we a child is: where all cores are taken a key goes first, and a quarter is its own."""
_ASKED, _TENTH = 10, 0.1
"""How often less is asked for, and the seconds in between."""


class Child(threading.Thread):
    """Sees to it that somebody collects, for as long as it runs."""

    def __init__(self, command: Sequence[str], lock: Path, *, look: float = LOOK, after: float = 0.0) -> None:
        """Prepare it.

        Args:
            command: What starts a collector that ends with its standard input.
            lock: The lock file of collecting.
            look: Seconds between two looks.
            after: Seconds before the first one.
        """
        super().__init__(name="collector's parent", daemon=True)
        self._command = list(command)
        self._lock_file = lock
        self._look = look
        self._wait = look
        self._after = after
        self._ending = threading.Event()
        self._said: IO[bytes] | None = None
        self.process: subprocess.Popen[bytes] | None = None
        """The child, while there is one."""

    def run(self) -> None:
        """Start a child whenever nobody collects; one that dies is started again, later each time."""
        pause = self._after
        while not self._ending.wait(pause):
            if self.process is not None and self.process.poll() is None:
                self._wait = self._look
            else:
                self._see_to_it()
            pause = self._wait
        self._end()

    def close(self) -> None:
        """End the child, and wait until it has ended."""
        self._ending.set()
        self.join()

    def _see_to_it(self) -> None:
        """Start a child where nobody collects; what is in the way now may be gone at the next look."""
        try:
            if not is_held(self._lock_file):
                self._start()
        except (OSError, DeskError) as error:
            log.error("the collector cannot be started: %s", error)
            self._wait = min(self._wait * 2, _LONGEST)

    def _start(self) -> None:
        if self.process is not None:
            self._tell_its_end(self.process)
            self._wait = min(self._wait * 2, _LONGEST)
        self._said = self._said or TemporaryFile()  # noqa: SIM115  # closed when the thread ends
        self._said.seek(0)
        self._said.truncate()
        self.process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._said,
            start_new_session=True,
        )
        _give_way(self.process.pid)

    def _tell_its_end(self, process: "subprocess.Popen[bytes]") -> None:
        """Tell the log how a child ended, with its last words, and let go of it."""
        self.process = None
        _hang_up(process)
        code, words = process.returncode, self._last_words()
        log.error("the collector ended with code %s and is started again: %s", code, words)

    def _last_words(self) -> str:
        if self._said is None:
            return ""
        self._said.seek(max(0, self._said.seek(0, SEEK_END) - _WORDS))
        return clean_line(self._said.read().decode("utf-8", "replace"))

    def _end(self) -> None:
        if self._said is not None:
            self._said.close()
        if self.process is not None:
            _hang_up(self.process)
            _wait_for(self.process)


def _give_way(pid: int) -> None:
    """Have a process, and all it starts, wait behind whoever sits at a dashboard.

    Linux shares the cores between sessions first (sched_autogroup), and then niceness alone says nothing
    between ours and the child's.
    """
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, pid, min(os.getpriority(os.PRIO_PROCESS, 0) + _MODEST, 19))
    with suppress(OSError):  # another system, or one that shares among processes alone
        _shared_less(Path(f"/proc/{pid}/autogroup"))


def _shared_less(session: Path) -> None:
    """Give a session less of the cores; Linux lets people say so ten times a second, all together."""
    for _ in range(_ASKED):
        try:
            session.write_text(f"{_MODEST}")
        except BlockingIOError:
            sleep(_TENTH)
        else:
            return


def _hang_up(process: "subprocess.Popen[bytes]") -> None:
    """Close our end of the child's standard input."""
    if process.stdin:
        process.stdin.close()


def _wait_for(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def collecting(command: Sequence[str], lock: Path, *, after: float = 0.0) -> Iterator[Child]:
    """See to it that somebody collects while the block runs, but for some seconds at first."""
    child = Child(command, lock, after=after)
    child.start()
    try:
        yield child
    finally:
        child.close()
