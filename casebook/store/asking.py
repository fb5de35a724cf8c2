"""The SQL of a question: which documents of a table match, in which order, how many of them."""

from collections.abc import Iterable
from dataclasses import replace
from json import dumps
from typing import Any, NamedTuple

from casebook.store.live import EVERYTHING, Window
from casebook.store.narrowed import DOC, HOLDS, LEAST, LOOKED_UP, Narrowed, value_of
from casebook.store.schema import table_of, words_of
from casebook.store.words import Phrase

LAST = "\U0010ffff"
"""Behind every letter a word may go on with."""


class Question(NamedTuple):
    """SQL and what stands for its question marks."""

    sql: str
    args: tuple[Any, ...]


def found(table: str, narrowed: Narrowed, window: Window) -> Question:
    """Return the question for ids and documents; of an inexact condition for all candidates, uncounted."""
    source, where = _from(table, narrowed, window)
    way = "DESC" if window.order.startswith("-") else "ASC"
    number = "w.rowid" if _by_words(narrowed, window) else "d.id"
    field = window.order.lstrip("+-")
    order = f"{value_of(field)} {way}, d.id {way}" if field else f"{number} {way}"
    tail, more = _tail(window) if narrowed.exact else ("", ())
    sql = f"SELECT d.id, d.{DOC} FROM {source} WHERE {where.where} ORDER BY {order}{tail}"
    return Question(sql, (*where.args, *more))


def led(table: str, narrowed: Narrowed, window: Window) -> Question:
    """Return the question of an exact condition that the search index leads, sorted only then: for few."""
    by_words = replace(window, order="")
    source, where = _from(table, narrowed, by_words)
    way = "DESC" if window.order.startswith("-") else "ASC"
    field = value_of(window.order.lstrip("+-"))
    tail, more = _tail(window)
    sql = f"SELECT d.id, d.{DOC} FROM {source} WHERE {where.where} ORDER BY {field} {way}, d.id {way}{tail}"
    return Question(sql, (*where.args, *more))


def among(table: str, narrowed: Narrowed, numbers: list[int], window: Window) -> Question:
    """Return the question for those of some documents, by their ids, that meet an exact condition; sorted."""
    where, way = _bounded(narrowed, window, "d.id"), "DESC" if window.order.startswith("-") else "ASC"
    tail, more = _tail(window)
    order = f"{value_of(window.order.lstrip('+-'))} {way}, d.id {way}{tail}"
    sql = f"SELECT d.id, d.{DOC} FROM {_these(table)} WHERE {where.where} ORDER BY {order}"
    return Question(sql, (dumps(numbers), *where.args, *more))


def counted_among(table: str, narrowed: Narrowed, numbers: list[int]) -> Question:
    """Return the question how many of some documents meet an exact condition."""
    sql = f"SELECT count(*) FROM {_these(table)} WHERE {narrowed.where}"
    return Question(sql, (dumps(numbers), *narrowed.args))


def along(table: str, narrowed: Narrowed, order: str, most: int) -> Question:
    """Return the question for the ids of the first documents in an order that meet an exact condition."""
    return _along(table, narrowed, order, most, "d.id")


def nearest(table: str, narrowed: Narrowed, order: str, most: int) -> Question:
    """Return the question about these: how many, how many have the field, its greatest value, which ids."""
    each = _along(table, narrowed, order, most, f"d.id AS id, {value_of(order)} AS place")
    asked = "count(*), count(place), max(place), min(id), max(id)"
    return Question(f"SELECT {asked} FROM ({each.sql})", each.args)


def _along(table: str, narrowed: Narrowed, order: str, most: int, what: str) -> Question:
    first = f"WHERE {narrowed.where} ORDER BY {value_of(order)} LIMIT ?"
    return Question(f"SELECT {what} FROM {table_of(table)} AS d {first}", (*narrowed.args, most))


def vocabulary(table: str) -> Question:
    """Return the statement that lets a connection see each word of a table where it stands."""
    made = f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{_vocabulary(table)}"
    return Question(f"{made} USING fts5vocab('main', {words_of(table)}, 'instance')", ())


def begun(table: str, word: str, most: int) -> Question:
    """Return the question how often words stand anywhere that begin so, counted no further than `most`."""
    each = f"SELECT 1 FROM temp.{_vocabulary(table)} WHERE term >= ? AND term < ? LIMIT ?"
    return Question(f"SELECT count(*) FROM ({each})", (word, f"{word}{LAST}", most))


def voiced(table: str, match: str, most: int) -> Question:
    """Return the question how many documents have words, counted no further than `most`."""
    words = words_of(table)
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {words} WHERE {words} MATCH ? LIMIT ?)"
    return Question(sql, (match, most))


def numbered(table: str, narrowed: Narrowed, most: int) -> Question:
    """Return the question how many documents an index knows of, counted no further than `most`."""
    each = f"SELECT 1 FROM {table_of(table)} WHERE {narrowed.where} LIMIT ?"
    return Question(f"SELECT count(*) FROM ({each})", (*narrowed.args, most))


def held(table: str, field: str, values: Iterable[str | int]) -> Question:
    """Return the question which of some values any document has in a field; an index answers each."""
    one = f"SELECT 1 FROM {table_of(table)} WHERE {value_of(field)} = wanted.value"
    sql = f"SELECT wanted.value FROM json_each(?) AS wanted WHERE EXISTS ({one})"
    return Question(sql, (dumps(list(values)),))


def looked_up(table: str, narrowed: Narrowed) -> Narrowed:
    """Return a condition that an index answers, as one on the ids of the documents alone."""
    ids = f"id FROM {table_of(table)} WHERE {narrowed.where}"
    return Narrowed(f"({LOOKED_UP} {ids}))", narrowed.args, exact=True)


def listed(table: str, field: str, phrases: Iterable[Phrase], read: str = "") -> Narrowed:
    """Return the condition that phrases stand in a field of few values: each is looked at once, by its index.

    Args:
        table: Where.
        field: It must hold a text, or nothing.
        phrases: What must stand in it.
        read: SQL for the field's value where the documents are walked; empty: as it is read in each.
    """
    value, sought = value_of(field), list(phrases)
    after = f"SELECT {value} FROM {table_of(table)} WHERE {value} {{}} ORDER BY {value} LIMIT 1"
    least, next_ = after.format(f">= {LEAST}"), after.format("> said")
    all_ = f"SELECT ({least}) UNION ALL SELECT ({next_}) FROM each WHERE said IS NOT NULL"
    held = " AND ".join([f"{HOLDS}(?, ?, said)"] * len(sought))
    sql = f"WITH RECURSIVE each(said) AS ({all_}) SELECT said FROM each WHERE said IS NOT NULL AND {held}"
    args = tuple(arg for each in sought for arg in (" ".join(each.words), each.prefix))
    return Narrowed(f"({read or value} IN ({sql}))", args, exact=True)


def glanced(table: str, narrowed: Narrowed, order: str, most: int, upto: int | None = None) -> Question:
    """Return the question how many documents meet a condition, counted along a field's index to `most`.

    A negative `most` has all of them counted.
    """
    where = _bounded(narrowed.plain(words_of(table), "+d.id"), replace(EVERYTHING, upto=upto), "d.id")
    along = f"SELECT 1 FROM {table_of(table)} AS d WHERE {where.where} ORDER BY {value_of(order)} LIMIT ?"
    return Question(f"SELECT count(*) FROM ({along})", (*where.args, most))


def counted(table: str, narrowed: Narrowed, upto: int | None = None, above: int | None = None) -> Question:
    """Return the question how many documents meet an exact condition."""
    window = Window(upto=upto, above=above)
    if narrowed.worded:  # the index alone knows
        words = words_of(table)
        where = _bounded(Narrowed(f"{words} MATCH ?", (narrowed.match,)), window, "rowid")
        return Question(f"SELECT count(*) FROM {words} WHERE {where.where}", where.args)
    source, where = _from(table, narrowed, window)
    return Question(f"SELECT count(*) FROM {source} WHERE {where.where}", where.args)


def _by_words(narrowed: Narrowed, window: Window) -> bool:
    """Return whether to walk the search index: it streams in the order of the ids, but in no other."""
    return narrowed.match is not None and not window.order.strip("+-")


def _from(table: str, narrowed: Narrowed, window: Window) -> tuple[str, Narrowed]:
    if not _by_words(narrowed, window):
        where = narrowed.plain(words_of(table), "+d.id")
        lead = "" if window.above is None else " NOT INDEXED"  # the newest few: by their ids
        return f"{table_of(table)} AS d{lead}", _bounded(where, window, "d.id")
    words = words_of(table)
    where = Narrowed(f"w.{words} MATCH ? AND {narrowed.where}", (narrowed.match, *narrowed.args))
    source = f"{words} AS w CROSS JOIN {table_of(table)} AS d ON d.id = w.rowid"
    return source, _bounded(where, window, "w.rowid")


def _bounded(where: Narrowed, window: Window, number: str) -> Narrowed:
    sql, args = where.where, where.args
    if window.upto is not None:
        sql, args = f"{sql} AND +{number} <= ?", (*args, window.upto)  # "+": not the index to go by
    if window.above is not None:
        sql, args = f"{sql} AND {number} > ?", (*args, window.above)
    if window.after is None:
        return Narrowed(sql, args)
    than = "<" if window.order.startswith("-") else ">"
    field = window.order.lstrip("+-")
    key = f"({value_of(field)}, d.id) {than} (?, ?)" if field else f"{number} {than} ?"
    return Narrowed(f"{sql} AND {key}", (*args, *window.after))


def _these(table: str) -> str:
    return f"json_each(?) AS these CROSS JOIN {table_of(table)} AS d ON d.id = these.value"


def _vocabulary(table: str) -> str:
    return words_of(table).replace('"words:', '"vocabulary:', 1)


def _tail(window: Window) -> tuple[str, tuple[int, ...]]:
    if window.limit is None and not window.offset:
        return "", ()
    return " LIMIT ? OFFSET ?", (-1 if window.limit is None else window.limit, window.offset)


def turns(case: int | None, after: int, limit: int | None, *, newest: bool) -> Question:
    """Return the question for the numbers of acts, each once, in the order of an index."""
    turn, mine = value_of("turn"), f"{value_of('case')} = ?"
    where, args = (f"{mine} AND {turn} > ?", (case, after)) if case is not None else (f"{turn} > ?", (after,))
    sql = (
        f"SELECT DISTINCT {turn} FROM {table_of('log')} WHERE {where} "
        f"ORDER BY {turn} {'DESC' if newest else 'ASC'} LIMIT ?"
    )
    return Question(sql, (*args, -1 if limit is None else limit))


def turns_of(by: str, before: int, limit: int) -> Question:
    """Return the question for the numbers of somebody's acts before one, the newest first."""
    turn = value_of("turn")
    sql = (
        f"SELECT DISTINCT {turn} FROM {table_of('log')} WHERE {value_of('by')} = ? AND {turn} < ? "
        f"ORDER BY {turn} DESC LIMIT ?"
    )
    return Question(sql, (by, before, limit))
