"""Where what other tools hand in is kept: the same book as for what is asked, and a sign of life each minute.

A sender is a source that comes by itself. While somebody listens it answers "nothing new" once a minute, so
that its silence is measured as every source's is, and a collector that has ended shows.
"""

import asyncio
import logging
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from casebook.clock import utc_now
from casebook.kinds import HealthKind
from casebook.mention import Mention
from desk.book import Book
from desk.intake import Taken
from desk.source_settings import SourceSettings
from sources.handed import Row, health_of
from sources.handing import LOST, Kept, Receipt
from sources.matched import sorted_by
from sources.source import Answer, Health

log = logging.getLogger(__name__)

BEAT = 60.0
"""Seconds between two signs of life."""
_CALM = 2.0
"""Seconds between two times refusals are written down: whoever knocks on the door moves no disk."""
_REMEMBERED = 256
"""Deliveries of a sender that are known by the key it gave them."""
_MEMORY = timedelta(days=1)
"""How long a refusal is told where no good delivery comes after it."""
_PROVE = "compare its token or secret at the sender with ours, or see who else knocks there"
_MEND = "see what it sends: docs/senders.md says what is taken"
_FREE = "end what else listens there, or name another address under [listen]"
_WELL = Health(HealthKind.OK)
_KEPT_ON = (HealthKind.AUTH, HealthKind.PARTIAL)
"""What stays true of a sender until its next delivery."""


class Reception:
    """Keeps deliveries, and how each sender is."""

    def __init__(
        self, book: Book, senders: Iterable[SourceSettings], *, clock: Callable[[], datetime] = utc_now
    ) -> None:
        """Make it, on a book that is open.

        Args:
            book: Where deliveries are kept.
            senders: Whose.
            clock: Tells the time.
        """
        self._book = book
        self._clock = clock
        self._rules = {each.name: each.rule for each in senders}
        self._locks = {name: asyncio.Lock() for name in self._rules}
        self._health = {name: _known(book, name) for name in self._locks}
        self._noted = dict.fromkeys(self._locks, clock())
        self._refused: dict[str, Counter[str]] = {name: Counter() for name in self._locks}
        self._trouble = ""
        self._news = asyncio.Event()

    async def handed_in(self, name: str, read: Sequence[Row], key: str) -> Receipt:
        """Keep a sender's delivery in one transaction and return what became of it.

        What does not fit the sender's rule is passed over, unless it tells anew of what we have.

        Raises:
            StoreError: It could not be kept.
        """
        async with self._locks[name]:
            cursor = self._book.cursor(name)
            if key and _mark(key) in cursor.get("keys", ()):
                return Receipt(repeated=True)
            mentions = [each for row in read for each in row.mentions]
            fit, rest = await self._sorted(name, mentions)
            after, health = _remembering(cursor, key), health_of(list(read))
            answer = Answer(tuple(fit), after, health, beside=tuple(rest))
            taken = await self._book.delivered(name, answer, self._clock())
            self._note(name, health)
            self._refused[name].clear()
            return Receipt(await asyncio.to_thread(_receipt, mentions, fit, rest, taken))

    async def _sorted(self, name: str, mentions: list[Mention]) -> tuple[list[Mention], list[Mention]]:
        """Return the mentions that fit the sender's rule, and the others."""
        rule = self._rules[name]
        return await asyncio.to_thread(sorted_by, rule, mentions) if rule.filters else (mentions, [])

    def refused(self, name: str, why: str, *, unproven: bool = False) -> None:
        """Note that a sender's delivery was refused, and why."""
        counts = self._refused[name]
        counts[why] += 1
        many = "a delivery was" if counts.total() == 1 else f"{counts.total()} deliveries were"
        reasons = "; ".join(f"{reason} ({times}x)" for reason, times in counts.most_common(3))
        kind, do = (HealthKind.AUTH, _PROVE) if unproven else (HealthKind.PARTIAL, _MEND)
        self._note(name, Health(kind, f"{many} refused: {reasons}", do=do))
        self._news.set()

    def _note(self, name: str, health: Health) -> None:
        self._health[name], self._noted[name] = health, self._clock()

    def listening(self, trouble: str = "") -> None:
        """Note that somebody listens, or what is in the way of it."""
        self._trouble = trouble
        self._news.set()

    async def live(self) -> None:
        """Tell how each sender is, whenever that changes and once a minute, until cancelled."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(BEAT):
                    await self._news.wait()
            self._news.clear()
            for name in self._locks:
                await self.tell(name)
            await asyncio.sleep(_CALM)

    async def tell(self, name: str) -> None:
        """Tell how a sender is."""
        async with self._locks[name]:
            if self._clock() - self._noted[name] > _MEMORY:
                self._note(name, _WELL)
            health = self._health[name]
            if self._trouble:
                health = Health(HealthKind.ERROR, self._trouble, do=_FREE)
            try:
                await self._book.delivered(name, Answer((), self._book.cursor(name), health), self._clock())
            except Exception as error:  # the worker edge: a full disk must not end the collector
                log.warning("how %s is could not be written down: %s", name, type(error).__name__)


def _known(book: Book, name: str) -> Health:
    """Return how a sender was when the collector last ended, where that still counts."""
    row = book.row(name)
    return Health(row.health, row.say, do=row.do) if row.health in _KEPT_ON else _WELL


def _mark(key: str) -> str:
    return blake2b(key.encode(), digest_size=8).hexdigest()


def _remembering(cursor: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    if not key:
        return cursor
    return {**cursor, "keys": [*cursor.get("keys", ()), _mark(key)][-_REMEMBERED:]}


def _kept(fit: Sequence[Mention], rest: Sequence[Mention], taken: Sequence[Taken]) -> Iterator[Kept]:
    """Yield what became of each mention; those that were left out are missing among what was taken."""
    left = deque(taken)
    for missing, mentions in ((LOST, fit), ("passed over", rest)):
        for each in mentions:
            if left and _is(each, left[0]):
                one = left.popleft()
                yield Kept(each.uri, one.id, one.state.value)
            else:
                yield Kept(each.uri, None, missing)


def _is(mention: Mention, taken: Taken) -> bool:
    """Return whether this became of a mention, which may have got a name of its own (`known.met`)."""
    return taken.uri == mention.uri or taken.uri.startswith(f"{mention.uri}+")


def _receipt(
    mentions: Sequence[Mention], fit: Sequence[Mention], rest: Sequence[Mention], taken: Sequence[Taken]
) -> tuple[Kept, ...]:
    return _in_order(mentions, _kept(fit, rest, taken))


def _in_order(mentions: Sequence[Mention], kept: Iterable[Kept]) -> tuple[Kept, ...]:
    """Return what became of mentions in their order."""
    by_uri = defaultdict[str, deque[Kept]](deque)
    for each in kept:
        by_uri[each.uri].append(each)
    return tuple(by_uri[each.uri].popleft() for each in mentions)
