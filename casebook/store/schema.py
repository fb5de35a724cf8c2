"""What the store knows of each table, and how that lies in SQLite.

Each table is `"doc:NAME"(id, doc)`. Indexes are declarative: an index is named for what it is on, so opening
a store creates the missing and drops the strange; so is the digest of a table, one index that holds much of
each document. The words of a table are in `"words:NAME"`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import cache
from sqlite3 import sqlite_version_info
from typing import Any

from casebook.frozen import frozen
from casebook.keeping import UNSAID
from casebook.store.digest import SINCE, Digest
from casebook.store.narrowed import DOC, value_of
from casebook.store.words import COLUMNS

APPLICATION = 0x616D6E64
"""SQLite's application_id of our files: 'amnd'."""
VERSION = 4
"""SQLite's user_version of our files; `migrations` leads up to it."""


class Logged(StrEnum):
    """Which changes of a table go to the log."""

    NOTHING = "nothing"
    CHANGES = "changes"
    """Changed and removed documents, but not new ones."""
    ALL = "all"


@frozen
class Kind:
    """What is known of a table."""

    indexes: tuple[tuple[str, ...], ...] = ()
    """Fields, in the order of the index; documents of equal fields stand in it by id.

    Whatever one of several values is asked of must not stand before what rows are sorted by, unless it is the
    first: there SQLite before 3.42 leaves out rows of the later values when only so many are wanted.
    """
    unique: tuple[tuple[str, ...], ...] = ()
    sparse: tuple[tuple[str, ...], ...] = ()
    """Indexes of those documents alone that have something in the first field: cheap where few have."""
    digest: Digest | None = None
    unsaid: frozenset[str] = frozenset()
    """Fields that are left out of a document's text while they are None, as `paper` has it."""
    words: bool = False
    """Whether the words of its documents can be looked for."""
    logged: Logged = Logged.NOTHING
    tallied: tuple[str, ...] = ()
    """Two fields: how many documents there are of each value of the first, and day of the second, is kept."""


UNKNOWN = Kind()
"""A table nothing is declared of."""

KINDS: Mapping[str, Kind] = {
    "mentions": Kind(
        indexes=(
            ("lane", "rank"),
            ("author", "created_at"),
            ("page",),
            ("thread",),
            ("created_at",),
            ("decision", "created_at"),
        ),
        sparse=(
            ("owner", "rank"),
            ("owner", "lane"),
            ("case",),
            ("mute", "seen_at"),
            ("copy_of",),
            ("early",),
            ("reach_by",),
        ),
        unique=(("uri",),),
        digest=Digest(
            order="rank",
            among=("rank", "lane"),
            values=(
                "lane",
                "rank",
                "priority",
                "due_at",
                "owner",
                "case",
                "decision",
                "mute",
                "kind",
                "portal",
                "rating",
                "author_reach",
                "created_at",
                "rung",
                "sort",
                "cause",
            ),
            filled=("title", "author", "url", "lang"),
        ),
        unsaid=UNSAID,
        words=True,
        logged=Logged.CHANGES,
        tallied=("lane", "rank"),
    ),
    "cases": Kind(
        indexes=(
            ("thread",),
            ("status", "due_at"),
            ("owner", "claimed_until"),
            ("customer",),
            ("merged_into",),
        ),
        logged=Logged.ALL,
    ),
    "customers": Kind(indexes=(("called",),), unique=(("ref",),), logged=Logged.CHANGES),
    "handles": Kind(indexes=(("account",), ("customer",)), logged=Logged.ALL),
    "follow_ups": Kind(indexes=(("case",), ("state", "due_at")), logged=Logged.ALL),
    "mutes": Kind(indexes=(("until",),), logged=Logged.ALL),
    "promises": Kind(indexes=(("case",), ("state", "due_at")), logged=Logged.ALL),
    "notes": Kind(indexes=(("case",),), logged=Logged.ALL),
    "drafts": Kind(unique=(("case", "by"),)),
    "sources": Kind(unique=(("name",),)),
    "contacts": Kind(unique=(("name",),)),
    "test_mails": Kind(indexes=(("contact",), ("code",)), logged=Logged.ALL),
    "redirects": Kind(unique=(("link",),), sparse=(("waiting",),)),
    "likenesses": Kind(indexes=(("key",), ("mention",))),
    "traces": Kind(indexes=(("key",), ("mention",))),
    "lessons": Kind(indexes=(("mention",),), sparse=(("wordless",),), logged=Logged.ALL),
    "hours": Kind(unique=(("hour",),)),
    "gauges": Kind(),
    "judgings": Kind(),
    "storms": Kind(indexes=(("state",),), logged=Logged.ALL),
    "presence": Kind(unique=(("name", "pid", "host"),)),
    "log": Kind(indexes=(("case", "turn"), ("by", "turn"), ("turn",), ("id", "table"))),
}
"""The tables of the casebook: the one list of them."""


BROAD = {"lane", "decision", "status", "state"}
"""Fields in which a value is shared by a great part of the documents."""
FEW_VALUES = frozenset({"owner"})
"""Fields that hold one of a few texts, or nothing: each can be looked at by itself, along an index."""
_SORTS = {"index", "unique index", "sparse index", "digest"}
"""What the names of indexes begin with."""
_ROWS = 1_000_000
"""What the hints suppose a table holds; a small one is quick by any index."""
_SHARE = {True: 200_000, False: 10}
"""How many of them share a value of a broad field, and of any other."""


@cache
def table_of(name: str) -> str:
    """Return the quoted SQL name of a table."""
    return _quoted(f"doc:{name}")


def words_of(name: str) -> str:
    """Return the quoted SQL name of a table's search index."""
    return _quoted(f"words:{name}")


def statements(kinds: Mapping[str, Kind]) -> dict[str, str]:
    """Return what a file must hold for these kinds: SQL names, and the statements that create them."""
    found = {"sqlite_stat1": "ANALYZE sqlite_master"}
    for name, kind in kinds.items():
        found[f"doc:{name}"] = creation(name)
        if kind.words:
            found[f"words:{name}"] = (
                f"CREATE VIRTUAL TABLE {words_of(name)} USING fts5"
                f"({', '.join(COLUMNS)}, content='', tokenize='ascii tokenchars _')"
            )
        found.update(_indexes(name, kind))
    return found


def is_ours(index: str, kinds: Mapping[str, Kind]) -> bool:
    """Return whether an index of that name is one we make, or a former version did."""
    sort, _, of = index.partition(":")
    return sort in _SORTS and of.partition(":")[0] in kinds


def digested(ask: Callable[..., list[Any]], kinds: Mapping[str, Kind]) -> dict[str, Kind]:
    """Return the kinds without a digest that a file does not keep, or SQLite is too old to make use of."""
    there = {name for (name,) in ask("SELECT name FROM sqlite_master WHERE name GLOB 'digest:*'")}
    useful = sqlite_version_info >= SINCE
    return {
        name: kind
        if kind.digest and useful and kind.digest.name(name) in there
        else replace(kind, digest=None)
        for name, kind in kinds.items()
    }


def creation(name: str) -> str:
    """Return the statement that creates a table. Its ids are never given twice."""
    return (
        f"CREATE TABLE IF NOT EXISTS {table_of(name)} "
        f"(id INTEGER PRIMARY KEY AUTOINCREMENT, {DOC} TEXT NOT NULL)"
    )


@cache
def entry(name: str, *, gone: bool = False) -> str:
    """Return the statement that enters the words of a document in the search index, or takes them out.

    It wants the id, and the words of each column; to take them out, just those that were entered.
    """
    words, columns, marks = words_of(name), ", ".join(COLUMNS), ", ?" * len(COLUMNS)
    how, said = (f"{words}, ", "'delete', ") if gone else ("", "")
    return f"INSERT INTO {words} ({how}rowid, {columns}) VALUES ({said}?{marks})"


def hints(kinds: Mapping[str, Kind]) -> Iterator[tuple[str, str, str]]:
    """Yield what SQLite's planner is told of each index: table, index, rows to each value, field by field.

    In the form of `sqlite_stat1`. Measured statistics would be those of the day they were taken on, and there
    are none on the first; these send every query to the narrowest index, always.
    """
    for name, kind in kinds.items():
        for fields in (*kind.indexes, *kind.sparse, *kind.unique):
            share = _ROWS
            shares = [share := min(share, _SHARE[field in BROAD]) for field in fields]
            if fields in kind.unique:
                shares[-1] = 1
            yield f"doc:{name}", _index(name, kind, fields), " ".join(map(str, [_ROWS, *shares]))
        if kind.digest:
            shares = [10, *[1] * (len(kind.digest.columns) - 1)]
            yield f"doc:{name}", kind.digest.name(name), " ".join(map(str, [_SHARE[True], *shares]))


def _indexes(name: str, kind: Kind) -> Iterator[tuple[str, str]]:
    for fields in (*kind.indexes, *kind.sparse, *kind.unique):
        index, sort = _index(name, kind, fields), "UNIQUE INDEX" if fields in kind.unique else "INDEX"
        values = ", ".join(value_of(field) for field in fields)
        of = f" WHERE {value_of(fields[0])} IS NOT NULL" if fields in kind.sparse else ""
        yield index, f"CREATE {sort} {_quoted(index)} ON {table_of(name)} ({values}){of}"
    if kind.digest:
        index, values = kind.digest.name(name), ", ".join(kind.digest.columns)
        of = kind.digest.condition
        yield index, f"CREATE INDEX {_quoted(index)} ON {table_of(name)} ({values}) WHERE {of}"


def _index(name: str, kind: Kind, fields: tuple[str, ...]) -> str:
    how = "unique " if fields in kind.unique else "sparse " if fields in kind.sparse else ""
    return f"{how}index:{name}:{','.join(fields)}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
