"""A queue of many rows: what the dashboard pays when rows come, change, or all change place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from tinydb import where

from bench.casebook import documents
from bench.figures import Figure, middle
from bench.home import rested
from bench.processes import TooSlow, settled
from bench.terminal import Terminal
from bench.world import World
from casebook.kinds import Lane
from casebook.store.store import Store

Ready = Callable[[], None]
"""To be called when the change is about to be there: from then on the dashboard's CPU is counted."""
Write = Callable[[Store, int, Ready], None]


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to the queue."""

    what: str
    goal: float | None
    write: Write
    most: int = 5
    """How often at most."""
    shows: bool = True
    """Whether the screen must tell of it: what is not noticed costs nothing, and is no figure."""


def measure(world: World) -> list[Figure]:
    """Measure the dashboard's own CPU from a change in the store until the screen stands."""
    rows = world.either(100_000, 1_000)
    home = world.lived_in(rows, in_queue=1, own=True)
    store = home.store()
    try:
        with home.dashboard() as terminal:
            rested(terminal)
            found = [_figure(terminal, store, world, each) for each in _CHANGES]
    finally:
        store.close()
    return found


def _figure(
    terminal: Terminal,
    store: Store,
    world: World,
    change: Change,
) -> Figure:
    found, before = list[float](), list[float]()
    for number in range(min(world.rounds, change.most)):
        settled(lambda: [terminal.pid])
        size = terminal.size
        change.write(store, number, lambda: before.append(terminal.cpu()))
        settled(lambda: [terminal.pid])
        found.append((terminal.cpu() - before[-1]) * 1000)
        if change.shows and terminal.size == size:
            raise TooSlow(f"{change.what}: nothing of it was shown")
    return Figure(change.what, middle(found), "ms CPU", change.goal)


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
    _heard_again(store, 1, number)


def _one_in_view(store: Store, number: int, ready: Ready) -> None:
    (row,) = store.mentions.select(where("lane") == Lane.DESK.value, order="rank", limit=1)
    ready()
    _heard_again(store, row.doc_id, number)


def _heard_again(store: Store, mention: int, number: int) -> None:
    with store.act("bench", "bench.changed", datetime.now(UTC)):
        store.mentions.update({"voices": number + 2}, doc_ids=[mention])


def _all(store: Store, _: int, ready: Ready) -> None:
    """Turn the whole queue round, all at once: what was last is first."""
    queue, engine = where("rank") >= 0, store.engine
    first, last = (store.mentions.select(queue, order=each, limit=1)[0]["rank"] for each in ("rank", "-rank"))
    with store.batch():
        with engine.witnessed(_Nobody()):
            for each in range(2, store.mentions.top() + 1):
                _turn(store, each, first + last)
        with store.act("bench", "bench.turned", datetime.now(UTC)):  # one of them stands in the log for all
            _turn(store, 1, first + last)
        ready()


def _turn(store: Store, number: int, both: int) -> None:
    document = store.engine.fetch("mentions", number)
    if document is not None and document["rank"] is not None:
        store.engine.put("mentions", number, {**document, "rank": both - document["rank"]})


class _Nobody:
    """Notes nothing: a log of all of it would take minutes, and no dashboard reads so much of it."""

    def note(self, table: str, number: int, was: object, now: object) -> None:
        """Take nothing down."""

    def mark(self) -> int:
        """Return a mark."""
        return 0

    def forget(self, mark: int) -> None:
        """Forget nothing."""


_CHANGES = (
    Change("insert on top", 15.0, _on_top),
    Change("append 1,000", 15.0, _at_the_end),
    Change("one update, of a row out of view", 4.0, _one, shows=False),
    Change("one update, of a row in view", None, _one_in_view),
    Change("re-prioritise all", 100.0, _all, most=1),
)
