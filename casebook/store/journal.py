"""The log: every act with all it changed, written in the same transaction, and read back as events."""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from datetime import datetime
from typing import Any

from tinydb import where
from tinydb.table import Document

from casebook.document import from_ms, to_ms
from casebook.event import Change, Event
from casebook.store.live import Doc
from casebook.store.tables import LiveTable

_MOST = 200
"""Turns whose rows are fetched together."""


class Act:
    """One act while it happens: the witness that writes what changes into the log."""

    def __init__(
        self, log: LiveTable, by: str, what: str, at: datetime, *, case: int | None, undoes: int | None
    ) -> None:
        self._log = log
        self._about = {"at": to_ms(at), "by": by, "act": what, "undoes": undoes}
        self._case = case
        self._rows: list[int] = []
        self._first = 0
        self._names_all = False

    @property
    def turn(self) -> int | None:
        """The act's number: the id of its first row; None while nothing has changed."""
        return self._rows[0] if self._rows else None

    @property
    def case(self) -> int | None:
        """The case the act belongs to. An act that opens a case sets it, and the rows so far follow."""
        return self._case

    @case.setter
    def case(self, case: int | None) -> None:
        self._case = case
        self._log.update({"case": case}, doc_ids=self._rows[self._first :])

    def part(self, what: str, case: int | None, undoes: int | None) -> "Act":
        """Return an act that is a part of this one: its rows are of the same turn, on a case of their own.

        A whole without a name is called as the last of its parts that changes anything.
        """
        part = copy(self)
        part._case, part._first = case, len(self._rows)
        part._names_all = not self._about["act"]
        if part._names_all:
            part._about = {**self._about, "act": what, "undoes": undoes}
        return part

    def note(self, table: str, number: int, was: Doc | None, now: Mapping[str, Any] | None) -> None:
        """Write one change down."""
        if self._names_all and len(self._rows) == self._first:
            self._log.update({"act": self._about["act"]}, doc_ids=self._rows)
        row = self._log.top() + 1
        about = {"turn": self.turn or row, **self._about, "case": self._case}
        self._log.insert(Document({**about, "table": table, "id": number, "was": was, "now": now}, row))
        self._rows.append(row)

    def mark(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def forget(self, mark: int) -> None:
        """Forget the rows since the mark: they have been rolled back."""
        del self._rows[mark:]


class Acts(Act):
    """Several acts as one: those inside it become parts of it."""


def events(log: LiveTable, turns: Iterable[int], case: int | None = None) -> list[Event]:
    """Return the acts of these numbers, in this order; of a case, only what they changed there."""
    wanted, found = list(turns), dict[int, list[Document]]()
    for start in range(0, len(wanted), _MOST):
        some = wanted[start : start + _MOST]
        for row in log.select(where("turn").one_of(some), order="+"):
            if case is None or row["case"] == case:
                found.setdefault(row["turn"], []).append(row)
    return [_event(turn, found[turn]) for turn in wanted if turn in found]


def heads(log: LiveTable, turns: Iterable[int]) -> list[Event]:
    """Return the acts of these numbers, in this order, without what they changed."""
    wanted = list(turns)
    rows = {row.doc_id: row for row in log.get(doc_ids=wanted)}
    return [_head(turn, rows[turn]) for turn in wanted]


def _event(turn: int, rows: list[Document]) -> Event:
    return replace(_head(turn, rows[0]), changes=tuple(_changes(rows)))


def _head(turn: int, about: Mapping[str, Any]) -> Event:
    return Event(
        turn=turn,
        at=from_ms(about["at"]),
        by=about["by"],
        act=about["act"],
        case=about["case"],
        changes=(),
        undoes=about["undoes"],
    )


def _changes(rows: Iterable[Document]) -> Iterator[Change]:
    for row in rows:
        yield Change(row["table"], row["id"], row["was"], row["now"], row["case"])
