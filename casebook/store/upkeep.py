"""Is the store sound: the file itself, and what must always be true of what is in it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from casebook.errors import StoreError
from casebook.store.narrowed import DOC, value_of
from casebook.store.paper import bare, load
from casebook.store.schema import KINDS, Kind, Logged, table_of, words_of
from casebook.store.sqlite import SQLiteStorage
from casebook.store.store import Store
from casebook.store.tallies import recount, tallied, tally_of
from casebook.store.words import COLUMNS, searched

_WRAP = 2**64
_LINKS = (("mentions", "case", "cases"), ("cases", "lead", "mentions"), ("cases", "merged_into", "cases"))
"""Tables, their fields that name a document, and the table it must be in."""


def check(store: Store, *, known_words: bool = False) -> list[str]:
    """Return what is wrong, one sentence each; nothing where all is well. Reads one state of the store.

    Args:
        store: Where to look.
        known_words: Whether the search index is known to be right, and left alone: it takes longest.

    - SQLite finds the file whole.
    - A mention's case is there, and so is the mention that speaks for a case, and what a case is part of.
    - The log, folded, gives the logged tables, and each line goes on where the one before it ended.
    - The search index holds the words of the documents, and no others.
    - What must be unique is.
    - The counts that are kept are those of the documents.
    """
    found: list[str] = []
    try:
        with store.engine.snapshot():
            for look in (_file, _links, _log, _unique, _tallies, *(() if known_words else (_words,))):
                found.extend(look(store.engine))
    except StoreError as error:
        found.append(str(error))
    return found


def _file(engine: SQLiteStorage) -> Iterator[str]:
    for (said,) in engine.ask("PRAGMA integrity_check"):
        if said != "ok":
            yield f"the file is damaged: {said}"


def _links(engine: SQLiteStorage) -> Iterator[str]:
    for table, field, into in _LINKS:
        named = value_of(field)
        sql = (
            f"SELECT id FROM {table_of(table)} WHERE {named} IS NOT NULL "
            f"AND {named} NOT IN (SELECT id FROM {table_of(into)})"
        )
        for (number,) in engine.ask(sql):
            yield f"{table.removesuffix('s')} {number} names a {into.removesuffix('s')} that is not there"


def _log(engine: SQLiteStorage) -> Iterator[str]:
    last: dict[tuple[str, int], str] = {}
    for _, said in engine.each(f"SELECT id, {DOC} FROM {table_of('log')} ORDER BY id"):
        row = load(said)
        place = row["table"], row["id"]
        was, now = (_paper(row["table"], row[each]) for each in ("was", "now"))
        if last.get(place, was) != was:
            yield f"the log of {row['table']} {row['id']} has a gap before turn {row['turn']}"
        last[place] = now
    for (table, number), said in last.items():
        if _paper(table, engine.fetch(table, number)) != said:
            yield f"{table} {number} is not as the log tells"
    for table in (name for name, kind in KINDS.items() if kind.logged is Logged.ALL):
        for (number,) in engine.ask(f"SELECT id FROM {table_of(table)}"):
            if (table, number) not in last:
                yield f"{table} {number} is not in the log"


def _unique(engine: SQLiteStorage) -> Iterator[str]:
    for table, kind in KINDS.items():
        yield from _doubles(engine, table, kind)


def _tallies(engine: SQLiteStorage) -> Iterator[str]:
    for table, kind in tallied(engine.ask, KINDS).items():
        kept = engine.ask(f"SELECT sort, day, many FROM {tally_of(table)} WHERE many != 0")
        if Counter(kept) != Counter(engine.ask(recount(table, kind))):
            yield f"the counts of {table} are not those of a recount"


def _words(engine: SQLiteStorage) -> Iterator[str]:
    for table, kind in KINDS.items():
        if kind.words and _words_kept(engine, table) != _words_said(engine, table):
            yield f"the search index of {table} does not hold their words"


def _words_kept(engine: SQLiteStorage, table: str) -> int:
    """Return a sum over every word in the index, its document and its place."""
    engine.ask(f"CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', {words_of(table)}, 'instance')")
    try:
        rows = engine.each('SELECT doc, col, "offset", term FROM temp.vocabulary')
        return sum(hash(tuple(row)) for row in rows) % _WRAP
    finally:
        engine.ask("DROP TABLE temp.vocabulary")


def _words_said(engine: SQLiteStorage, table: str) -> int:
    """Return the same sum over the documents themselves."""
    total = 0
    for number, said in engine.each(f"SELECT id, {DOC} FROM {table_of(table)}"):
        for column, found in zip(COLUMNS, searched(load(said)), strict=True):
            total += sum(hash((number, column, at, word)) for at, word in enumerate(found.split()))
    return total % _WRAP


def _doubles(engine: SQLiteStorage, table: str, kind: Kind) -> Iterator[str]:
    for fields in kind.unique:
        values = [f"+{value_of(field)}" for field in fields]  # + : not by the index that is in doubt
        known = " AND ".join(f"{value} IS NOT NULL" for value in values)
        each = f"SELECT 1 FROM {table_of(table)} WHERE {known} GROUP BY {', '.join(values)}"
        count = f"{each} HAVING count(*) > 1"
        if found := engine.ask(count):
            yield f"{table}: {len(found)} of {', '.join(fields)} more than once"


def _paper(table: str, found: Any) -> str:
    unsaid = KINDS[table].unsaid if table in KINDS else frozenset[str]()
    return json.dumps(bare(found, unsaid) if isinstance(found, Mapping) else found, sort_keys=True)
