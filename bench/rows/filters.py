"""What the filter language costs over the greatest store: a field, its opposite, two together, either."""

import time
from itertools import combinations

from bench.figures import Figure, middle
from bench.world import World
from casebook.clock import utc_now
from casebook.query.errors import QueryError
from casebook.query.fields import FIELDS
from casebook.query.values import Asking
from casebook.store.store import Store
from desk.lenses import Lens, filtered, lenses
from tui.paging import Wanted, count_tabs, read_page

_WORDS = ("refund", "ref*", "quixotic", '"no answer"', "zzz", "quix*")
_TELLING = ("p:1", "p:none", "owner:eli", "has:case", "is:overdue", "by:writer7*", "kind:review", "refund")
"""What is taken two by two."""
_GOAL = 50.0


def measure(world: World) -> list[Figure]:
    """Measure the CPU of the first page and the count of a filtered queue, in milliseconds."""
    store = Store(world.casebook(world.either(1_000_000, 10_000)))
    alone = [*_WORDS, *(f"{each.name}:{value}" for each in FIELDS for value in each.values)]
    alone += [each.example for each in FIELDS if each.example not in alone]
    try:
        figures = [
            _figure("one word or field", alone, store),
            _figure("all without it", [f"-{each}" for each in alone], store),
            _figure("two together", [" ".join(each) for each in combinations(_TELLING, 2)], store),
            _figure("one or the other", [" OR ".join(each) for each in combinations(_TELLING, 2)], store),
        ]
    finally:
        store.close()
    return [each for both in figures for each in both]


def _figure(what: str, said: list[str], store: Store) -> list[Figure]:
    costs = {each: _cost(store, each) for each in said}
    worst = sorted(costs, key=lambda each: -costs[each])
    note = "the dearest: " + ", ".join(f"{each} {costs[each]:.0f}" for each in worst[:6])
    return [
        Figure(f"{what}: middle of {len(costs)}", middle(list(costs.values())), "ms CPU"),
        Figure(f"{what}: the dearest", costs[worst[0]], "ms CPU", _GOAL, {}, note),
    ]


def _cost(store: Store, said: str) -> float:
    """Return the milliseconds of a filter in the queue: the better of two looks, once it was looked at."""
    lens = _lens(said)
    return min(_look(store, lens) for _ in range(2))


def _lens(said: str) -> Lens:
    try:
        return filtered(lenses("dana")[0], said, Asking("dana", utc_now()))
    except QueryError as error:
        raise ValueError(f"{said}: {error}") from error


def _look(store: Store, lens: Lens) -> float:
    begun = time.process_time()
    read_page(store, Wanted(lens, 0, None, 36, None))
    count_tabs(store, [lens])
    return (time.process_time() - begun) * 1000
