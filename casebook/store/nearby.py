"""What stands at the top of an order: its documents first, and only then the words of just these.

Ids and places in an order often go together. Words are looked up by ids, so that for the first thousand
documents of a queue a fiftieth of what is stored is looked up, where it would be all of it.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from tinydb import where
from tinydb.queries import QueryInstance, QueryLike

from casebook.store.asking import nearest
from casebook.store.means import Means
from casebook.store.narrow import sayings
from casebook.store.narrowed import Narrowed, Span
from casebook.store.phrased import sides, told
from casebook.store.schema import words_of
from casebook.store.signs import MOST, both
from casebook.store.ways import Asker, Ways
from casebook.store.words import COLUMNS

CLOSE = 1_000
"""Documents at the top of an order of which words are looked up first."""
FAR = 6_000
"""The most of which they are looked up before it is for all; the first where a word goes on, for the words it
may be are merged, however few documents are asked about."""
WIDE = 0.35
"""The share of all documents among which it is no use: all are looked up as soon."""
BROAD = 2
"""Letters with which too many words begin."""
EFFORT = 100
"""Steps of SQLite's machine for it, to each document at the top: some twenty that have the words."""

_SPARE = 1.5
"""More documents are looked at than should be needed."""
_COLUMNS = frozenset(COLUMNS.values())


class Seen(NamedTuple):
    """What the top of an order tells."""

    rows: list[Any]
    number: int
    """How many documents there are that are wanted."""
    enough: bool
    """Whether no others need to be looked at."""


class Nearby:
    """What looks for what is wanted at the top of an order."""

    def __init__(
        self,
        table: str,
        order: str,
        query: QueryInstance,
        told: Narrowed,
        say: Callable[[QueryInstance, Span], Narrowed],
        by: Asker,
    ) -> None:
        """Keep what is wanted.

        Args:
            table: Where.
            order: The field.
            query: What; indexes tell all of it.
            told: What a digest tells of it: all that is wanted meets it.
            say: Narrows a query for documents within a span of ids.
            by: How the store is asked.
        """
        self._table, self._order, self._query, self._told = table, order, query, told
        self._say, self._by = say, by

    @property
    def merges(self) -> bool:
        """Whether a word goes on: where most documents may have it, they are sooner read."""
        return any(True for _ in _beginnings(self._shape))

    @property
    def lacks(self) -> bool:
        """Whether a word that goes on must be missing, and none must be there."""
        missing = any(missing for _, missing in _beginnings(self._shape))
        return missing and not any(True for _ in sayings(self._query))

    def look(self, ways: Ways) -> Seen | None:
        """Return what the top tells, or None where that is not soon seen."""
        reach = self._first_reach
        seen = self._look(ways, reach) if reach else None
        if seen is None or seen.enough:
            return seen
        again = _next_reach(reach, seen.number, ways.most or 0)
        return (self._look(ways, again) if again else None) or seen

    @property
    def _first_reach(self) -> int:
        """How many documents to look at first; 0 where all that have the words are as soon looked up.

        So it is with a word that begins with next to nothing, that must be missing, or that goes on where
        others must be there too: few have them all.
        """
        begun, must = list(_beginnings(self._shape)), [phrase for _, phrase in sayings(self._query)]
        broad = any(missing or len(each) <= BROAD for each, missing in begun)
        if broad or (len(must) > 1 and any(each.prefix for each in must)):
            return 0
        return FAR if begun else CLOSE

    @property
    def _shape(self) -> Any:
        return getattr(self._query, "_hash", None)

    def _look(self, ways: Ways, reach: int) -> Seen | None:
        top = self._top(reach) if reach <= CLOSE or self._top(CLOSE, of=reach) else None
        if top is None:
            return None
        number, last, span = top
        above = where(self._order) <= last  # of equals the ids are in order: none is left out before another
        wanted = self._within(span, self._query if number < reach else self._query & above)
        rows = self._by.attempt(ways.walk(wanted), EFFORT * reach) if wanted.exact else None
        if rows is None:
            return None
        found = ways.number(rows)
        return Seen(rows, found, number < reach or found >= (ways.most or 0))

    def _top(self, reach: int, of: int = 0) -> tuple[int, Any, Span] | None:
        """Return how many documents there are at the top, the last one's place, and within which ids.

        None where the ids lie too far apart, or those of so many would.
        """
        asked = nearest(self._table, self._told, self._order, reach)
        ((number, placed, last, least, greatest),) = self._by.ask(asked)
        if not number or placed < number:
            return None
        apart = (greatest - least) * (max(of, reach) if number == reach else reach)
        return None if apart > WIDE * self._by.top() * reach else (number, last, (least, greatest))

    def _within(self, span: Span, query: QueryInstance) -> Narrowed:
        said = self._say(query, span).plain(words_of(self._table), "+d.id", span)
        return both(Narrowed("(+d.id BETWEEN ? AND ?)", span, exact=True), said)


def _next_reach(reach: int, found: int, most: int) -> int:
    """Return how many to look at where so many of the first were too few; 0 where that would be many."""
    expected = int(_SPARE * reach * most / max(found, 1))
    return expected if reach < expected <= FAR else 0


def indexed(query: QueryLike | None, **means: Any) -> bool:
    """Return whether no document is read to answer a query, where words are looked up besides."""
    return _indexed(getattr(query, "_hash", None), Means(**means))


def _indexed(shape: Any, by: Means) -> bool:
    match shape:
        case ("and" | "or", frozenset() as parts):
            return all(_indexed(part, by) for part in parts)
        case ("not", inner):
            return _indexed(inner, by)
        case ("text", tuple() as phrases):
            return len(phrases) <= MOST
        case ("within", tuple() as fields, tuple() as phrases) if fields in _COLUMNS:
            return len(phrases) <= MOST
        case ("near" | "some", *_):
            return told(shape)
    return by.know(shape)


def _beginnings(shape: Any, *, missing: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield how the words begin that may go on, and whether they must be missing."""
    match shape:
        case ("and" | "or", frozenset() as parts):
            for part in parts:
                yield from _beginnings(part, missing=missing)
        case ("not", inner):
            yield from _beginnings(inner, missing=not missing)
        case ("text", tuple() as phrases) | ("within", _, tuple() as phrases):
            yield from ((each.words[-1], missing) for each in phrases if each.prefix)
        case ("near" | "some", *_):
            yield from ((each.words[-1], missing) for side in sides(shape) for each in side if each.prefix)
