"""Processes for stories that need more than one: started for real, and ended whatever happens."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 120.0
"""Seconds until a condition must have come true; only a broken program takes so long."""

QUIET = 0.5
"""Seconds without anything new after which nothing more is taken to come."""


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait for a condition."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"still waiting: {what}")
        time.sleep(0.01)


def rests(process: int, look: Callable[[], object]) -> None:
    """Wait until for a while a process has had nothing to do, and what one sees of it stayed the same."""
    seen, since = look(), time.monotonic()

    def still() -> bool:
        nonlocal seen, since
        before, seen = seen, look()
        if seen != before or not asleep(process):
            since = time.monotonic()
        return time.monotonic() - since > QUIET

    until(still, "nothing happens any more")


def asleep(process: int) -> bool:
    """Return whether no thread of a process waits for its turn, which on a busy machine may take long."""
    try:
        stats = [each.read_text(encoding="ascii") for each in Path(f"/proc/{process}/task").glob("*/stat")]
    except (FileNotFoundError, ProcessLookupError):
        return False  # a thread has just ended
    return all(each.rpartition(")")[2].split()[0] not in "RD" for each in stats)


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a responder who lives in a test's folder, whose output is buffered."""
    ours = ("XDG_", "PYTHONUNBUFFERED")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "HOME": str(home), "USER": "dana", "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}


def amends(home: Path, *words: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Run a command of ours to its end."""
    command = [sys.executable, "-m", "tui", *words]
    return subprocess.run(
        command, env=environment(home), input=given, capture_output=True, timeout=300, check=False, cwd=home
    )


@contextmanager
def started(home: Path, *words: str, code: str = "") -> Iterator["subprocess.Popen[bytes]"]:
    """Start a command of ours, or a piece of Python, and kill it in the end."""
    command = [sys.executable, "-c", code, *words] if code else [sys.executable, "-m", "tui", *words]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, env=environment(home), stdin=pipe, stdout=pipe, stderr=pipe, cwd=home)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()
