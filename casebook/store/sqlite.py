"""Documents in one SQLite file, shared by the threads and processes of a host."""

from collections.abc import Generator, Hashable, Iterable, Mapping
from contextlib import AbstractContextManager, closing
from functools import partial
from itertools import islice
from pathlib import Path
from sqlite3 import SQLITE_INTERRUPT, OperationalError
from typing import Any

from tinydb.queries import QueryLike

from casebook.errors import StoreError
from casebook.store.asking import Question, counted, found
from casebook.store.beside import to_read, to_write
from casebook.store.connections import Connections, check_library
from casebook.store.derived import following
from casebook.store.files import look_at, open_file
from casebook.store.live import EVERYTHING, Doc, Engine, Text, Window, Witness
from casebook.store.narrow import narrow
from casebook.store.narrowed import DOC, Narrowed
from casebook.store.paper import alike, dump, load
from casebook.store.schema import UNKNOWN, Kind, Logged, creation, digested, table_of, words_of
from casebook.store.searching import Search
from casebook.store.tallies import by_sort, spread, tallied, told
from casebook.store.telling import Tell, silent
from casebook.store.transactions import Transactions
from casebook.store.ways import Asker, of_first, to_number, to_rows

_PORTION = 256
"""Rows fetched together where all may be many."""


class SQLiteStorage(Engine):
    """The engine over SQLite."""

    def __init__(
        self,
        place: Path | str,
        kinds: Mapping[str, Kind] | None = None,
        *,
        read_only: bool = False,
        tell: Tell = silent,
    ) -> None:
        check_library()
        self.place = Path(place)
        self._kinds = kinds or {}
        self._opening, self.lock = to_read(self.place) if read_only else to_write(self.place, tell)
        self.connections = Connections(self.place, read_only=read_only)
        """One for each thread that has asked."""
        self._transactions = Transactions(self.connections, self.lock)
        try:
            if read_only:
                look_at(self.connections, self._kinds)
            else:
                open_file(self.connections, self.lock, self._kinds, tell)
            self._tallied = tallied(self.ask, self._kinds)
            self._kinds = digested(self.ask, self._kinds)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close every thread's connection; who waits is woken."""
        self.connections.close()
        self._transactions.ring()
        self.lock.close()
        self._opening.close()

    def kind(self, table: str) -> Kind:
        """Return what is declared of a table."""
        return self._kinds.get(table, UNKNOWN)

    # Tables

    def names(self) -> set[str]:
        """Return the names of all tables."""
        asked = "SELECT substr(name, 5) FROM sqlite_master WHERE type = 'table' AND name GLOB 'doc:*'"
        return {name for (name,) in self.ask(asked)}

    def create(self, table: str) -> None:
        """Make sure there is a table of that name."""
        if not self._has(table):
            with self.transaction():
                self.ask(creation(table))

    def drop(self, table: str) -> None:
        """Remove a table with all it holds; one that is declared stays, empty."""
        if table in self._kinds:
            self.clear(table)
        elif self._has(table):
            with self.transaction():
                self.ask(f"DROP TABLE {table_of(table)}")

    def clear(self, table: str) -> None:
        """Remove all documents; a table nothing is declared of begins again with id 1."""
        if table in self._kinds:
            with self.transaction():
                for (number,) in self.ask(f"SELECT id FROM {table_of(table)}"):
                    self.discard(table, number)
        elif self._has(table):
            self.drop(table)
            self.create(table)

    def _has(self, table: str) -> bool:
        return table in self._kinds or table in self.names()

    # Questions

    def texts(self, table: str, query: QueryLike | None = None, window: Window = EVERYTHING) -> list[Text]:
        """Return the documents that match, as they are kept."""
        if not self._has(table):
            return []
        search = self._search(table, query, window.order.strip("+-"))
        if of_first(window) and search.has_ways:
            return search.first(to_rows(table, window))
        question = found(table, search.plain, window)
        if query is None or search.wanted.exact:
            return self.ask(*question)
        end = None if window.limit is None else window.offset + window.limit
        with closing(self._decided(table, question, query)) as matches:
            return list(islice(matches, window.offset, end))

    def tally(
        self, table: str, query: QueryLike | None = None, upto: int | None = None, above: int | None = None
    ) -> int:
        """Return how many documents match, up to an id or above one."""
        if not self._has(table):
            return 0
        bounded = (upto, above) != (None, None)
        if not bounded and (kept := told(table, self._tallied.get(table, UNKNOWN), query)):
            return int(self.ask(*kept)[0][0])
        digest = self.kind(table).digest if above is None else None
        if digest and (asked := self._search(table, query, digest.order).counting(upto)):
            return int(self.ask(*asked)[0][0])
        unsaid = self.kind(table).unsaid
        narrowed = self._narrow(table, query) if above is None else narrow(query, unsaid=unsaid)
        if query is None or narrowed.exact:
            return int(self.ask(*counted(table, narrowed, upto, above))[0][0])
        candidates = found(table, narrowed, Window(upto=upto, above=above))
        return sum(1 for _ in self._decided(table, candidates, query))

    def sorts(self, table: str) -> dict[str, int]:
        """Return how many documents there are of each value of the first field a table is tallied by."""
        return dict(self.ask(by_sort(table, self.kind(table), kept=table in self._tallied)))

    def spread(self, table: str, sort: str, spans: Iterable[tuple[int, int]]) -> int:
        """Return how many documents of a sort lie in spans of the second field, ends apart."""
        kept = table in self._tallied
        return int(self.ask(*spread(table, self.kind(table), sort, spans, kept=kept))[0][0])

    def glance(self, table: str, query: QueryLike, order: str, most: int) -> int | None:
        """Return how many documents match, at most so many; None where that cannot be told at a glance."""
        search = self._search(table, query, order)
        if not search.wanted.exact:
            return None
        rows = search.glance(to_number(table, order, most))
        return None if rows is None else min(int(rows[0][0]), most)

    def _search(self, table: str, query: QueryLike | None, order: str) -> Search:
        by = Asker(partial(self.top, table), lambda each: self.ask(*each), self._tried)
        return Search(table, self.kind(table), query, order, by)

    def _tried(self, question: Question, steps: int) -> list[Any] | None:
        with self.connections.asking(steps) as connection:
            try:
                return connection.execute(*question).fetchall()
            except OperationalError as error:
                if error.sqlite_errorcode == SQLITE_INTERRUPT and not self.connections.line().overtaken():
                    return None
                raise

    def exact(self, table: str, query: QueryLike) -> bool:
        """Return whether SQL says all of the query."""
        return self._narrow(table, query).exact

    def fetch(self, table: str, number: int) -> Doc | None:
        """Return one document, or None."""
        if not self._has(table):
            return None
        rows = self.ask(f"SELECT {DOC} FROM {table_of(table)} WHERE id = ?", (number,))
        return self.document(table, rows[0][0]) if rows else None

    def document(self, table: str, said: str) -> Doc:
        """Return the document a text of a table says."""
        return load(said, self.kind(table).unsaid)

    def top(self, table: str) -> int:
        """Return the highest id ever given."""
        if not self._has(table):
            return 0
        rows = self.ask("SELECT seq FROM sqlite_sequence WHERE name = ?", (f"doc:{table}",))
        return int(rows[0][0]) if rows else 0

    def ask(self, sql: str, args: tuple[Any, ...] = ()) -> list[Any]:
        """Run one statement in this thread and return its rows."""
        with self.connections.asking() as connection:
            return connection.execute(sql, args).fetchall()

    def each(self, sql: str, args: tuple[Any, ...] = ()) -> Generator[Any, None, None]:
        """Run one statement and yield its rows, a portion in memory at a time."""
        with self.connections.asking() as connection:
            cursor = connection.execute(sql, args)
        try:
            while portion := self._portion(cursor):
                yield from portion
        finally:
            cursor.close()

    def _narrow(self, table: str, query: QueryLike | None) -> Narrowed:
        kind = self.kind(table)
        return narrow(query, words_of(table) if kind.words else None, unsaid=kind.unsaid)

    def _decided(self, table: str, question: Question, query: QueryLike) -> Generator[Text, None, None]:
        """Yield the candidates the query itself says yes to."""
        with closing(self.each(*question)) as candidates:
            for number, said in candidates:
                if query(self.document(table, said)):
                    yield number, said

    def _portion(self, cursor: Any) -> list[Any]:
        with self.connections.asking():
            rows: list[Any] = cursor.fetchmany(_PORTION)
        return rows

    # Changes

    def put(self, table: str, number: int, document: Mapping[str, Any]) -> None:
        """Write one document with its words and its line in the log; the caller has a transaction open."""
        was = self.fetch(table, number)
        if was is None:
            self.add(table, document, number)
            return
        unsaid = self.kind(table).unsaid
        if not alike(said := dump(document, unsaid), was, unsaid):
            self.ask(f"UPDATE {table_of(table)} SET {DOC} = ? WHERE id = ?", (said, number))
            self._follow(table, number, was, document)

    def add(self, table: str, document: Mapping[str, Any], number: int | None = None) -> int:
        """Write one document that is not there yet, likewise, and return its id."""
        said = dump(document, self.kind(table).unsaid)
        written = f"INSERT INTO {table_of(table)} (id, {DOC}) VALUES (?, ?)"
        with self.connections.asking() as connection:  # to have it returned doubles what it takes
            made = connection.execute(written, (number, said)).lastrowid or 0
        self._follow(table, made, None, document)
        return made

    def discard(self, table: str, number: int) -> bool:
        """Remove one document with its words; the caller has a transaction open."""
        before = self.fetch(table, number)
        if before is None:
            return False
        self.ask(f"DELETE FROM {table_of(table)} WHERE id = ?", (number,))
        self._follow(table, number, before, None)
        return True

    def _follow(self, table: str, number: int, was: Doc | None, now: Mapping[str, Any] | None) -> None:
        kind = self.kind(table)
        for statement in following(table, kind, number, was, now):
            self.ask(*statement)
        if kind.logged is Logged.ALL or (kind.logged is Logged.CHANGES and was is not None):
            if self._transactions.witness is None:
                raise StoreError(f"{table}: a change outside an act would leave no trace")
            self._transactions.witness.note(table, number, was, now)

    # Transactions

    @property
    def writing(self) -> bool:
        """Whether this thread is inside a transaction."""
        return self._transactions.open

    def transaction(self) -> AbstractContextManager[None]:
        """All of the block or nothing; inside another transaction, a block that fails is undone alone."""
        return self._transactions.begin()

    def snapshot(self) -> AbstractContextManager[None]:
        """Let this thread read one state of the store for the block, whatever others commit."""
        return self._transactions.snapshot()

    @property
    def witness(self) -> Witness | None:
        """Who notes this thread's changes now."""
        return self._transactions.witness

    def witnessed(self, witness: Witness) -> AbstractContextManager[None]:
        """Have the witness note this thread's changes for the block."""
        return self._transactions.witnessed(witness)

    def version(self) -> Hashable:
        """Return what changes with every commit, whoever makes it; to be compared within one thread only."""
        return self._transactions.version()

    def current(self) -> Hashable:
        """Return the same, but for `wait` it does not count as seen."""
        return self._transactions.current()

    def wait(self, timeout: float) -> bool:
        """Wait until another thread or process commits, at most so many seconds."""
        return self._transactions.wait(timeout)
