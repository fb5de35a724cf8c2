"""A bad line: two kilobytes a second, everything a third of a second late."""

from bench.figures import Figure, middle
from bench.terminal import Line, Pressed, Terminal
from bench.world import World

_LINE = Line(rate=2_000, delay=0.3)
_KEYS = (("j", "j", 5), ("k", "k", 5), ("half a page down", "<C-d>", 3), ("open a case", "<ENTER>", 1),
         ("back to the queue", "<ESC>", 1))  # fmt: skip


def measure(world: World) -> list[Figure]:
    """Measure until the screen stands, with the lean profile."""
    home = world.lived_in(1_000, in_queue=1, own=True)
    home.settle(wire="lean")
    with home.dashboard(line=_LINE) as terminal:
        came = terminal.wait(r"Matter \d", 90)
        terminal.quiet(1.0)
        first = terminal.size
        found = [(what, [_press(terminal, key) for _ in range(times)]) for what, key, times in _KEYS]
    start = Figure("until the queue is there", came, "s", None, {}, f"{first:,} bytes")
    return [start, *(_figure(what, pressed) for what, pressed in found)]


def _press(terminal: Terminal, key: str) -> Pressed:
    return terminal.press(key, rest=0.8, most=60)


def _figure(what: str, pressed: list[Pressed]) -> Figure:
    seconds = middle([each.last for each in pressed])
    size = middle([each.size for each in pressed])
    return Figure(what, seconds, "s", None, {}, f"{size or 0:,.0f} bytes")
