"""What processes cost: CPU and memory of one, or of a whole tree, from the kernel's own books."""

import os
import re
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path


class TooSlow(Exception):
    """Something awaited did not come; the message says what."""


def tree(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    waiting, found = [pid], []
    while waiting:
        each = waiting.pop()
        found.append(each)
        with suppress(OSError):
            for thread in Path(f"/proc/{each}/task").iterdir():
                waiting += map(int, (thread / "children").read_text().split())
    return found


def cpu(*pids: int) -> float:
    """Return the CPU seconds these processes have used so far, to the nanosecond."""
    total = 0.0
    for each in pids:
        with suppress(OSError):  # it has ended meanwhile
            total += time.clock_gettime((~each << 3) | 2)
    return total


def whole_cpu(pid: int) -> float:
    """Return the CPU seconds a process and all it has started used so far, with those that have ended."""
    found = tree(pid)
    return cpu(*found) + sum(map(_ended, found))


def _ended(pid: int) -> float:
    """Return the CPU seconds of a process's children that have ended, to the kernel's tick."""
    with suppress(OSError):
        times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[13:15]
        return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")
    return 0.0


def memory(*pids: int) -> float:
    """Return the resident memory of these processes, in MB."""
    total = 0
    for each in pids:
        with suppress(OSError):
            status = Path(f"/proc/{each}/status").read_text()
            found = re.search(r"VmRSS:\s+(\d+)", status)
            total += int(found[1]) if found else 0
    return total / 1024


def spent(command: Sequence[str], env: Mapping[str, str], *, fine: tuple[int, ...] = (0,)) -> float:
    """Run a command to its end and return the CPU seconds it and its children used.

    Raises:
        TooSlow: It ended with another code; the message tells its last words.
    """
    with subprocess.Popen(
        command, env=dict(env), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in fine:
        raise TooSlow(f"{command[0]} ended with {process.returncode}: {said.decode(errors='replace')[-300:]}")
    return usage.ru_utime + usage.ru_stime


def until(condition: Callable[[], bool], what: str, seconds: float = 120.0, look: float = 0.01) -> None:
    """Wait for a condition.

    Raises:
        TooSlow: It did not come true in time.
    """
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TooSlow(f"waited {seconds:g} s for {what}")
        time.sleep(look)


def settled(pids: Callable[[], Sequence[int]], seconds: float = 0.6, most: float = 120.0) -> None:
    """Wait until processes hardly use the CPU any more for so many seconds.

    Raises:
        TooSlow: They went on working.
    """
    end = time.monotonic() + most
    while time.monotonic() < end:
        before = cpu(*pids())
        time.sleep(seconds)
        if cpu(*pids()) - before < 0.02 * seconds:
            return
    raise TooSlow(f"still working after {most:g} s")
