"""What is looked up for each mention, and what a responder opens: with ten thousand stored and a million."""

import random
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import count, cycle

from bench import stories
from bench.casebook import lend
from bench.figures import Figure, middle, ratio
from bench.processes import TooSlow
from bench.world import World, in_turn
from casebook.mention import KeptMention, Mention
from casebook.query.fields import FIELDS
from casebook.query.values import Asking
from casebook.store.store import Store
from desk.echoes import find
from desk.foresight import Foresight
from desk.gauging import minute_of
from desk.intake import State, take_in
from desk.known import page_of
from desk.lenses import filtered, lenses
from desk.watching import usual_of, watch
from playbooks.playbook import load
from tui.paging import Wanted, count_tabs, read_page

_FLAT = 1.5
"""What a hundred times as many may cost more."""
_TIMES = 40
_LOOKS = 10
"""How often each is asked in a round, and how often each filter."""
_VOICES = 20
"""Stories that echoes are of."""
_STREAMS = ["", "billing", "product", "support"]


def measure(world: World) -> list[Figure]:
    """Measure both stores in turns, in CPU, and say how many times as much the great one costs."""
    small, great = world.either(10_000, 1_000), world.either(1_000_000, 10_000)
    desks = {many: _Desk(world, many) for many in (small, great)}
    try:
        figures = [_figure(world, desks, name, work) for name, work in _WORKS.items()]
        for field in ("is", "rung"):
            figures.append(_family(world, desks, field))
    finally:
        for each in desks.values():
            each.store.close()
    return figures


class _Desk:
    """One store, and what is asked of it."""

    def __init__(self, world: World, many: int) -> None:
        self.place = lend(stories.stories(world.kept, many), world.folder() / "stories.db")
        self.store, self.playbook = Store(self.place), load()
        self.now = stories.last_minute(self.store) + timedelta(minutes=1)
        self._voices = cycle(stories.leads(self.store, _VOICES))
        self._chance, self._numbers = random.Random(2), count(1)

    def nothing(self) -> bool:
        """Look for the story of a mention that tells none."""
        return self._echo(self._said(stories.fresh(self._chance))) is None

    def linked(self) -> bool:
        """Look for the story a mention links to."""
        voice = next(self._voices)
        return self._echo(self._said(f"{stories.fresh(self._chance)} {voice.page}")) is not None

    def again(self) -> bool:
        """Look for the story of somebody who tells more of it."""
        voice = next(self._voices)
        words = " ".join(voice.mention.text.removesuffix(".").split()[-4:])
        by = voice.mention.author_handle
        return self._echo(self._said(f"{words} and {stories.fresh(self._chance)}", by)) is not None

    def watched(self) -> bool:
        """Look whether there is a storm."""
        watch(self.store, self.playbook, self.now)
        return True

    def usual(self) -> bool:
        """Tell what is usual in this hour, which is done once in it."""
        return bool(usual_of(self.store, self.playbook.storm, minute_of(self.now) // 60, _STREAMS))

    def taken(self) -> bool:
        """Take a mention in, which is news."""
        words = f"{stories.fresh(self._chance)}: my parcel never came and nobody answers my letters."
        (taken,) = take_in(self.store, self.playbook, [self._said(words)], self.now)
        return taken.state is State.NEW

    def opened(self) -> bool:
        """Open the store, and the first page of the queue with its figures."""
        store = Store(self.place)
        try:
            return self.shows("", store)
        finally:
            store.close()

    def shows(self, words: str, store: Store | None = None) -> bool:
        """Show the first page of a filtered queue, and how many there are."""
        lens = filtered(lenses("dana")[0], words, Asking("dana", self.now)) if words else lenses("dana")[0]
        found = read_page(store or self.store, Wanted(lens, 0, None, 36, None))
        count_tabs(store or self.store, [lens])
        return bool(found.rows) or bool(words)

    def _echo(self, mention: Mention) -> object:
        kept = KeptMention(0, mention, self.now, page_of(mention), mention.uri)
        before = Foresight(self.store, [mention])
        return find(self.store, self.playbook, kept, before.marks(kept), self.now, before.held)

    def _said(self, words: str, by: str | None = None) -> Mention:
        number = next(self._numbers)
        return Mention(
            "feed",
            f"new{number}",
            words,
            url=f"https://forum.example/new/{number}",
            author_handle=by or f"newcomer{number}",
            created_at=self.now,
            via="bench",
        )


_WORKS: dict[str, Callable[[_Desk], bool]] = {
    "an echo looked for, and none there": _Desk.nothing,
    "an echo found by its link": _Desk.linked,
    "an echo found by its author and words": _Desk.again,
    "a watch for storms": _Desk.watched,
    "what is usual in an hour, told anew": _Desk.usual,
    "one mention taken in": _Desk.taken,
    "the queue's first page, store opened for it": _Desk.opened,
}


def _figure(
    world: World, desks: dict[int, _Desk], name: str, work: Callable[[_Desk], bool], times: int = _TIMES
) -> Figure:
    both = {f"{many:,}": partial(_each, partial(work, desk), name, times) for many, desk in desks.items()}
    found = {many: middle(each) for many, each in in_turn(world.rounds, both).items()}
    small, great = found.values()
    beside = {f"µs with {many}": each for many, each in found.items()}
    return Figure(name, ratio(great, small), "× as much", _FLAT, beside)


def _family(world: World, desks: dict[int, _Desk], field: str) -> Figure:
    """Return the figure of all values of a field: the one that grows most."""
    found = [_figure(world, desks, words, partial(_shown, words), _LOOKS) for words in _asked(field)]
    worst = max(found, key=lambda each: each.value or 0)
    told = ", ".join(f"{each.what} {each.value or 0:.2f}" for each in found)
    return Figure(f"the queue of `{field}:`, the dearest", worst.value, worst.unit, _FLAT, worst.beside, told)


def _shown(words: str, desk: _Desk) -> bool:
    return desk.shows(words)


def _asked(name: str) -> Iterator[str]:
    (field,) = (each for each in FIELDS if each.name == name)
    yield from (f"{name}:{value}" for value in field.values)
    if field.example not in (f"{name}:{value}" for value in field.values):
        yield field.example


def _each(work: Callable[[], bool], name: str, times: int) -> float:
    """Return the microseconds of CPU it takes each time.

    Raises:
        TooSlow: It did not find what it was to find.
    """
    begun = time.process_time()
    found = [work() for _ in range(times)]
    spent = time.process_time() - begun
    if not all(found):
        raise TooSlow(f"{name}: something else was found")
    return spent / times * 1e6
