"""A queue of many rows: what the dashboard pays when rows come, change, or all change place."""

from collections.abc import Callable
from datetime import UTC, datetime

from bench.casebook import documents
from bench.figures import Figure, middle
from bench.terminal import Terminal
from bench.world import World
from casebook.store.store import Store

Ready = Callable[[], None]
"""To be called when the change is about to be there: from then on the dashboard's CPU is counted."""
Write = Callable[[Store, int, Ready], None]


def measure(world: World) -> list[Figure]:
    """Measure the dashboard's own CPU from a change in the store until the screen stands."""
    rows = world.either(100_000, 1_000)
    home = world.lived_in(rows, in_queue=1, own=True)
    store = home.store()
    try:
        with home.dashboard() as terminal:
            terminal.wait(r"Matter \d")
            found = [_figure(terminal, store, world, each) for each in _CHANGES]
    finally:
        store.close()
    return found


def _figure(
    terminal: Terminal,
    store: Store,
    world: World,
    change: tuple[str, float, Write, int],
) -> Figure:
    what, goal, write, most = change
    found, before = list[float](), list[float]()
    for number in range(min(world.rounds, most)):
        terminal.quiet(0.6)
        write(store, number, lambda: before.append(terminal.cpu()))
        terminal.quiet(0.6)
        found.append((terminal.cpu() - before[-1]) * 1000)
    return Figure(what, middle(found), "ms CPU", goal)


def _insert(store: Store, count: int, *, top: bool) -> None:
    number, now = store.mentions.top() + 10_000_000, datetime.now(UTC)
    some = list(documents(number, number + count, in_queue=1, now=now))
    for each in some:
        each["rank"] = 1 if top else 10**15
    store.mentions.insert_multiple(some)


def _on_top(store: Store, _: int, ready: Ready) -> None:
    ready()
    _insert(store, 1, top=True)


def _at_the_end(store: Store, _: int, ready: Ready) -> None:
    ready()
    _insert(store, 1_000, top=False)


def _one(store: Store, number: int, ready: Ready) -> None:
    ready()
    with store.act("bench", "bench.changed", datetime.now(UTC)):
        store.mentions.update({"voices": number + 2}, doc_ids=[1])


def _all(store: Store, number: int, ready: Ready) -> None:
    """Give every row another rank, all at once."""
    by, engine = (-1) ** number, store.engine
    with store.batch(), engine.witnessed(_Nobody()):
        for each in range(1, store.mentions.top() + 1):
            document = engine.fetch("mentions", each)
            if document is not None and document["rank"] is not None:
                engine.put("mentions", each, {**document, "rank": document["rank"] + by})
        ready()


class _Nobody:
    """Notes nothing: a log of all of it would take minutes, and no dashboard reads it."""

    def note(self, table: str, number: int, was: object, now: object) -> None:
        """Take nothing down."""

    def mark(self) -> int:
        """Return a mark."""
        return 0

    def forget(self, mark: int) -> None:
        """Forget nothing."""


_CHANGES = (
    ("insert on top", 15.0, _on_top, 5),
    ("append 1,000", 15.0, _at_the_end, 5),
    ("one update", 4.0, _one, 5),
    ("re-prioritise all", 100.0, _all, 1),
)
