"""The first rows in an order, and how many there are: which way costs least.

Four ways, as cheap as what is wanted is rare. *Few* documents have the words: fetch those, then sort. *Some*
do: look all of them up, then walk the order and stop when there are enough. *Most* do: walk the order and
read each document, which soon finds enough; if it does not, within a bound, what is wanted stands elsewhere.
Then the words are looked up after all, and so are the fields that have an index: a number from an index costs
a hundredth of a document that is read.

The search index itself says how many documents have a word, but not of a prefix: to ask that may cost
seconds, so documents are read first.
"""

from collections.abc import Callable
from math import isqrt
from typing import Any, NamedTuple

from tinydb.queries import QueryLike

from casebook.store.asking import Question, glanced, listed, looked_up, numbered, voiced
from casebook.store.digest import kept_of
from casebook.store.live import Window
from casebook.store.narrow import kept, known, narrow, served
from casebook.store.narrowed import Narrowed
from casebook.store.schema import FEW_VALUES, Kind, words_of
from casebook.store.words import Phrase

FEW = 2_500
"""Documents that are fetched and sorted within some ten milliseconds."""
COMMON = 130
"""Times the square root of all documents: from there on to read is cheaper than to look so many up."""
GLIMPSE = 5_000
"""Steps of SQLite's machine for which documents are read where the digest tells all: some two hundred."""
PATIENCE = 50_000
"""Steps of SQLite's machine for which documents are read: some two thousand documents."""
LONGEST = 30 * PATIENCE
"""Steps for numbers from an index."""

Ask = Callable[[Question], list[Any]]
Try = Callable[[Question, int], list[Any] | None]
"""Asks for so many steps; None when they were not enough."""


Way = Callable[[Narrowed], Question]


class Asker(NamedTuple):
    """How a table is asked."""

    top: Callable[[], int]
    """Tells about how many documents there are."""
    ask: Ask
    attempt: Try


class Ways(NamedTuple):
    """The questions to choose from; each takes what is wanted."""

    walk: Way
    """Goes along the order."""
    lead: Way
    """Goes by the search index, and sorts."""


class Search:
    """What is wanted of one table, in the order of a field."""

    def __init__(self, table: str, kind: Kind, query: QueryLike | None, order: str, by: Asker) -> None:
        """Keep what is wanted.

        Args:
            table: Where.
            kind: What is known of it.
            query: What; None for everything.
            order: The field.
            by: How the store is asked.
        """
        self.order = order
        """The field."""
        self._table, self._kind, self._query, self._by = table, kind, query, by
        self._words = words_of(table) if kind.words else None
        indexes = (*kind.indexes, *kind.sparse)
        self._walked = frozenset(each for fields in indexes if fields[-1] == order for each in fields)
        held = kind.digest is not None and kind.digest.order == order and kept(query, kind.digest)
        self._digest = kind.digest if held else None
        self._listed = FEW_VALUES & frozenset(kind.digest.values) if held and kind.digest else frozenset()
        self.wanted = narrow(query, self._words, walked=self._walked)
        """What is wanted, its words looked up in the search index."""

    @property
    def has_ways(self) -> bool:
        """Whether there is more than one: words are wanted, or what the index of the order does not know."""
        return self.wanted.exact and not served(self._query, self._walked)

    @property
    def known(self) -> Narrowed | None:
        """The same by the digest alone, where that tells all of it."""
        if self._digest is None or not known(self._query, digest=self._digest, listed=self._listed):
            return None
        found = narrow(self._query, seek=self._seek, digest=self._digest, listed=self._listed)
        return found if found.exact else None

    @property
    def plain(self) -> Narrowed:
        """The same, to be asked as it is."""
        return (self.known if self.has_ways else None) or self.wanted

    @property
    def tested(self) -> Narrowed:
        """The same, its words read in each document."""
        return narrow(self._query, walked=self._walked)

    @property
    def sought(self) -> Narrowed:
        """The same, its words and whatever has an index looked up."""
        means = {"walked": self._walked, "digest": self._digest, "listed": self._listed}
        return narrow(self._query, self._words, seek=self._seek, **means)

    def first(self, ways: Ways) -> list[Any]:
        """Return the rows that answer a question, by the way that costs least."""
        if (told := self.known) is not None:
            rows = self._by.attempt(ways.walk(self.tested), GLIMPSE)
            return self._by.ask(ways.walk(told)) if rows is None else rows
        return self._read(ways)

    def counting(self, upto: int | None) -> Question | None:
        """Return the question how many there are, up to an id, where there are ways and the digest knows."""
        told = self.known if self.has_ways else None
        return glanced(self._table, told, self.order, -1, upto) if told else None

    def _read(self, ways: Ways) -> list[Any]:
        most, said = self._common, self.wanted.match
        open_ended = said is None or "*" in said
        voices = most if open_ended or said is None else self._voices(said, most)
        if voices >= most:
            rows = self._by.attempt(ways.walk(self.tested), PATIENCE)
            if rows is not None:
                return rows
        if said is not None and open_ended:
            voices = self._voices(said, FEW + 1)
        few = said is not None and voices <= FEW
        return self._by.ask(ways.lead(self.wanted) if few else ways.walk(self.sought))

    def glance(self, ways: Ways) -> list[Any] | None:
        """Return the same, or None where it takes long: where fields must be read that no index knows."""
        if (told := self.known) is not None:
            return self._by.attempt(ways.walk(told), LONGEST)
        if self.wanted.match is not None:
            return self.first(ways)
        rows = self._by.attempt(ways.walk(self.tested), PATIENCE)
        if rows is not None or not self.has_ways:
            return rows
        sought = self.sought
        return None if sought == self.wanted else self._by.attempt(ways.walk(sought), LONGEST)

    @property
    def _common(self) -> int:
        return COMMON * isqrt(max(self._by.top(), 1))

    def _voices(self, match: str, most: int) -> int:
        return self._number(voiced(self._table, match, most))

    def _seek(self, field: str, found: Narrowed, phrases: tuple[Phrase, ...]) -> Narrowed:
        """Have a condition looked up where an index begins with its field, and not too many meet it."""
        if phrases and field in self._listed:
            return listed(self._table, field, phrases, kept_of(field))
        indexes = (*self._kind.indexes, *self._kind.sparse, *self._kind.unique)
        if field not in {fields[0] for fields in indexes} or (phrases and field not in FEW_VALUES):
            return found
        meant = listed(self._table, field, phrases) if phrases else found
        if self._number(numbered(self._table, meant, self._common)) >= self._common:
            return found
        return looked_up(self._table, meant)

    def _number(self, question: Question) -> int:
        ((number,),) = self._by.ask(question)
        return int(number)


def of_first(window: Window) -> bool:
    """Return whether the first rows in the order of a field are wanted, and no more."""
    return window.after is None and window.limit is not None and window.order.strip("+-") != ""
