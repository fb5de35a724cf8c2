"""The casebook's store: its tables, acts that leave their trace, and word of what others change."""

from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from tinydb import where

from casebook.event import Event
from casebook.store.asking import Question, held, turns, turns_of
from casebook.store.journal import Act, Acts, events, heads
from casebook.store.schema import KINDS
from casebook.store.sqlite import SQLiteStorage
from casebook.store.tables import Database
from casebook.store.telling import Tell, silent

V = TypeVar("V", str, int, str | int)


class Store:
    """Everything we know, in one file, shared by the threads and processes of a host.

    A table is TinyDB's own, so `where("lane") == "desk"` filters a live mention and a million kept ones
    alike. Times in documents are milliseconds. A change on a logged table needs an act; a block that raises
    is undone.

        with store.act("jane", "case.claim", now, case=7):
            store.cases.update({"owner": "jane"}, doc_ids=[7])

    Write transactions exclude each other, over all processes: what an act has read stays true until it ends.
    """

    def __init__(self, place: Path, *, read_only: bool = False, tell: Tell = silent) -> None:
        """Open the file, or make it.

        Args:
            place: The file.
            read_only: Whether nothing may be written; then it must be there, and an act raises `ReadOnly`.
            tell: Is told what takes long, in a line each, before it is begun.

        Raises:
            NewerStore: A newer amends has made or upgraded it.
            StoreError: It cannot be opened; the message says why.
        """
        self.engine = SQLiteStorage(place, KINDS, read_only=read_only, tell=tell)
        """Where the documents are kept; for the rest of this package."""
        self._database = Database(storage=lambda: self.engine)
        self.mentions = self._database.live("mentions")
        self.cases = self._database.live("cases")
        self.customers = self._database.live("customers")
        self.handles = self._database.live("handles")
        self.follow_ups = self._database.live("follow_ups")
        self.mutes = self._database.live("mutes")
        self.promises = self._database.live("promises")
        self.notes = self._database.live("notes")
        self.drafts = self._database.live("drafts")
        self.sources = self._database.live("sources")
        self.contacts = self._database.live("contacts")
        self.test_mails = self._database.live("test_mails")
        self.redirects = self._database.live("redirects")
        self.likenesses = self._database.live("likenesses")
        self.traces = self._database.live("traces")
        self.lessons = self._database.live("lessons")
        self.hours = self._database.live("hours")
        self.gauges = self._database.live("gauges")
        self.judgings = self._database.live("judgings")
        self.storms = self._database.live("storms")
        self.presence = self._database.live("presence")
        self.log = self._database.live("log")

    @property
    def place(self) -> Path:
        """The file."""
        return self.engine.place

    @contextmanager
    def act(
        self, by: str, what: str, at: datetime, *, case: int | None = None, undoes: int | None = None
    ) -> Iterator[Act]:
        """Do one thing, all or nothing, and have what it changes written to the log.

        Args:
            by: Who does it.
            what: The act's name, e.g. `case.claim`.
            at: When; aware.
            case: The case it belongs to; an act that opens one sets it on the `Act`.
            undoes: The turn it takes back.
        """
        whole = self.engine.witness
        if isinstance(whole, Acts):
            act: Act = whole.part(what, case, undoes)
        else:
            act = Act(self.log, by, what, at, case=case, undoes=undoes)
        with self.engine.transaction(), self.engine.witnessed(act):
            yield act

    @contextmanager
    def together(self, by: str, what: str, at: datetime, *, undoes: int | None = None) -> Iterator[None]:
        """Do several acts as one, with one turn and one name in the log; each keeps its own case.

        Args:
            by: Who does them.
            what: The name of the whole; empty for that of the last act that changes anything.
            at: When; aware.
            undoes: The turn that is taken back.
        """
        with (
            self.engine.transaction(),
            self.engine.witnessed(Acts(self.log, by, what, at, case=None, undoes=undoes)),
        ):
            yield

    def batch(self) -> AbstractContextManager[None]:
        """Write several things in one transaction; a batch or an act inside is undone alone if it fails."""
        return self.engine.transaction()

    @contextmanager
    def snapshot(self, overtaken: Callable[[], bool] | None = None) -> Iterator[None]:
        """Let this thread read one state of the store for the block, whatever others commit.

        Args:
            overtaken: Whether nobody waits any more for what is read; asked often, in this thread, and then
                the block is left with `Overtaken`.
        """
        with self.engine.snapshot():
            if overtaken is None:
                yield
            else:
                with self.engine.connections.waited_for(overtaken):
                    yield

    def events(
        self, *, case: int | None = None, after: int = 0, limit: int | None = None, newest: bool = False
    ) -> list[Event]:
        """Return what was done, one event an act, oldest first.

        Args:
            case: Only what belongs to this case.
            after: Only turns above this one.
            limit: At most so many events.
            newest: Newest first.
        """
        return events(self.log, self._firsts(turns(case, after, limit, newest=newest)), case)

    def events_on(self, places: Collection[tuple[str, int]], *, after: int, but: str) -> list[Event]:
        """Return the acts of others behind a turn that changed any of these documents, oldest first.

        Args:
            places: Tables and ids.
            after: Only turns above this one; all that others did behind it is read.
            but: Whose acts are left out.
        """
        tables = where("table").one_of(sorted({table for table, _ in places}))
        rows = self.log.select((where("turn") > after) & tables & (where("by") != but), order="+")
        found = dict.fromkeys(row["turn"] for row in rows if (row["table"], row["id"]) in places)
        return events(self.log, found)

    def acts_of(self, by: str, *, before: int | None = None, limit: int = 100) -> list[Event]:
        """Return somebody's latest acts, newest first, without what they changed.

        Args:
            by: Who did them.
            before: Only turns below this one.
            limit: At most so many.
        """
        end = self.log.top() + 1 if before is None else before
        return heads(self.log, self._firsts(turns_of(by, end, limit)))

    def held(self, table: str, field: str, values: Collection[V]) -> set[V]:
        """Return those of some values that any document of a table has in a field, which has an index.

        Args:
            table: Its name.
            field: Of the document.
            values: Numbers, or texts that can be printed.
        """
        return set(self._firsts(held(table, field, values)))

    def version(self) -> Hashable:
        """Return what changes with every commit, whoever makes it; to be compared within one thread only."""
        return self.engine.version()

    def wait(self, timeout: float) -> bool:
        """Wait until another thread or process commits something this thread has not seen.

        Seen is what the thread last had from `version` or from here: read `version`, read the tables, then
        wait, and nothing is missed. Blocks, so it wants a thread of its own.

        Args:
            timeout: Seconds after which the answer is False.
        """
        return self.engine.wait(timeout)

    def close(self) -> None:
        """Close the file for all threads of this process."""
        self._database.close()

    def _firsts(self, question: Question) -> list[Any]:
        """Return the first value of each row that answers a question."""
        return [value for value, *_ in self.engine.ask(*question)]
