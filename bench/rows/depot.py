"""The store alone: opening it, and reading fifty rows of it."""

import json
import time
from collections.abc import Callable, Sized
from dataclasses import replace
from itertools import count

from bench.casebook import RARE
from bench.figures import Figure, middle
from bench.processes import TooSlow
from bench.world import World
from casebook.clock import utc_now
from casebook.store.live import Window
from casebook.store.store import Store
from casebook.store.words import text
from desk.lenses import Lens, lenses
from desk.views import header_counts, history, queue_rows


def measure(world: World) -> list[Figure]:
    """Measure over a great store, in milliseconds of CPU, warm."""
    stored = world.either(1_000_000, 10_000)
    place, rounds = world.casebook(stored), 4 * world.rounds
    opened = _milliseconds(lambda: Store(place).close(), rounds)
    store, all_, pages, deep = Store(place), lenses("dana")[0], count(1), count(1)
    try:
        author = (store.mentions.get(doc_id=5) or {"author": None})["author"]
        asked: tuple[tuple[str, float | None, Callable[[], object]], ...] = (
            ("50 rows of the queue", 3.0, lambda: queue_rows(store, all_, offset=50 * next(pages))),
            ("the same rows again", None, lambda: queue_rows(store, all_)),
            (
                "50 rows from its middle",
                None,
                lambda: queue_rows(store, all_, offset=stored // 20 + 50 * next(deep)),
            ),
            ("50 newest mentions", 3.0, lambda: store.mentions.select(order="-", limit=50)),
            ("50 of a rare word", 3.0, lambda: store.mentions.select(text(RARE), order="-", limit=50)),
            ("50 of a common word", 3.0, lambda: store.mentions.select(text("refund"), order="-", limit=50)),
            ("somebody's history", None, lambda: history(store, account=author)),
            ("the header's figures", None, lambda: header_counts(store, utc_now())),
        )
        figures = [Figure(what, _milliseconds(ask, rounds), "ms CPU", goal) for what, goal, ask in asked]
        floor = {"json.loads of their text": _milliseconds(_parsing(store, all_, rounds), rounds)}
        figures[0] = replace(figures[0], beside=floor)
    finally:
        store.close()
    return [Figure(f"open {stored:,} mentions", opened, "ms CPU", 5.0), *figures]


def _parsing(store: Store, lens: Lens, rounds: int) -> Callable[[], object]:
    """Return what only parses fifty rows at a time, others at each call: what nobody can do without."""
    windows = (Window(lens.order, 50, 50 * page) for page in range(1, rounds + 2))
    pages = iter([store.mentions.texts(lens.query, window) for window in windows])
    return lambda: [json.loads(text) for _, text in next(pages)]


def _milliseconds(work: Callable[[], object], rounds: int) -> float | None:
    found = []
    for _ in range(rounds + 1):
        begun = time.process_time()
        answer = work()
        found.append((time.process_time() - begun) * 1000)
        if isinstance(answer, Sized) and not len(answer):
            raise TooSlow("nothing was found, which is soon done")
    return middle(found[1:])
