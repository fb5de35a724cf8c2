"""An answer on its way into the store: together where all is well, and past a mention that breaks it."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from casebook.errors import StoreError
from casebook.kinds import HealthKind
from casebook.mention import Mention
from casebook.source_row import SourceRow
from casebook.store.scribe import Scribe
from casebook.store.store import Store
from desk import known
from desk.acts import COLLECTOR, Act
from desk.contacts.found import without_tests
from desk.faring import brought, failed
from desk.health import document_of, write
from desk.held import Held
from desk.intake import State, Taken, take_in
from playbooks.playbook import Playbook
from sources.shorteners import SHORT, Short
from sources.source import Answer
from sources.text import clean_line

T = TypeVar("T")

log = logging.getLogger(__name__)

_NEWS = frozenset({State.NEW, State.COPY, State.JOINED, State.MUTED, State.ECHO})
"""What becomes of a mention that nobody here knew."""
_LOG = "amends.log tells which, and why"
TOGETHER = 200
"""Mentions of one source written together at most."""


@dataclass
class Delivery:
    """One answer of one source."""

    store: Store
    scribe: Scribe
    playbook: Playbook
    name: str
    now: datetime
    match: bool
    """Whether the source allows its accounts to be compared with our customers."""
    keep_deleted: bool = True
    """Whether it allows words to be kept that their author has taken back."""
    short: Short = SHORT
    """What tells short links."""
    taken: list[Taken] = field(default_factory=list, init=False)
    lost: int = field(default=0, init=False)
    """Mentions left out."""
    speaks: bool = field(default=False, init=False)
    """Whether the answer held what fits no rule: a sign of life all the same."""

    async def keep(self, answer: Answer, row: SourceRow) -> SourceRow:
        """Keep an answer, and return its source's row as it was written.

        Of a very long one the beginning goes first, so that nobody waits for all of it. The cursor goes with
        the end: what a crash cuts off is asked for again, and known by its uris.

        Raises:
            StoreError: The store cannot be written to; the cursor stays where it was.
        """
        rest = answer.mentions
        self.speaks = bool(answer.beside)
        if _tells_twice(answer):
            rest = await self._take_most(rest, 0)
        if answer.beside:
            rest += await self._write(self._ours, answer.beside)
        rest = await self._take_most(rest, TOGETHER)
        try:
            return await self._write(self._end, rest, answer.cursor, row)
        except StoreError:
            raise
        except Exception:  # the worker edge: some mention breaks the judge, or cannot be kept
            await self._take(rest)
            return await self._write(self._end, (), answer.cursor, row)

    async def _take_most(self, mentions: tuple[Mention, ...], left: int) -> tuple[Mention, ...]:
        """Take mentions in, the first ones first, and return the last: so many at most."""
        while len(mentions) > left:
            some, mentions = mentions[:TOGETHER], mentions[TOGETHER:]
            await self._take(some)
        return mentions

    async def _take(self, mentions: tuple[Mention, ...]) -> None:
        """Take mentions in; where one breaks something, half of them and then the other half."""
        try:
            self.taken += await self._write(self._in, mentions)
        except StoreError:
            raise
        except Exception as error:  # the worker edge: one mention shall not silence its source
            half = len(mentions) // 2
            if half:
                await self._take(mentions[:half])
                await self._take(mentions[half:])
            else:
                self._leave_out(mentions, error)

    def _leave_out(self, mentions: tuple[Mention, ...], error: Exception) -> None:
        for each in mentions:
            uri = clean_line(each.uri)[:200]
            log.error("%s: %s is left out, it could not be kept", self.name, uri, exc_info=error)
        self.lost += len(mentions)

    async def _write(self, work: Callable[..., T], *args: Any) -> T:
        return await asyncio.wrap_future(self.scribe.write(work, *args))

    def _ours(self, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return those that we have: what fits no rule is taken only where it tells anew of one of them.

        A test mail that fits none has arrived all the same.
        """
        others, held = without_tests(self.store, mentions, self.now), Held()
        held.look(self.store, "mentions", "uri", (each.uri for each in others))
        met = (known.met(self.store, each, held) for each in others)
        return tuple(each for each, same in met if same is not None)

    def _in(self, mentions: tuple[Mention, ...]) -> list[Taken]:
        ours = without_tests(self.store, mentions, self.now)
        return take_in(
            self.store,
            self.playbook,
            ours,
            self.now,
            match=self.match,
            keep_deleted=self.keep_deleted,
            short=self.short,
        )

    def _end(self, mentions: tuple[Mention, ...], cursor: Mapping[str, Any], row: SourceRow) -> SourceRow:
        """Take the last mentions in with their source's cursor and health: all of it or nothing."""
        with self.store.act(COLLECTOR, Act.TAKEN_IN, self.now):
            last = self._in(mentions)
            row = self._told(row, [*self.taken, *last])
            write(self.store, self.name, {**document_of(row), "cursor": dict(cursor), "named": True})
        self.taken += last
        return row

    def _told(self, row: SourceRow, taken: list[Taken]) -> SourceRow:
        """Return the row with what became of the answer."""
        if self.speaks or any(each.state is not State.KNOWN for each in taken):
            row = brought(row, sum(each.state in _NEWS for each in taken), self.now)
        if not self.lost:
            return row
        many = "a mention" if self.lost == 1 else f"{self.lost} mentions"
        say = f"{many} of its last answer could not be kept and left out"
        return failed(replace(row, health=HealthKind.ERROR, say=say, do=_LOG), row, self.now)


def _tells_twice(answer: Answer) -> bool:
    """Whether it takes back, or tells anew, what it brings itself: only then do we have it."""
    return not {each.uri for each in answer.beside}.isdisjoint(each.uri for each in answer.mentions)
