"""How soon the first mention is in the store after a start."""

import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from bench.figures import Figure, middle, ratio
from bench.home import Home
from bench.peers import NOT_THERE, Newsboat
from bench.processes import TooSlow, until
from bench.sites import Feeds, serving
from bench.world import World, in_turn

_TRIES = 10


def measure(world: World) -> list[Figure]:
    """Measure from the start of the process, with nothing stored."""
    with serving(world.either(500, 40), world.either(50, 10)) as feeds:
        works = {"amends": lambda: _ours(world.home(), feeds)}
        if world.peers.has("newsboat"):
            works["newsboat"] = lambda: _theirs(lambda: Newsboat(world.home()), feeds)
        found = {name: middle(values) for name, values in in_turn(world.rounds, works).items()}
    ours, theirs = found["amends"], found.get("newsboat")
    note = f"amends {ours:.2f} s" + (f", newsboat {theirs:.2f} s" if theirs else f"; newsboat: {NOT_THERE}")
    return [
        Figure("first new mention in the store", ratio(ours, theirs), "× newsboat's seconds", 0.5, {}, note)
    ]


def _ours(home: Home, feeds: Feeds) -> float:
    home.settle(feeds.urls())
    return _timed(home.amends("collect"), home, lambda: home.kept() > 0)


def _theirs(new: Callable[[], Newsboat], feeds: Feeds) -> float:
    """Measure newsboat; looked at just as it makes its cache it gives up at once, so it is tried again."""
    for _ in range(_TRIES):
        with suppress(TooSlow):
            return _reloaded(new(), feeds)
    raise TooSlow("newsboat has ended without a first item, each time")


def _reloaded(boat: Newsboat, feeds: Feeds) -> float:
    boat.settle(feeds.urls())
    return _timed(boat.reload(), boat.home, lambda: boat.items() > 0)


def _timed(command: Sequence[str], home: Home, there: Callable[[], bool]) -> float:
    """Return the seconds from a command's start until something is there; the command is ended then."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=home.env(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: there() or process.poll() is not None, "the first item", look=0.005)
        if not there():
            raise TooSlow("it has ended without a first item")
        return time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait()
