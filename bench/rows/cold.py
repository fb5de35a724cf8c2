"""Whether keys answer while hundreds of feeds are read for the first time."""

import time

from bench.figures import Figure, middle, ratio, share
from bench.home import Home
from bench.sites import Feeds, serving
from bench.terminal import Terminal
from bench.world import World


def measure(world: World) -> list[Figure]:
    """Press j and k with nothing going on, then with a collector of the dashboard's own reading all feeds."""
    with serving(world.either(500, 40), world.either(50, 10)) as feeds:
        rounds = [_round(world, feeds) for _ in range(world.either(3, 1))]
    idle = [each for calm, _ in rounds for each in calm]
    cold = [each for _, busy in rounds for each in busy]
    rest, busy = share(idle, 0.99), share(cold, 0.99)
    note = (
        f"p50 {middle(idle) or 0:.1f} → {middle(cold) or 0:.1f} ms, p99 {rest or 0:.1f} → {busy or 0:.1f} ms"
    )
    return [
        Figure(f"key p99 while {feeds.feeds} feeds refresh cold", ratio(busy, rest), "× idle", 1.5, {}, note)
    ]


def _round(world: World, feeds: Feeds) -> tuple[list[float], list[float]]:
    home = world.lived_in(1_000, in_queue=1, own=True)
    home.settle()
    calm = _pressed(home, world.either(60, 15))
    feeds.forget()
    home.settle(feeds.urls())
    return calm, _pressed(home, world.either(60, 15))


def _pressed(home: Home, times: int) -> list[float]:
    """Open the dashboard, press keys off the top, and return the milliseconds to each answer's first byte."""
    with home.dashboard() as terminal:
        terminal.wait(r"Matter \d")
        for _ in range(3):
            terminal.press("j")
        return [each for number in range(times) if (each := _first(terminal, "jk"[number % 2])) is not None]


def _first(terminal: Terminal, key: str) -> float | None:
    time.sleep(0.05)
    first = terminal.press(key, rest=0.01).first
    return None if first is None else first * 1000
