"""A million mentions: what one does all day, over the greatest store."""

import re

from bench.figures import Figure, middle, missing, share
from bench.home import rested
from bench.terminal import Pressed, Terminal
from bench.world import World


def measure(world: World) -> list[Figure]:
    """Measure filtering, opening, the history and moving, in bytes, CPU and milliseconds."""
    stored = world.either(1_000_000, 10_000)
    home = world.lived_in(stored)
    with home.dashboard() as terminal:
        rested(terminal)
        terminal.quiet(0.5)
        moved = [terminal.press("j") for _ in range(20)]
        found = [_figure("j", moved)]
        found += [_figure("open a case", [_stands(terminal, "<ENTER>")])]
        found += [_figure("its customer's history", [_stands(terminal, "u")])]
        terminal.press("<ESC>")
        terminal.press("<ESC>")
        terminal.quiet(0.5)
        found += _filtered(terminal)
    return found


def _stands(terminal: Terminal, key: str) -> Pressed:
    return terminal.press(key, rest=0.8)


def _filtered(terminal: Terminal) -> list[Figure]:
    before = terminal.lines()
    terminal.press("/", rest=0.3)
    if terminal.lines() == before or any(re.search("no key|unknown", line) for line in terminal.lines()[-2:]):
        return [missing("a keystroke of the filter", "there is no filter yet", unit="ms")]
    typed = [terminal.press(each, rest=0.25) for each in "refund"]
    terminal.press("<ESC>")
    return [_figure("a keystroke of the filter", typed)]


def _figure(what: str, pressed: list[Pressed]) -> Figure:
    last = [each.last * 1000 for each in pressed]
    size, cpu = middle([each.size for each in pressed]), middle([each.cpu * 1000 for each in pressed])
    note = f"p95 {share(last, 0.95) or 0:.0f} ms, {size or 0:,.0f} bytes, {cpu or 0:.0f} ms CPU"
    return Figure(what, middle(last), "ms until it stands", None, {}, note)
