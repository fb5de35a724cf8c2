"""How each source is, as kept beside its cursor in the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tinydb import where

from casebook.document import from_document, to_document
from casebook.kinds import HealthKind
from casebook.store.store import Store

WISH = ":ask now"
"""The row of the sources table that holds no source but the wish to ask all of them now."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source as it last answered."""

    name: str
    health: HealthKind | None = None
    """None before it was first asked."""
    say: str = ""
    """What is wrong and what to do, in one sentence."""
    until: datetime | None = None
    """When it may be asked again, where it told us."""
    asked_at: datetime | None = None
    last_ok_at: datetime | None = None
    """When it really answered last: silence is no safety."""
    last_new_at: datetime | None = None
    """When it last brought something."""

    @property
    def well(self) -> bool:
        """Whether the last answer was one."""
        return self.health is not None and self.health.well


def source_rows(store: Store) -> list[SourceRow]:
    """Return the sources the collector's settings name, by name."""
    documents = store.sources.select(where("named") == True)  # noqa: E712  # a query, not a comparison
    return sorted((row_of(each) for each in documents), key=lambda row: row.name)


def row_of(document: Mapping[str, Any]) -> SourceRow:
    """Return what a source's document says of its health."""
    return from_document(SourceRow, document)


def document_of(row: SourceRow) -> dict[str, Any]:
    """Return the part of a source's document that is its health."""
    return to_document(row)
