"""What the poller tells: answers go into the store whole, and a quiet answer costs no write of its own."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tinydb import where

from casebook.errors import CasebookError
from casebook.kinds import HealthKind
from casebook.store.scribe import Scribe
from casebook.store.store import Store
from desk.acts import COLLECTOR, Act
from desk.health import WISH, SourceRow, document_of, row_of
from desk.intake import State, Taken, take_in
from desk.source_settings import SourceSettings
from playbooks.playbook import Playbook
from sources.source import Answer, Cursor

log = logging.getLogger(__name__)

TOGETHER = 200
"""Mentions of one source written together at most."""
SIDE_BY_SIDE = 4
"""Sources written together at most. Both together bound how long a responder's act may have to wait."""


@dataclass(slots=True)
class _Page:
    """What we hold of one source."""

    cursor: Cursor
    row: SourceRow
    unwritten: bool = False


@dataclass
class Book:
    """The poller's book: where each source stands, and the way in for what it brings."""

    store: Store
    scribe: Scribe
    playbook: Playbook
    sources: tuple[SourceSettings, ...]
    _pages: dict[str, _Page] = field(default_factory=dict, init=False)
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SIDE_BY_SIDE), init=False)

    def open(self) -> None:
        """Read where each source stood; sources the settings no longer name are shown no more."""
        named = {each.name for each in self.sources}
        with self.store.batch():
            kept = {each["name"]: each for each in self.store.sources.select()}
            for name in named:
                document: Mapping[str, Any] = kept.get(name, {"name": name})
                self._pages[name] = _Page(document.get("cursor", {}), row_of(document))
                _write(self.store, name, {"named": True})
            for name in kept.keys() - named - {WISH}:
                _write(self.store, name, {"named": False})

    def cursor(self, name: str) -> Cursor:
        """Return how far a source has been read."""
        return self._pages[name].cursor

    async def delivered(self, name: str, answer: Answer, now: datetime) -> None:
        """Keep an answer: mentions, cursor and health in one transaction.

        An answer that only says that nothing has changed is kept in mind until `flush`.
        """
        page = self._pages[name]
        row = _row(page.row, answer, now)
        if _quiet(page, answer, row):
            self._pages[name] = _Page(page.cursor, row, unwritten=True)
            return
        try:
            async with self._turns:
                row, taken = await self._keep(name, answer, row, now)
        except CasebookError as error:
            await self._trouble(name, page, error, now)
            raise
        self._pages[name] = _Page(answer.cursor, row)
        _report(name, answer, taken)

    async def _keep(
        self, name: str, answer: Answer, row: SourceRow, now: datetime
    ) -> tuple[SourceRow, list[Taken]]:
        """Keep an answer. Of a very long one the beginning goes first, so that nobody waits for all of it.

        The cursor goes with the end: what a crash cuts off is asked for again, and known by its uris.
        """
        match = next(bool(each.fields.match_customers) for each in self.sources if each.name == name)
        early: list[Taken] = []
        rest = answer.mentions
        while len(rest) > TOGETHER:
            some, rest = rest[:TOGETHER], rest[TOGETHER:]
            work = self.scribe.write(take_in, self.store, self.playbook, some, now, match=match)
            taken = await asyncio.wrap_future(work)
            early += taken
        end = replace(answer, mentions=rest)
        last = self.scribe.write(keep, self.store, self.playbook, name, end, row, now, match=match)
        row, taken = await asyncio.wrap_future(last)
        return row, early + taken

    async def _trouble(self, name: str, page: _Page, error: CasebookError, now: datetime) -> None:
        """Show that a source's answer was lost on us: silence would look like peace."""
        say = f"what it said could not be kept: {error}"
        row = replace(page.row, health=HealthKind.ERROR, say=say, asked_at=now)
        self._pages[name] = _Page(page.cursor, row)
        await asyncio.wrap_future(self.scribe.write(_write, self.store, name, document_of(row)))

    async def flush(self) -> None:
        """Write down what was only kept in mind: when quiet sources were asked last."""
        waiting = {name: page for name, page in self._pages.items() if page.unwritten}
        if waiting:
            rows = {name: document_of(page.row) for name, page in waiting.items()}
            await asyncio.wrap_future(self.scribe.write(_write_all, self.store, rows))
            for name, page in waiting.items():
                if self._pages[name] is page:
                    page.unwritten = False


def keep(
    store: Store,
    playbook: Playbook,
    name: str,
    answer: Answer,
    row: SourceRow,
    now: datetime,
    *,
    match: bool,
) -> tuple[SourceRow, list[Taken]]:
    """Take in an answer's mentions with its source's cursor and health: all of it or nothing."""
    with store.act(COLLECTOR, Act.TAKEN_IN, now):
        taken = take_in(store, playbook, answer.mentions, now, match=match)
        row = replace(row, last_new_at=now) if any(each.state is not State.KNOWN for each in taken) else row
        _write(store, name, {**document_of(row), "cursor": dict(answer.cursor), "named": True})
    return row, taken


def _write(store: Store, name: str, fields: Mapping[str, Any]) -> None:
    store.sources.upsert({**fields, "name": name}, where("name") == name)


def _write_all(store: Store, rows: Mapping[str, Mapping[str, Any]]) -> None:
    for name, fields in rows.items():
        _write(store, name, fields)


def _row(before: SourceRow, answer: Answer, now: datetime) -> SourceRow:
    health = answer.health
    asked = replace(before, health=health.kind, say=health.say, until=health.until, asked_at=now)
    return replace(asked, last_ok_at=now) if health.kind.well else asked


def _quiet(page: _Page, answer: Answer, row: SourceRow) -> bool:
    """Return whether nothing is new but the time."""
    return (
        not answer.mentions
        and answer.cursor == page.cursor
        and _well(row) == _well(page.row)
        and (row.say, row.until) == (page.row.say, page.row.until)
    )


def _well(row: SourceRow) -> HealthKind | bool | None:
    """Two good answers are alike, whether or not anything had changed."""
    return True if row.well else row.health


def _report(name: str, answer: Answer, taken: list[Taken]) -> None:
    new = sum(each.state is not State.KNOWN for each in taken)
    if new or not answer.health.kind.well:
        log.info("%s: %s, %d mentions, %d of them news", name, answer.health.kind, len(taken), new)
