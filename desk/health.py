"""How each source is, as kept beside its cursor in the store."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.document import from_document, to_document, to_ms
from casebook.kinds import HealthKind
from casebook.source_row import SourceRow
from casebook.store.store import Store
from desk.faring import SLACK, patience
from desk.sender_settings import SENDER
from desk.source_settings import SourceSettings

WISH = ":ask now"
"""The row of the sources table that holds no source but the wish to ask all of them now."""

NAMED: QueryInstance = where("named") == True  # noqa: E712  # a query, not a comparison
"""The sources that the collector's settings name."""

FLUSH = SLACK.total_seconds() / 3
"""Seconds between two times the quiet sources are written down."""
_NOBODY = "amends doctor tells who collects, and amends.log why nobody does"


def source_rows(store: Store, now: datetime, among: Collection[str] | None = None) -> list[SourceRow]:
    """Return the sources the collector's settings name, by name, as they are at a time.

    Args:
        store: Where they are written down.
        now: When.
        among: Names beyond which none counts; None: all do.
    """
    rows = (seen_at(each, now) for each in store.sources.records(_kept_row, NAMED))
    return sorted((row for row in rows if among is None or row.name in among), key=lambda row: row.name)


def seen_at(row: SourceRow, now: datetime) -> SourceRow:
    """Return a row as it must be seen at a time: a source nobody asks is not well, whatever it last said."""
    asked = max((time for time in (row.asked_at, row.since) if time is not None), default=None)
    troubled = row.health is not None and not row.well
    if troubled or asked is None or row.every is None:
        return row
    if now - asked <= patience(row):
        return row
    how = "listened to it" if row.hands_in else "asked it"
    say = f"nobody has {how} for {_age(now - asked)}: is the collector running?"
    return replace(row, health=HealthKind.ERROR, say=say, do=_NOBODY, failing_since=asked)


def name_sources(store: Store, sources: Iterable[SourceSettings], now: datetime) -> None:
    """Write down which sources are going to be asked from now on; others are shown no more."""
    rows = {
        each.name: {
            "named": True,
            "every": float(each.fields.every),
            "expect": each.expect,
            "hands_in": each.kind == SENDER,
            "since": to_ms(now),
            "again_at": None,
        }
        for each in sources
    }
    with store.batch():
        known = {each["name"] for each in store.sources.select()}
        gone = {name: {"named": False} for name in known - {*rows, WISH}}
        write_all(store, {**rows, **gone})
        store.sources.insert_multiple(
            {**row, "name": name} for name, row in rows.items() if name not in known
        )


def unread(store: Store, sources: Iterable[SourceSettings]) -> bool:
    """Return whether any of these sources has never been read."""
    read = {each["name"] for each in store.sources.select() if each.get("cursor")}
    return any(each.name not in read for each in sources)


def write(store: Store, name: str, fields: Mapping[str, Any]) -> None:
    """Write some fields of a source's document."""
    store.sources.upsert({**fields, "name": name}, where("name") == name)


def write_all(store: Store, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Write some fields of many sources' documents, by name, for half of what it costs one by one."""
    with store.batch():
        numbers = [each.doc_id for each in store.sources.select() if each["name"] in rows]
        store.sources.update(lambda document: document.update(rows[document["name"]]), doc_ids=numbers)


def row_of(document: Mapping[str, Any]) -> SourceRow:
    """Return what a source's document says of its health."""
    return from_document(SourceRow, document)


def _kept_row(document: Mapping[str, Any], number: int) -> SourceRow:
    return row_of(document)


def document_of(row: SourceRow) -> dict[str, Any]:
    """Return the part of a source's document that is its health."""
    return to_document(row)


def _age(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    for many, word in ((minutes // 1440, "days"), (minutes // 60, "hours")):
        if many >= 2:
            return f"{many} {word}"
    return f"{minutes} minutes"
