"""The first rows in an order, and how many there are: which way costs least.

What the digest tells is read from it, however much that is, and no document but those that match. Where more
is asked, such as words, there are five ways, as cheap as what is wanted is rare. *Few* documents have the
words: fetch those, then sort. Or the digest leaves *few*: read those. *Many* have them: look the words up of
what stands at the top of the order, which `nearby` does. Where it cannot, for something else must be read, or
ids and order do not go together: walk the order and read each document, which soon finds enough if *most*
have the words. If it does not, within a bound, what is wanted stands elsewhere: then the words are looked up
after all, and so are the fields that have an index, all of them at once.

The search index itself says how many documents have a word, but not of a prefix: it would merge the documents
of all words that begin so. So those words are counted in its vocabulary, one by one, as far as they are few.
"""

from math import isqrt
from typing import Any, cast

from tinydb.queries import QueryInstance, QueryLike

from casebook.store.asking import (
    Question,
    along,
    begun,
    glanced,
    listed,
    looked_up,
    numbered,
    vocabulary,
    voiced,
)
from casebook.store.digest import kept_of
from casebook.store.narrow import kept, known, narrow, part_known, sayings, served
from casebook.store.narrowed import Narrowed, Span
from casebook.store.nearby import Nearby, indexed
from casebook.store.phrased import spoken
from casebook.store.schema import FEW_VALUES, Kind, words_of
from casebook.store.ways import Asker, Ways
from casebook.store.words import Phrase

FEW = 600
"""Documents that are fetched and sorted within some ten milliseconds."""
LITTLE = 1_500
"""The same where the other ways are dearer: words are looked up besides."""
COMMON = 130
"""Times the square root of all documents: from there on to read is cheaper than to look so many up."""
GLIMPSE = 5_000
"""Steps of SQLite's machine for which documents are read where the digest tells all: some two hundred."""
PATIENCE = 20_000
"""Steps of SQLite's machine for which documents are read: some eight hundred documents."""
LONG_PATIENCE = 5 * PATIENCE
"""The same where the words that must be missing are so many that to merge them takes longer, and cannot be
broken off meanwhile."""
LONGEST = 5_000_000
"""Steps for numbers from an index: some two hundred thousand."""


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
        self.wanted = narrow(query, self._words, walked=self._walked, unsaid=kind.unsaid)
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
        told = narrow(self._query, seek=self._seek, digest=self._digest, **self._means)
        return told if told.exact else None

    @property
    def plain(self) -> Narrowed:
        """The same, to be asked as it is."""
        return (self.known if self.has_ways else None) or self.wanted

    @property
    def tested(self) -> Narrowed:
        """The same, its words read in each document."""
        return narrow(self._query, walked=self._walked, unsaid=self._kind.unsaid)

    @property
    def sought(self) -> Narrowed:
        """The same, its words and whatever has an index looked up."""
        return self._sought(self._query)

    def _sought(self, query: QueryLike | None, span: Span | None = None) -> Narrowed:
        means = {"walked": self._walked, "digest": self._digest, **self._means}
        return narrow(query, self._words, seek=self._seek, span=span, **means)

    @property
    def _means(self) -> dict[str, Any]:
        return {"listed": self._listed, "unsaid": self._kind.unsaid}

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
        if self._is_rare(FEW):
            return self._by.ask(ways.lead(self.wanted))
        if (left := self._left()) is not None:
            return self._by.ask(ways.among(self.tested, left))
        rows = self._at_the_top(ways)
        return self._by.ask(ways.walk(self.sought)) if rows is None else rows

    def glance(self, ways: Ways) -> list[Any] | None:
        """Return the same, or None where it takes long: where fields must be read that no index knows."""
        if (told := self.known) is not None:
            return self._by.attempt(ways.walk(told), LONGEST)
        if self.wanted.match is not None:
            return self.first(ways)
        rows = self._at_the_top(ways)
        if rows is not None or not self.has_ways:
            return rows
        sought = self.sought
        return None if sought == self.wanted else self._by.attempt(ways.walk(sought), LONGEST)

    def _at_the_top(self, ways: Ways) -> list[Any] | None:
        """Return the rows where few documents need to be looked at from the top of the order; else None."""
        near = self._nearby if ways.most is not None else None
        if near is None or near.merges:
            patience = LONG_PATIENCE if near and near.lacks else PATIENCE
            rows = self._by.attempt(ways.walk(self.tested), patience)
            return self._near(near, ways) if rows is None and near else rows
        return self._near(near, ways)

    def _near(self, near: Nearby, ways: Ways) -> list[Any] | None:
        seen = near.look(ways)
        if seen is not None:
            return seen.rows if seen.enough else None
        return None if near.merges else self._by.attempt(ways.walk(self.tested), PATIENCE)

    @property
    def _nearby(self) -> Nearby | None:
        """What looks at the top of the order, where indexes alone tell of it."""
        told = self._told
        if self._words is None or told is None:
            return None
        if not indexed(self._query, digest=self._digest, listed=self._listed):
            return None
        query = cast(QueryInstance, self._query)
        return Nearby(self._table, self.order, query, told[0], self._sought, self._by)

    def _is_rare(self, few: int) -> bool:
        """Return whether few documents have the words that all must have; words that go on are not merged."""
        said = self.wanted.match
        if said is None:
            return False
        if "*" not in said:
            return self._number(voiced(self._table, said, few + 1)) <= few
        return any(self._has_few(name, phrase, few) for name, phrase in sayings(self._query))

    def _has_few(self, name: str, phrase: Phrase, few: int) -> bool:
        """Return whether a phrase of one column is surely in few documents."""
        if not phrase.prefix or len(phrase.words) > 1:
            whole = spoken(name, Phrase(phrase.words[: len(phrase.words) - phrase.prefix], prefix=False))
            return self._number(voiced(self._table, whole, few + 1)) <= few
        self._by.ask(vocabulary(self._table))
        return self._number(begun(self._table, phrase.words[0], few + 1)) <= few

    def _left(self) -> list[int] | None:
        """Return the ids that the digest leaves, where it tells more than the lane and leaves few."""
        told = self._told
        if told is None or not told[1]:
            return None
        rows = self._by.ask(along(self._table, told[0], self.order, LITTLE + 1))
        return [number for (number,) in rows] if len(rows) <= LITTLE else None

    @property
    def _told(self) -> tuple[Narrowed, bool] | None:
        """What the digest tells of the parts that must all hold, and whether that is more than it keeps."""
        if self._digest is None:
            return None
        return part_known(self._query, seek=self._seek, digest=self._digest, **self._means)

    @property
    def _common(self) -> int:
        return COMMON * isqrt(max(self._by.top(), 1))

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
