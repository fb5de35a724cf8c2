"""What a key costs on the queue: bytes on the wire, CPU, and how long it takes."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from statistics import fmean

from bench.figures import Figure, middle
from bench.home import rested
from bench.mail import Aerc
from bench.peers import Newsboat
from bench.processes import spent
from bench.sites import serving
from bench.terminal import Pressed, Terminal
from bench.world import World

_NONE = (None, None, None)
_WIRES: Mapping[str, tuple[float | None, ...]] = {
    "lean": (290.0, 500.0, 4_600.0), "auto": (700.0, 7_000.0, 7_000.0), "full": _NONE,
}  # fmt: skip
"""The goals in bytes by wire profile: j in view, j that scrolls, a page down; `full` is a way out."""
_REST = 0.25
"""Seconds between two single keys: more than those for which a mention that is only passed is not shown."""
_HELD = 12
"""Times a key comes while it is held down."""
_REPEAT = 0.033
"""Seconds between two of those, as most keyboards have it."""
_DOWN = "\x1bOB"
"""The arrow, as a terminal sends it to newsboat."""
_MOVES = ("j in view", "j that scrolls", "half a page down")
_KEYS = ("j", "j", "<C-d>")
"""What makes those moves in ours."""
_ALONE = ("lean", "auto")
"""The profiles measured with the list alone too, as the peers show theirs."""
_Beside = Mapping[str, float | None]


def measure(world: World) -> list[Figure]:
    """Measure moving in the queue with every wire profile, beside readers of feeds and of mail."""
    peers = {name: work(world) for name, work in _PEERS.items() if world.peers.has(name)}
    beside = [dict(zip(peers, each, strict=True)) for each in zip(*peers.values(), strict=True)]
    beside = beside or [{} for _ in _MOVES]
    found: list[Figure] = []
    for wire, goals in _WIRES.items():
        with _dashboard(world, wire) as terminal:
            moved = _moved(terminal, world, _KEYS)
            found += _sizes(wire, moved, goals, beside)
            found += _costs(wire, moved[0]) if goals is not _NONE else []
            found += [Figure(f"j held in view, each, {wire}", _held(terminal), "bytes")]
    for wire in _ALONE:
        with _dashboard(world, wire, layout="list") as terminal:
            moved = _moved(terminal, world, _KEYS)
            found += _sizes(f"{wire}, the list alone", moved, _WIRES[wire], beside)
    return found


@contextmanager
def _dashboard(world: World, wire: str, *, layout: str = "") -> Iterator[Terminal]:
    """Open a long queue with a wire profile, and a layout other than the usual if one is named."""
    home = world.lived_in(world.either(100_000, 1_000), in_queue=1)
    home.settle(wire=wire, layout=layout)
    with home.dashboard() as terminal:
        rested(terminal)
        yield terminal


def _sizes(
    how: str, moved: Iterable[list[Pressed]], goals: Iterable[float | None], beside: Iterable[_Beside]
) -> list[Figure]:
    """Return the bytes of each move, with its goal and what others take."""
    return [
        Figure(f"{name}, {how}", _size(keys), "bytes", goal, theirs)
        for name, keys, goal, theirs in zip(_MOVES, moved, goals, beside, strict=True)
    ]


def _moved(terminal: Terminal, world: World, keys: tuple[str, str, str]) -> list[list[Pressed]]:
    """Press: within the view, beyond its end, and page by page."""
    in_view, scrolling, page = keys
    times = world.either(25, 8)
    terminal.quiet(0.5)
    terminal.press(in_view, rest=_REST)
    inside = [terminal.press(in_view, rest=_REST) for _ in range(min(times, 15))]
    for _ in range(45):
        terminal.press(in_view, rest=0.04)
    return [
        inside,
        [terminal.press(scrolling, rest=_REST) for _ in range(times)],
        [terminal.press(page, rest=_REST) for _ in range(min(times, 20))],
    ]


def _held(terminal: Terminal) -> float:
    """Return the bytes that each j of a dozen takes while it is held down at the top of the list."""
    terminal.press("<HOME>", rest=_REST)
    before = terminal.size
    for _ in range(_HELD):
        terminal.send("j")
        time.sleep(_REPEAT)
    terminal.quiet(_REST)
    return (terminal.size - before) / _HELD


def _size(pressed: Iterable[Pressed]) -> float | None:
    return middle([each.size for each in pressed])


def _costs(wire: str, pressed: list[Pressed]) -> list[Figure]:
    cpu = middle([each.cpu * 1000 for each in pressed])
    late = middle([each.last * 1000 for each in pressed])
    mean = fmean(each.cpu * 1000 for each in pressed)
    return [
        Figure(f"CPU of a j in view, {wire}", cpu, "ms", 4.0),
        Figure(f"the same on average, with what is done ahead, {wire}", mean, "ms"),
        Figure(f"a j in view until its last byte, p50, {wire}", late, "ms", 5.0),
    ]


def _newsboat(world: World) -> list[float | None]:
    """Return newsboat's bytes for the same moves in a list of articles."""
    with serving(1, world.either(1_000, 200)) as feeds:
        boat = Newsboat(world.home())
        boat.settle(feeds.urls())
        spent(boat.reload(), boat.home.env())
        with boat.terminal() as terminal:
            terminal.wait(r"Site 0")
            terminal.send("<ENTER>")
            terminal.wait(r"#\d")
            return [_size(each) for each in _moved(terminal, world, (_DOWN, _DOWN, "<PGDN>"))]


def _aerc(world: World) -> list[float | None]:
    """Return aerc's bytes for the same moves in a list of mails."""
    aerc = Aerc(world.home(), world.either(1_000, 200))
    with aerc.terminal() as terminal:
        terminal.wait(aerc.last)
        return [_size(each) for each in _moved(terminal, world, ("j", "j", "<C-d>"))]


_PEERS: Mapping[str, Callable[[World], list[float | None]]] = {"newsboat": _newsboat, "aerc": _aerc}
