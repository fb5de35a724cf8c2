"""TinyDB's table and database, over an engine: its own code, made to ask for what it needs and no more."""

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar, cast, overload

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table
from tinydb.utils import LRUCache

from casebook.store.live import EVERYTHING, Engine, Found, Noted, Rows, Tables, Text, Window
from casebook.store.recalled import Read, Recalled

R = TypeVar("R")

Fields = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]
Cache = LRUCache[QueryLike, list[Document]]


class LiveTable(Table):
    """All of `tinydb.table.Table`, and windows over an index with `select`.

    A write is a transaction; inside another it is a savepoint. Searches are cached as TinyDB does, but for
    one thread, only what SQL says exactly, and only until somebody commits.
    """

    def __init__(
        self,
        storage: Storage,
        name: str,
        cache_size: int = Table.default_query_cache_capacity,
        persist_empty: bool = False,
    ) -> None:
        self._engine = cast(Engine, storage)
        self._mine = threading.local()
        self._cache_size = cache_size
        self._recalled = Recalled()
        super().__init__(storage, name, cache_size)
        if persist_empty:  # TinyDB would empty a table that is there
            self._engine.create(name)

    # Questions

    def select(
        self,
        cond: QueryLike | None = None,
        *,
        order: str = "",
        limit: int | None = None,
        offset: int = 0,
        after: tuple[Any, ...] | None = None,
        upto: int | None = None,
    ) -> list[Document]:
        """Return a window of the documents that match.

        Args:
            cond: A query; None for all.
            order: A field, `-field`, `+` (oldest id first) or `-` (newest id first).
            limit: At most so many.
            offset: Leave out so many at first.
            after: `(value, id)` or `(id,)` of the last one seen: go on behind it.
            upto: Leave out higher ids: a frozen view of a live table.
        """
        window = Window(order, limit, offset, after, upto)
        version = self._version()
        found = self._documents(self._engine.find(self.name, cond, window))
        if cond is not None and limit and order and not offset and after is None:
            self._note(version, cond, window, len(found))
        return found

    def records(self, read: Read[R], cond: QueryLike, window: Window = EVERYTHING) -> list[R]:
        """Return what is read of a window of the documents that match.

        Most of what is looked at again is as it was: of a document that still reads the same, the same record
        is returned.

        Args:
            read: Makes a record of a document and its id: the same of the same, and nobody may change it.
                What the text leaves out, it takes for None.
            cond: A query.
            window: Which part of the answer is wanted.
        """
        return self.recall(read, self._engine.texts(self.name, cond, window))

    def texts(self, cond: QueryLike, window: Window) -> list[Text]:
        """Return the first documents that match as they are kept, for `recall` to make records of some."""
        version = self._version()
        found = self._engine.texts(self.name, cond, window)
        self._note(version, cond, window, len(found))
        return found

    def recall(self, read: Read[R], found: Sequence[Text]) -> list[R]:
        """Return what is read of documents as they are kept, as `records` does."""
        return self._recalled.records(read, found)

    def search(self, cond: QueryLike) -> list[Document]:
        """Return all documents that match."""
        if self._engine.writing or not self._cacheable(cond):
            return self.select(cond)
        cache = self._query_cache
        found = cache.get(cond)
        if found is None:
            found = cache[cond] = self.select(cond)
        return found[:]

    def count(
        self, cond: QueryLike | None = None, *, upto: int | None = None, above: int | None = None
    ) -> int:
        """Return how many documents match, up to an id, or above one: of the newest only those are read."""
        return self._engine.tally(self.name, cond, upto, above)

    def sorts(self) -> dict[str, int]:
        """Return how many documents there are of each value of the field the table is tallied by."""
        return self._engine.sorts(self.name)

    def spread(self, sort: str, spans: Iterable[tuple[int, int]]) -> int:
        """Return how many documents of a sort lie in spans of the other field it is tallied by.

        Args:
            sort: A value of the first field.
            spans: Of the second: the lowest value each, and that which is beyond.
        """
        return self._engine.spread(self.name, sort, spans)

    def glance(self, cond: QueryLike, *, order: str, most: int) -> int | None:
        """Return how many documents match, counted no further than `most`, or None where that takes long.

        Args:
            cond: What to count.
            order: The field to go along; its index should hold what may match.
            most: Where to stop.
        """
        noted: Noted | None = getattr(self._mine, "noted", None)
        if noted is not None and noted.tells(self._engine.current(), cond, order, most):
            return min(noted.number, most)
        return self._engine.glance(self.name, cond, order, most)

    def top(self) -> int:
        """Return the highest id ever given."""
        return self._engine.top(self.name)

    @overload  # type: ignore[override]  # TinyDB types the ids by position too, which works but reads badly
    def get(self, cond: QueryLike) -> Document | None: ...
    @overload
    def get(self, cond: QueryLike | None = ..., *, doc_id: int) -> Document | None: ...
    @overload
    def get(self, cond: QueryLike | None = ..., *, doc_ids: list[int]) -> list[Document]: ...
    def get(
        self,
        cond: QueryLike | None = None,
        doc_id: int | None = None,
        doc_ids: list[int] | None = None,
    ) -> Document | list[Document] | None:
        """Return the document of an id, those of several, or the first that matches."""
        if doc_id is not None:
            document = self._engine.fetch(self.name, doc_id)
            return None if document is None else self.document_class(document, doc_id)
        if doc_ids is not None:
            numbers = sorted({int(each) for each in doc_ids})
            found = ((number, self._engine.fetch(self.name, number)) for number in numbers)
            return self._documents((number, each) for number, each in found if each is not None)
        if cond is not None:
            return next(iter(self.select(cond, limit=1)), None)
        raise RuntimeError("You have to pass either cond or doc_id or doc_ids")

    def __iter__(self) -> Iterator[Document]:
        for number, document in self._read_table().pairs():
            yield self.document_class(document, self.document_id_class(number))

    # Changes

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document and return its id.

        Inside a transaction it asks for no savepoint: it is one statement and what follows it, and each
        savepoint has the search index write down what it has gathered.
        """
        with self._whole():
            return self._added(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert several documents, all or none, and return their ids."""
        with self._engine.transaction():
            return [self._added(each) for each in documents]

    def update(
        self,
        fields: Fields,
        cond: QueryLike | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> list[int]:
        """Change the documents that match, or those of the ids, and return their ids."""
        with self._whole():
            return super().update(fields, doc_ids=self._numbers(cond, doc_ids))

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Change the documents that match, or insert the one; return the ids."""
        with self._whole():
            return super().upsert(document, cond)

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """Remove the documents that match, or those of the ids, and return their ids."""
        with self._whole():
            return super().remove(doc_ids=self._numbers(cond, doc_ids))

    # What TinyDB's own code calls

    def _read_table(self) -> Rows:  # type: ignore[override]  # TinyDB says dict, and asks for a mapping only
        return Rows(self._engine, self.name)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._engine.transaction():
            self._engine.create(self.name)
            rows = Rows(self._engine, self.name, updating=True)
            updater(rows)
            rows.flush()

    def _added(self, document: Mapping[str, Any]) -> int:
        """Write a new document, which may say its id, in the transaction that is open; return the id."""
        if not isinstance(document, Mapping):
            raise ValueError("Document is not a Mapping")
        number = document.doc_id if isinstance(document, self.document_class) else None
        if number is not None and number in self._read_table():
            raise ValueError(f"Document with ID {number} already exists")
        self._engine.create(self.name)
        return self._engine.add(self.name, dict(document), number)

    @property
    def _query_cache(self) -> Cache:
        """This thread's cache, emptied if anybody has committed since it was last asked for."""
        version = self._engine.current()
        if getattr(self._mine, "version", None) != version:
            self._mine.version = version
            self._mine.cache = self.query_cache_class(capacity=self._cache_size)
        return cast(Cache, self._mine.cache)

    @_query_cache.setter
    def _query_cache(self, cache: Cache) -> None:
        """TinyDB lays an empty one in when the table is made; ours are made when a thread asks."""

    def _note(self, version: Hashable, cond: QueryLike, window: Window, number: int) -> None:
        """Note how many first rows were just found: whoever reads a list often wants their number too."""
        cacheable = getattr(cond, "is_cacheable", lambda: True)
        all_ = window.upto is None or window.upto >= self.top()
        told = cacheable() and all_ and not self._engine.writing
        self._mine.noted = Noted(version, cond, window, number) if told else None

    def _version(self) -> Hashable:
        """Return the store's; None inside a transaction, where nothing is noted by it."""
        return None if self._engine.writing else self._engine.current()

    def _whole(self) -> AbstractContextManager[object]:
        """All of one write or nothing; inside a transaction, what writes at last is a savepoint anyway."""
        return nullcontext() if self._engine.writing else self._engine.transaction()

    def _cacheable(self, cond: QueryLike) -> bool:
        cacheable = getattr(cond, "is_cacheable", lambda: True)
        return cacheable() and self._engine.exact(self.name, cond)

    def _numbers(self, cond: QueryLike | None, doc_ids: Iterable[int] | None) -> Iterable[int] | None:
        if doc_ids is not None or cond is None:
            return doc_ids
        return [number for number, _ in self._engine.find(self.name, cond)]

    def _documents(self, found: Iterable[Found]) -> list[Document]:
        return [self.document_class(document, self.document_id_class(number)) for number, document in found]


class Database(TinyDB):
    """`TinyDB` whose tables are live over an engine: `Database(place, storage=SQLiteStorage)`."""

    table_class = LiveTable

    @property
    def engine(self) -> Engine:
        """Where the documents are kept."""
        return cast(Engine, self.storage)

    def live(self, name: str) -> LiveTable:
        """Return a table as what it is."""
        return cast(LiveTable, self.table(name))

    def tables(self) -> set[str]:
        """Return the names of all tables."""
        return set(Tables(self.engine))

    def drop_tables(self) -> None:
        """Remove all tables with all they hold."""
        with self.transaction():
            super().drop_tables()

    def transaction(self) -> AbstractContextManager[None]:
        """All of the block or nothing; inside another transaction, a block that fails is undone alone."""
        return self.engine.transaction()
