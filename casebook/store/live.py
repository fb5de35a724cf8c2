"""TinyDB's two dicts, live over an engine.

TinyDB reads a database as `{table: {id: document}}` and changes a table by handing that dict to an updater.
`Tables` and `Rows` are such dicts: they fetch what is asked for and write what changed. TinyDB's own code
does the rest.
"""

import json
from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

from tinydb.queries import QueryLike
from tinydb.storages import Storage

from casebook.frozen import frozen

Doc = dict[str, Any]
Found = tuple[int, Doc]
"""An id and its document."""
Text = tuple[int, str]
"""An id and its document as it is kept: JSON."""

_HANDED_OUT = 500
"""Documents an updater may hold at once; what was changed in the oldest is written before it is let go."""


@frozen
class Window:
    """Which part of an answer is wanted."""

    order: str = ""
    """A field, `-field`, `+` (oldest id first) or `-` (newest id first); empty: as TinyDB, oldest first."""
    limit: int | None = None
    offset: int = 0
    after: tuple[Any, ...] | None = None
    """`(value, id)` or `(id,)` of the last one seen: go on behind it. Every document must have the field."""
    upto: int | None = None
    """Leave out higher ids: a frozen view of a live table."""
    above: int | None = None
    """Leave out this id and all lower ones: what has come since."""


EVERYTHING = Window()


class Witness(Protocol):
    """Who writes down what changes in a logged table."""

    def note(self, table: str, number: int, was: Doc | None, now: Mapping[str, Any] | None) -> None:
        """Take one change down."""

    def mark(self) -> int:
        """Return a mark to come back to."""

    def forget(self, mark: int) -> None:
        """Forget what was taken down since the mark: it has been rolled back."""


class Noted(NamedTuple):
    """How many first rows a thread has found last."""

    version: Hashable
    """Of the store, before it was asked."""
    cond: QueryLike
    window: Window
    number: int

    def tells(self, version: Hashable, cond: QueryLike, order: str, most: int) -> bool:
        """Return whether that says how many match, counted no further than `most`, and is still true."""
        far = self.number < (self.window.limit or 0) or self.number >= most
        return far and (self.version, self.cond, self.window.order) == (version, cond, order)


class Engine(Storage):
    """What tables ask of the place documents are kept in."""

    @abstractmethod
    def names(self) -> set[str]:
        """Return the names of all tables."""

    @abstractmethod
    def create(self, table: str) -> None:
        """Make sure there is a table of that name."""

    @abstractmethod
    def drop(self, table: str) -> None:
        """Remove a table with all it holds."""

    @abstractmethod
    def clear(self, table: str) -> None:
        """Remove all documents of a table."""

    @abstractmethod
    def texts(self, table: str, query: QueryLike | None = None, window: Window = EVERYTHING) -> list[Text]:
        """Return the documents that match, as they are kept."""

    def find(self, table: str, query: QueryLike | None = None, window: Window = EVERYTHING) -> list[Found]:
        """Return the documents that match."""
        return [(number, self.document(table, said)) for number, said in self.texts(table, query, window)]

    @abstractmethod
    def document(self, table: str, said: str) -> Doc:
        """Return the document a text of a table says."""

    @abstractmethod
    def tally(
        self, table: str, query: QueryLike | None = None, upto: int | None = None, above: int | None = None
    ) -> int:
        """Return how many documents match, up to an id or above one."""

    @abstractmethod
    def sorts(self, table: str) -> dict[str, int]:
        """Return how many documents there are of each value of the first field a table is tallied by."""

    @abstractmethod
    def spread(self, table: str, sort: str, spans: Iterable[tuple[int, int]]) -> int:
        """Return how many documents of a sort lie in spans of the second field, ends apart."""

    @abstractmethod
    def glance(self, table: str, query: QueryLike, order: str, most: int) -> int | None:
        """Return how many documents match, at most so many; None where that cannot be told at a glance."""

    @abstractmethod
    def exact(self, table: str, query: QueryLike) -> bool:
        """Return whether the engine itself understands all of the query."""

    @abstractmethod
    def fetch(self, table: str, number: int) -> Doc | None:
        """Return one document, or None."""

    @abstractmethod
    def put(self, table: str, number: int, document: Mapping[str, Any]) -> None:
        """Write one document, new or changed."""

    @abstractmethod
    def add(self, table: str, document: Mapping[str, Any], number: int | None = None) -> int:
        """Write one document that is not there yet, under its id or the next one, and return that."""

    @abstractmethod
    def discard(self, table: str, number: int) -> bool:
        """Remove one document; return whether it was there."""

    @abstractmethod
    def top(self, table: str) -> int:
        """Return the highest id ever given."""

    @property
    @abstractmethod
    def writing(self) -> bool:
        """Whether this thread is inside a transaction."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """All of the block or nothing; inside another transaction, a block that fails is undone alone."""

    @abstractmethod
    def current(self) -> Hashable:
        """Return what changes whenever somebody commits. Comparable within one thread only."""

    def read(self) -> Any:
        """Return all tables as the dict TinyDB expects, live."""
        return Tables(self)

    def write(self, data: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> None:
        """Make the database hold just this; a live dict has been written already."""
        if isinstance(data, Tables):
            return
        with self.transaction():
            for name in self.names() - set(data):
                self.drop(name)
            for name, documents in data.items():
                Tables(self)[name] = documents


class Tables(MutableMapping[str, Any]):
    """`{name: rows}` over an engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getitem__(self, name: str) -> "Rows":
        if name not in self:
            raise KeyError(name)
        return Rows(self._engine, name)

    def __setitem__(self, name: str, documents: Mapping[Any, Mapping[str, Any]]) -> None:
        with self._engine.transaction():
            self._engine.create(name)
            self._engine.clear(name)
            for number, document in documents.items():
                self._engine.put(name, int(number), document)

    def __delitem__(self, name: str) -> None:
        self._engine.drop(name)

    def __contains__(self, name: object) -> bool:
        return name in self._engine.names()

    def __iter__(self) -> Iterator[str]:
        return iter(self._engine.names())

    def __len__(self) -> int:
        return len(self._engine.names())


class Rows(MutableMapping[int, Doc]):
    """`{id: document}` of one table over an engine.

    For an updater, a document handed out may be changed in place; `flush` writes what became of it.
    """

    def __init__(self, engine: Engine, name: str, *, updating: bool = False) -> None:
        self._engine = engine
        self._name = name
        self._updating = updating
        self._out: OrderedDict[int, tuple[Doc, str]] = OrderedDict()

    def __getitem__(self, number: int | str) -> Doc:
        number = int(number)
        if number in self._out:
            return self._out[number][0]
        document = self._engine.fetch(self._name, number)
        if document is None:
            raise KeyError(number)
        if self._updating:
            self._hand_out(number, document)
        return document

    def __setitem__(self, number: int | str, document: Doc) -> None:
        self._out.pop(int(number), None)
        self._engine.put(self._name, int(number), document)

    def __delitem__(self, number: int | str) -> None:
        self._out.pop(int(number), None)
        if not self._engine.discard(self._name, int(number)):
            raise KeyError(number)

    def __contains__(self, number: object) -> bool:
        return self._engine.fetch(self._name, int(str(number))) is not None

    def __iter__(self) -> Iterator[int]:
        for number, _ in self.pairs():
            yield number

    def __len__(self) -> int:
        return self._engine.tally(self._name)

    def pairs(self) -> Iterator[Found]:
        """Yield all ids and documents, a portion at a time: nothing stays open between two of them."""
        window = Window("+", _HANDED_OUT)
        while portion := self._engine.find(self._name, window=window):
            yield from portion
            window = Window("+", _HANDED_OUT, after=(portion[-1][0],))

    def clear(self) -> None:
        """Remove all documents."""
        self._out.clear()
        self._engine.clear(self._name)

    def flush(self) -> None:
        """Write the documents that were changed in place."""
        while self._out:
            self._let_go()

    def _hand_out(self, number: int, document: Doc) -> None:
        self._out[number] = document, _seen(document)
        if len(self._out) > _HANDED_OUT:
            self._let_go()

    def _let_go(self) -> None:
        number, (document, before) = self._out.popitem(last=False)
        if _seen(document) != before:
            self._engine.put(self._name, number, document)


def _seen(document: Doc) -> str:
    return json.dumps(document, default=repr)
