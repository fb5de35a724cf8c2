"""A thousand mentions a second: what the dashboard costs, and whether keys still answer."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.casebook import documents
from bench.figures import Figure, middle, ratio, share
from bench.home import CURSOR, TOP, rested
from bench.processes import TooSlow, until
from bench.terminal import Terminal
from bench.world import World
from casebook.store.store import Store
from desk.ourselves import HERE

_RATE = 1_000
_TOGETHER = 50
"""Mentions in one transaction: twenty commits a second."""


def measure(world: World) -> list[Figure]:
    """Measure following what comes, and with the cursor elsewhere."""
    home = world.lived_in(1_000, in_queue=1, own=True)
    home.settle(wire="lean")
    with home.dashboard() as terminal:
        rested(terminal)
        terminal.quiet(0.5)
        idle = _keys(terminal, world)
        terminal.send("<HOME>")
        seconds = world.either(10, 3)
        with _stream(home.place) as store:
            begun, before = time.monotonic(), store.mentions.top()
            terminal.press("<C-f>")
            following = _followed(terminal, seconds)
            pressed = _keys(terminal, world)
            for _ in range(5):
                terminal.press("j")
            away = _load(terminal, seconds)
            rate = (store.mentions.top() - before) / (time.monotonic() - begun)
    return [*_figures(idle, pressed), *_loads(following, away), _came(rate)]


def _came(rate: float) -> Figure:
    note = "" if rate > 0.9 * _RATE else "the machine could not bring what the row is called after"
    return Figure("mentions that really came", rate, "a second", None, {}, note)


def _figures(idle: list[float], pressed: list[float]) -> list[Figure]:
    rest, busy, worst = middle(idle), middle(pressed), max(pressed)
    note = f"idle {rest or 0:.1f} ms, under load {busy or 0:.1f} ms"
    return [
        Figure("key p50 while 1,000/s arrive", ratio(busy, rest), "× idle", 1.5, {}, note),
        Figure("the worst key of all", worst, "ms", 75.0),
        Figure("key p95", share(pressed, 0.95), "ms"),
    ]


def _loads(following: tuple[float, float], away: tuple[float, float]) -> list[Figure]:
    return [
        Figure("CPU, following the newest", following[1], "% of a core", 10.0),
        Figure("bytes, following the newest", following[0], "bytes/s", 20_000.0),
        Figure("CPU, cursor off the top", away[1], "% of a core"),
        Figure("bytes, cursor off the top", away[0], "bytes/s", 1_000.0),
    ]


def _keys(terminal: Terminal, world: World) -> list[float]:
    """Press j and k and return the milliseconds until each has moved the cursor."""
    found = []
    for number in range(world.either(100, 20)):
        found.append(terminal.moves("jk"[number % 2], CURSOR) * 1000)
        time.sleep(0.05)
    return found


def _followed(terminal: Terminal, seconds: int) -> tuple[float, float]:
    """Return what it costs to follow the newest.

    Raises:
        TooSlow: It is not followed.
    """
    terminal.lines()
    top = terminal.screen.found(TOP)
    found = _load(terminal, seconds)
    terminal.lines()
    if terminal.screen.found(TOP) == top:
        raise TooSlow(f"{top} still stands on top: nothing is followed")
    return found


def _load(terminal: Terminal, seconds: int) -> tuple[float, float]:
    """Return bytes a second, and the per cent of a core, of a dashboard nobody touches."""
    size, cpu = terminal.size, terminal.cpu()
    time.sleep(seconds)
    return (terminal.size - size) / seconds, (terminal.cpu() - cpu) * 100 / seconds


@contextmanager
def _stream(place: Path) -> Iterator[Store]:
    """Let mentions come in from a process of their own while the block runs; lend the store they come to."""
    command = [sys.executable, "-m", "bench.rows.stream", str(place)]
    before = Store(place)
    top = before.mentions.top()
    process = subprocess.Popen(command, cwd=HERE)
    try:
        until(lambda: before.mentions.top() > top, "the first of the stream")
        yield before
    finally:
        process.kill()
        process.wait()
        before.close()


def pour(place: Path) -> None:
    """Write a thousand mentions a second, until killed; what cannot be kept up with is left out."""
    store = Store(place)
    number, due = store.mentions.top() + 1_000_000, time.monotonic()
    while True:
        some = documents(number, number + _TOGETHER, in_queue=1, now=datetime.now(UTC))
        store.mentions.insert_multiple(some)
        number, due = number + _TOGETHER, due + _TOGETHER / _RATE
        time.sleep(max(0.0, due - time.monotonic()))


if __name__ == "__main__":
    pour(Path(sys.argv[1]))
