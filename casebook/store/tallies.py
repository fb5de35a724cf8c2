"""How many documents there are of each sort, kept beside the table while it is written.

A kind that is tallied by two fields has a table that says for each value of the first, and each day of the
second, how many documents there are. It is kept within the transaction that changes a document: it is never
older than the rows, and what is undone there is undone here. `stretch` reads off a query whether a tally can
tell it, `summed` asks; what lies in no whole day is counted in an index.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from tinydb import where
from tinydb.queries import QueryLike

from casebook.frozen import frozen
from casebook.store.asking import Question
from casebook.store.live import Doc
from casebook.store.narrow import narrow
from casebook.store.narrowed import value_of
from casebook.store.schema import Kind, table_of

DAY = 86_400_000
"""How much of the second field is counted together: a day, where it is in milliseconds."""
_ODD = -1
"""Stands for the day of what is no number: such documents count for their sort, but not for any stretch."""


@frozen
class Stretch:
    """What a query asks for: documents of one sort, from `start` up to before `end`."""

    sort: str
    start: int | None = None
    end: int | None = None

    def inside(self) -> range:
        """Return the days that lie wholly within; of a stretch without a beginning only those of our time."""
        if self.end is None:
            return range(0)
        return range(max(-(-(self.start or 0) // DAY), 1), self.end // DAY)


def tally_of(name: str) -> str:
    """Return the quoted SQL name of a table's tally."""
    return f'"tally:{name}"'


def tally_statements(kinds: Mapping[str, Kind]) -> dict[str, str]:
    """Return the SQL names of the tallies of these kinds, each with the statement that creates it."""
    columns = "sort TEXT, day INTEGER, many INTEGER, PRIMARY KEY (sort, day)"
    return {
        f"tally:{name}": f"CREATE TABLE {tally_of(name)} ({columns}) WITHOUT ROWID"
        for name, kind in kinds.items()
        if kind.tallied
    }


def moves(kind: Kind, was: Doc | None, now: Mapping[str, Any] | None) -> Iterator[tuple[str, int, int]]:
    """Yield what a change brings about: a sort, a day, and by how many it becomes more."""
    if kind.tallied and (before := _key(kind, was)) != (after := _key(kind, now)):
        for key, by in ((before, -1), (after, 1)):
            if key is not None:
                yield *key, by


@cache
def step(name: str) -> str:
    """Return the statement that counts one such move."""
    return (
        f"INSERT INTO {tally_of(name)} VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET many = many + excluded.many"
    )


def refill(name: str, kind: Kind) -> str:
    """Return the statement that fills a new tally."""
    return f"INSERT INTO {tally_of(name)} {recount(name, kind)}"


def tallied(ask: Callable[..., list[Any]], kinds: Mapping[str, Kind]) -> dict[str, Kind]:
    """Return the kinds whose tally a file keeps."""
    there = {name for (name,) in ask("SELECT name FROM sqlite_master WHERE name GLOB 'tally:*'")}
    return {name: kind for name, kind in kinds.items() if f"tally:{name}" in there}


def recount(name: str, kind: Kind) -> str:
    """Return the question what a table's tally must hold."""
    sort, at = (value_of(field) for field in kind.tallied)
    known = f"typeof({at}) IN ('integer', 'real') AND {at} >= 0"
    day = f"CASE WHEN {known} THEN CAST({at} / {DAY} AS INTEGER) ELSE {_ODD} END"
    plain = f"typeof({sort}) = 'text' AND {sort} NOT GLOB '[[{{]*'"
    return f"SELECT {sort}, {day}, count(*) FROM {table_of(name)} WHERE {plain} GROUP BY 1, 2"


def by_sort(name: str, kind: Kind, *, kept: bool) -> str:
    """Return the question how many documents there are of each sort.

    Args:
        name: The table.
        kind: What is declared of it.
        kept: Whether its tally is; else all of the table is counted.
    """
    if kept:
        return f"SELECT sort, sum(many) FROM {tally_of(name)} GROUP BY sort"
    sort = value_of(kind.tallied[0])
    return f"SELECT {sort}, count(*) FROM {table_of(name)} WHERE typeof({sort}) = 'text' GROUP BY 1"


def spread(name: str, kind: Kind, sort: str, spans: Iterable[tuple[int, int]], *, kept: bool) -> Question:
    """Return the question how many documents of a sort lie in any of some spans that do not overlap."""
    parts = [
        (summed(name, kind, Stretch(sort, *span)) if kept else None) or _edge(name, kind, sort, *span)
        for span in spans
    ]
    sql = " + ".join(f"({part.sql})" for part in parts) or "0"
    return Question(f"SELECT {sql}", tuple(arg for part in parts for arg in part.args))


def told(name: str, kind: Kind, query: QueryLike | None) -> Question | None:
    """Return the question to a table's tally how many documents match, where that tells it, else None."""
    asked = stretch(query, kind)
    return None if asked is None else summed(name, kind, asked)


def stretch(query: QueryLike | None, kind: Kind) -> Stretch | None:
    """Return what a query asks for where a tally tells it, else None."""
    if len(kind.tallied) != 2:
        return None
    sort, day = ((field,) for field in kind.tallied)
    sorts, bounds = set[str](), dict[str, int]()
    for each in _parts(getattr(query, "_hash", None)):
        match each:
            case ("==", path, str() as value) if path == sort and _sayable(path, value):
                sorts.add(value)
            case (">=" | "<" as sign, path, int() as bound) if (
                path == day and sign not in bounds and _sayable(path, bound)
            ):
                bounds[sign] = bound
            case _:
                return None
    return Stretch(sorts.pop(), bounds.get(">="), bounds.get("<")) if len(sorts) == 1 else None


def _sayable(path: tuple[str], value: Any) -> bool:
    """Return whether SQL takes a value, and reads it as Python does."""
    return narrow(where(path[0]) == value).exact


def summed(name: str, kind: Kind, asked: Stretch) -> Question | None:
    """Return the question how many documents there are of a stretch; None where an index tells it as soon."""
    total = f"SELECT coalesce(sum(many), 0) FROM {tally_of(name)} WHERE sort = ?"
    if asked.start is None and asked.end is None:
        return Question(total, (asked.sort,))
    days = asked.inside()
    if not days:
        return None
    edges = [(asked.start, days.start * DAY), (days.stop * DAY, asked.end)]
    parts = [Question(f"{total} AND day >= ? AND day < ?", (asked.sort, days.start, days.stop))]
    parts += [_edge(name, kind, asked.sort, *edge) for edge in edges]
    sql = " + ".join(f"({part.sql})" for part in parts)
    return Question(f"SELECT {sql}", tuple(arg for part in parts for arg in part.args))


def _edge(name: str, kind: Kind, sort: str, start: int | None, end: int | None) -> Question:
    """Return the question for what lies in no whole day: few, and counted in an index."""
    args = (sort, *(bound for bound in (start, end) if bound is not None))
    return Question(_edge_sql(name, kind.tallied, above=start is not None, below=end is not None), args)


@cache
def _edge_sql(name: str, fields: tuple[str, ...], *, above: bool, below: bool) -> str:
    first, second = (value_of(field) for field in fields)
    where = [f"{first} = ?"] + [f"{second} >= ?"] * above + [f"{second} < ?"] * below
    return f"SELECT count(*) FROM {table_of(name)} WHERE {' AND '.join(where)}"


def _parts(shape: Any) -> Iterable[Any]:
    """Return the conditions of a query, all of which must hold."""
    match shape:
        case ("and", frozenset() as parts):
            return [each for part in parts for each in _parts(part)]
    return [shape]


def _key(kind: Kind, document: Mapping[str, Any] | None) -> tuple[str, int] | None:
    """Return the sort and the day of a document, as `recount` has them; None where it is of no sort.

    SQL shows lists and dictionaries as their JSON text, so what reads like one is no sort.
    """
    sort, at = (document.get(field) if document else None for field in kind.tallied)
    if not isinstance(sort, str) or sort.startswith(("[", "{")):
        return None
    if not isinstance(at, int | float) or at < 0:
        return sort, _ODD
    return sort, at // DAY if isinstance(at, int) else int(at / DAY)
