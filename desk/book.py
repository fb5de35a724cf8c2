"""What the poller tells: answers go into the store whole, and a quiet answer costs no write of its own."""

import asyncio
import logging
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from casebook.errors import CasebookError
from casebook.kinds import HealthKind
from casebook.source_row import SourceRow
from casebook.store.scribe import Scribe
from casebook.store.store import Store
from desk.delivery import Delivery
from desk.faring import failed, fared
from desk.health import document_of, name_sources, row_of, write_all
from desk.intake import State, Taken
from desk.learning import Learner
from desk.rejudging import By, is_due, judge_some
from desk.silence import in_words
from desk.source_settings import SourceSettings
from playbooks.playbook import Playbook
from sources.shorteners import SHORT, Short
from sources.source import Answer, Cursor

log = logging.getLogger(__name__)

_STORE = "amends doctor looks at the store and its disk"
SIDE_BY_SIDE = 4
"""Sources written together at most: with a portion's size it bounds how long a responder's act may wait."""


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
    short: Short = SHORT
    """What tells short links."""
    rules: str | None = None
    """What changes with the playbook's rules; None: that is not known."""
    _pages: dict[str, _Page] = field(default_factory=dict, init=False)
    _learner: Learner = field(init=False)
    _has_judged: bool = field(default=False, init=False)
    """Whether anything has come in since it was last taught."""
    _has_learned: bool = field(default=False, init=False)
    """Whether something may have come in that was judged as it was taught before."""
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SIDE_BY_SIDE), init=False)

    def __post_init__(self) -> None:
        self._learner = Learner(self.playbook)

    def open(self, now: datetime) -> None:
        """Read where each source stood; sources the settings no longer name are shown no more."""
        with self.store.batch():
            name_sources(self.store, self.sources, now)
            kept = {each["name"]: each for each in self.store.sources.select()}
        for each in self.sources:
            document = kept[each.name]
            self._pages[each.name] = _Page(document.get("cursor", {}), row_of(document))

    def cursor(self, name: str) -> Cursor:
        """Return how far a source has been read."""
        return self._pages[name].cursor

    def row(self, name: str) -> SourceRow:
        """Return how a source was when it last answered."""
        return self._pages[name].row

    async def delivered(self, name: str, answer: Answer, now: datetime) -> list[Taken]:
        """Keep an answer, mentions, cursor and health in one transaction; return what became of each mention.

        An answer that only says that nothing has changed is kept in mind until `flush`. A mention that breaks
        what judges or keeps it is left out, and the log names it; the others are kept.
        """
        page = self._pages[name]
        row = fared(page.row, answer, self._every(name, answer), now)
        if _quiet(page, answer, row):
            self._pages[name] = _Page(page.cursor, row, unwritten=True)
            return []
        try:
            async with self._turns:
                self._has_judged = True
                match = bool(self._fields(name).match_customers)
                keep = self._settings(name).keep_deleted
                delivery = Delivery(
                    self.store, self.scribe, self.playbook, name, now, match, keep, self.short
                )
                row = await delivery.keep(answer, row)
        except Exception as error:  # the worker edge: whatever broke, the source must not seem at peace
            await self._trouble(name, error, now)
            raise
        self._pages[name] = _Page(answer.cursor, row)
        _report(page.row, row, delivery.taken)
        return delivery.taken

    async def learn(self) -> None:
        """Judge from now on as the lessons teach; where they cannot be read, as before."""
        try:
            taught = await asyncio.to_thread(self._learner.look, self.store)
        except CasebookError as error:
            log.warning("what was decided cannot be learned from: %s", error)
            return
        if taught is not None:
            self.playbook = taught
            self._has_learned, self._has_judged = self._has_learned or self._has_judged, False
            log.info("learned anew from what was decided")

    async def judge_waiting(self, now: datetime) -> None:
        """Judge the waiting rows anew where something was learned, unless another process has done it."""
        playbook, lessons = self._learner.known
        by = By(playbook, lessons if playbook.learn else None, self.rules, collects=True)
        try:
            more = await asyncio.to_thread(is_due, self.store, by, newcomers=self._has_learned)
            while more:
                work = partial(judge_some, self.store, by, now, newcomers=self._has_learned)
                more = await asyncio.wrap_future(self.scribe.write(work))
                self._has_learned = False
        except Exception:  # the worker edge: what stands in the queue stays as it stands
            log.exception("what waits could not be judged anew")
        self._has_learned = False

    def resting(self) -> dict[str, datetime]:
        """Return the sources that asked to be left alone, and until when: that holds after a start too."""
        rows = (each.row for each in self._pages.values())
        return {row.name: row.until for row in rows if row.until is not None}

    def unwell(self) -> list[SourceRow]:
        """Return the sources whose last answer was none."""
        return [each.row for each in self._pages.values() if not each.row.well]

    def _settings(self, name: str) -> SourceSettings:
        return next(each for each in self.sources if each.name == name)

    def _fields(self, name: str) -> Any:
        return self._settings(name).fields

    def _every(self, name: str, answer: Answer) -> float:
        """Return after how many seconds the source is asked again: it may itself wish for more."""
        return max(float(self._fields(name).every), answer.pause or 0.0)

    async def _trouble(self, name: str, error: Exception, now: datetime) -> None:
        """Show that a source's answer was lost on us: silence would look like peace."""
        log.error("%s: what it said could not be kept", name, exc_info=error)
        why = str(error) if isinstance(error, CasebookError) else f"something broke ({type(error).__name__})"
        say = f"what it said could not be kept: {why}"
        page = self._pages[name]
        row = replace(page.row, health=HealthKind.ERROR, say=say, do=_STORE, asked_at=now, again_at=None)
        row = failed(row, page.row, now)
        self._pages[name] = _Page(page.cursor, row, unwritten=True)
        await self.flush()

    async def flush(self) -> None:
        """Write down what was only kept in mind; where that cannot be, the next time will do."""
        waiting = {name: page for name, page in self._pages.items() if page.unwritten}
        if not waiting:
            return
        rows = {name: document_of(page.row) for name, page in waiting.items()}
        try:
            await asyncio.wrap_future(self.scribe.write(write_all, self.store, rows))
        except Exception as error:  # the worker edge: a full disk must not end the collector
            log.warning("how the sources are could not be written down: %s", error)
            return
        for name, page in waiting.items():
            if self._pages[name] is page:
                page.unwritten = False


def _quiet(page: _Page, answer: Answer, row: SourceRow) -> bool:
    """Return whether nothing is new but the time."""
    return (
        not (answer.mentions or answer.beside)
        and answer.cursor == page.cursor
        and _well(row) == _well(page.row)
        and (row.say, row.until) == (page.row.say, page.row.until)
    )


def _well(row: SourceRow) -> HealthKind | bool | None:
    """Two good answers are alike, whether or not anything had changed."""
    return True if row.well else row.health


def _report(before: SourceRow, row: SourceRow, taken: list[Taken]) -> None:
    new = sum(each.state is not State.KNOWN for each in taken)
    if new or not row.well:
        log.info("%s: %s, %d mentions, %d of them news", row.name, row.health, len(taken), new)
    if row.blind_until != before.blind_until and row.blind_from and row.blind_until:
        blind = in_words(row.blind_until - row.blind_from)
        log.info("%s answers again: nothing of it was seen for %s", row.name, blind)
