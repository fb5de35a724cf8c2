"""Whether keys answer while hundreds of feeds are read for the first time."""

import time

from bench.figures import Figure, middle, ratio, share
from bench.home import CURSOR
from bench.processes import TooSlow, until
from bench.sites import Feeds, serving
from bench.terminal import Terminal
from bench.world import World


def measure(world: World) -> list[Figure]:
    """Press j and k with nothing going on, then with a collector of the dashboard's own reading all feeds."""
    with serving(world.either(500, 40), world.either(50, 10)) as feeds:
        rounds = [_round(world, feeds) for _ in range(world.either(3, 1))]
    idle = [each for calm, _, _ in rounds for each in calm]
    cold = [each for _, busy, _ in rounds for each in busy]
    asked = middle([each for _, _, each in rounds])
    rest, busy = share(idle, 0.99), share(cold, 0.99)
    note = (
        f"p50 {middle(idle) or 0:.1f} → {middle(cold) or 0:.1f} ms, "
        f"p99 {rest or 0:.1f} → {busy or 0:.1f} ms; {asked or 0:.0f} feeds were asked meanwhile"
    )
    return [
        Figure(f"key p99 while {feeds.feeds} feeds refresh cold", ratio(busy, rest), "× idle", 1.5, {}, note)
    ]


def _round(world: World, feeds: Feeds) -> tuple[list[float], list[float], float]:
    """Return milliseconds at rest, milliseconds while feeds are read, and how many were asked meanwhile."""
    home, times = world.lived_in(1_000, in_queue=1, own=True), world.either(60, 15)
    with home.dashboard() as terminal:
        calm = _pressed(terminal, times)
    feeds.forget()
    home.settle(feeds.urls())
    with home.dashboard() as terminal:
        until(lambda: feeds.requests() > 0, "the first feed to be asked", look=0.05)
        before = feeds.requests()
        busy = _pressed(terminal, times)
        asked = feeds.requests() - before
    if not asked:
        raise TooSlow("no feed was asked while keys were pressed")
    return calm, busy, asked


def _pressed(terminal: Terminal, times: int) -> list[float]:
    """Press keys off the top of the queue, and return the milliseconds until each moved the cursor."""
    found = []
    terminal.wait(r"Matter \d")
    for _ in range(3):
        terminal.press("j")
    for number in range(times):
        time.sleep(0.05)
        found.append(terminal.moves("jk"[number % 2], CURSOR) * 1000)
    return found
