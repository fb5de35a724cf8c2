"""Records on and off the store's tables: the one place that knows both shapes."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.case import Case
from casebook.customer import Handle
from casebook.document import from_document, to_document, to_ms
from casebook.errors import BadRecord
from casebook.keeping import kept_mention, mention_document
from casebook.mention import KeptMention
from casebook.store.live import Window
from casebook.store.store import Store
from casebook.store.tables import LiveTable
from desk.errors import Missing

log = logging.getLogger(__name__)

R = TypeVar("R")

_AT_ONCE = 200
"""Values looked up in one query; the store narrows no longer list."""
_TOGETHER = 500
"""Records that are forgotten together."""


def mention(store: Store, number: int) -> KeptMention:
    """Return a kept mention.

    Raises:
        Missing: There is none of that number.
    """
    return kept_mention(_document(store.mentions, number, "mention"), number)


def case(store: Store, number: int) -> Case:
    """Return a case.

    Raises:
        Missing: There is none of that number.
    """
    return from_document(Case, _document(store.cases, number, "case"), id=number)


def handle(store: Store, number: int) -> Handle:
    """Return a handle.

    Raises:
        Missing: There is none of that number.
    """
    return from_document(Handle, _document(store.handles, number, "handle"), id=number)


def records(kind: type[R], documents: Iterable[Any]) -> list[R]:
    """Return the records of documents as a table's `select` gives them."""
    return [from_document(kind, each, id=each.doc_id) for each in documents]


def mentions(documents: Iterable[Any]) -> list[KeptMention]:
    """Return the kept mentions of documents as a table's `select` gives them.

    One that cannot be read is left out and named in the log, so that it does not hide all the others.
    """
    return [kept for each in documents if (kept := _readable(each, each.doc_id)) is not None]


def window(store: Store, query: QueryInstance, wanted: Window) -> list[KeptMention]:
    """Return a window of the kept mentions that match, likewise; what has not changed is not read anew."""
    return [kept for kept in store.mentions.records(_readable, query, wanted) if kept is not None]


def recalled(store: Store, found: Sequence[tuple[int, str]]) -> list[KeptMention]:
    """Return the kept mentions of texts as the table gives them, likewise."""
    return [kept for kept in store.mentions.recall(_readable, found) if kept is not None]


def _readable(document: Mapping[str, Any], number: int) -> KeptMention | None:
    try:
        return kept_mention(document, number)
    except BadRecord as error:
        _tell_once(number, str(error))
        return None


@lru_cache(maxsize=1024)
def _tell_once(number: int, why: str) -> None:
    log.error("mention #%d cannot be read and is not shown: %s", number, why)


def among(table: LiveTable, field: str, values: Iterable[str]) -> list[Any]:
    """Return the documents whose field is one of many values, oldest first."""
    wanted = sorted(set(values))
    found = [
        each
        for start in range(0, len(wanted), _AT_ONCE)
        for each in table.select(where(field).one_of(wanted[start : start + _AT_ONCE]))
    ]
    return sorted(found, key=lambda each: int(each.doc_id))


def keep_mention(store: Store, kept: KeptMention) -> KeptMention:
    """Write a mention, new (id 0) or changed, and return it with its id."""
    return replace(kept, id=_put(store.mentions, kept.id, mention_document(kept)))


def keep(table: LiveTable, record: Any) -> Any:
    """Write any other record, new (id 0) or changed, and return it with its id."""
    return replace(record, id=_put(table, record.id, to_document(record)))


def keep_new(table: LiveTable, new: Iterable[Any]) -> None:
    """Write several new records; the caller has a transaction open."""
    for each in new:
        table.insert(to_document(each))


def forget_before(table: LiveTable, end: datetime) -> None:
    """Remove what was kept at an earlier time, the oldest first, a portion each time."""
    first = table.select(order="+", limit=1)
    if not first or first[0]["at"] >= to_ms(end):
        return  # the common case reads no more
    oldest = table.select(order="+", limit=_TOGETHER)
    table.remove(doc_ids=[each.doc_id for each in oldest if each["at"] < to_ms(end)])


def _put(table: LiveTable, number: int, document: dict[str, Any]) -> int:
    if not number:
        return table.insert(document)
    table.update(document, doc_ids=[number])
    return number


def _document(table: LiveTable, number: int, word: str) -> Mapping[str, Any]:
    found = table.get(doc_id=number)
    if not isinstance(found, Mapping):
        raise Missing(f"there is no {word} #{number}")
    return found
