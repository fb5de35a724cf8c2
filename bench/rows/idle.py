"""What it costs when nothing happens, and what it holds in memory."""

import subprocess
import time
from datetime import UTC, datetime

from bench.figures import Figure, middle
from bench.home import rested
from bench.processes import memory, settled, tree
from bench.sites import serving
from bench.terminal import Terminal
from bench.world import World


def quiet(world: World) -> list[Figure]:
    """Measure a dashboard nobody touches, between two turns of the minute."""
    with world.lived_in(world.either(100_000, 1_000)).dashboard() as terminal:
        rested(terminal)
        terminal.quiet(0.5)
        found = [_second_by_second(terminal, world.either(10, 4)) for _ in range(world.either(3, 1))]
    sizes, cpu = zip(*found, strict=True)
    return [
        Figure("bytes while idle", middle(list(sizes)), "bytes/s", 0.0),
        Figure("CPU while idle", middle(list(cpu)), "ms/s", 2.0),
    ]


def _second_by_second(terminal: Terminal, seconds: int) -> tuple[float, float]:
    """Return bytes and CPU milliseconds a second, measured where no minute turns."""
    while datetime.now(UTC).second + seconds > 57 or datetime.now(UTC).second < 2:
        time.sleep(0.5)
    size, cpu = terminal.size, terminal.cpu()
    time.sleep(seconds)
    return (terminal.size - size) / seconds, (terminal.cpu() - cpu) * 1000 / seconds


def held(world: World) -> list[Figure]:
    """Measure the memory of a dashboard over a great store, and of a collector with many feeds."""
    stored = world.either(1_000_000, 10_000)
    with world.lived_in(stored).dashboard() as terminal:
        rested(terminal)
        terminal.quiet(0.5)
        before = terminal.memory()
        for _ in range(world.either(200, 20)):
            terminal.press("<C-d>", rest=0.03)
        after = terminal.memory()
    return [
        Figure(f"dashboard over {stored:,} stored", before, "MB", 70.0),
        Figure("the same after many pages down", after, "MB", 70.0),
        _collecting(world),
    ]


def _collecting(world: World) -> Figure:
    """Measure a collector that has all feeds read once, the child that parses apart."""
    feeds_many, items = world.either(500, 40), world.either(5, 3)
    home = world.home()
    with serving(feeds_many, items) as feeds:
        home.settle(feeds.urls())
        process = subprocess.Popen(home.amends("collect"), env=home.env())
        try:
            feeds.all_asked()
            settled(lambda: tree(process.pid))
            parser = [memory(each) for each in tree(process.pid) if each != process.pid]
            note = f"and {sum(parser):.0f} MB in the process that parses"
            return Figure(f"collector of {feeds_many} feeds", memory(process.pid), "MB", 90.0, {}, note)
        finally:
            process.terminate()
            process.wait()
