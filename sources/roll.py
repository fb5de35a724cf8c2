"""Listening to a platform that gives what was written last first: nothing lost, nothing told twice.

A platform has one list or several. Each is walked from its newest page back to where we were, with an overlap
for what shows up late; what is known is told by its id and its words. Where there is more than one asking
takes, or a page cannot be had, what came before is delivered, and what lies behind is a gap: the next askings
read the newest first, for what is new cannot wait, and then on in the gap.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from casebook.kinds import HealthKind
from casebook.mention import Mention
from sources.address import host_of
from sources.errors import SourceError
from sources.feed_window import mark_of
from sources.platform import Platform, Strand
from sources.roll_cursor import RollCursor
from sources.roll_walk import Walk, Walked, asked_wrongly
from sources.settings.common import Common
from sources.source import Answer, Cursor, Health
from sources.stamp import stamped

_SHOWN = 2
"""Sentences said at once."""
_OF_ONE = frozenset({HealthKind.ERROR, HealthKind.NOT_A_FEED, HealthKind.BLOCKED})
"""What may ail one list alone, or what lies behind its newest, while the others are read."""
_WAIT = "nothing for now: the rest is asked for by itself"
_WORST_FIRST = (
    HealthKind.AUTH, HealthKind.BLOCKED, HealthKind.NOT_A_FEED, HealthKind.ERROR, HealthKind.RATE_LIMITED,
    HealthKind.EMPTY, HealthKind.PARTIAL, HealthKind.OK, HealthKind.NOT_MODIFIED,
)  # fmt: skip


class Settings(Common, Protocol):
    """What is needed of a platform's settings."""

    @property
    def base_url(self) -> str:
        """Where it is asked."""


@dataclass(slots=True)
class _Round:
    """What one asking brought so far."""

    cursor: RollCursor
    asked: int = 0
    """How many lists were."""
    mentions: list[Mention] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    kinds: set[HealthKind] = field(default_factory=set)
    pause: float | None = None
    do: str = ""
    waits: bool = False
    """Whether all that is missing is what comes next."""

    def take(self, strand: Strand, walked: Walked, kind: HealthKind, say: str) -> None:
        """Take in a walk along a list, and how the list is."""
        self.cursor = self.cursor.walked(strand.key, walked.strand, walked.seen)
        self.mentions += walked.mentions
        self.pause = max(filter(None, (self.pause, walked.pause)), default=None)
        self.kinds.add(kind)
        self.says += [say] if say else []

    def kind(self, worst: HealthKind) -> HealthKind:
        """Return how the whole is by its worst part: what ails one list slows the others not down."""
        read = bool(self.kinds & {HealthKind.OK, HealthKind.NOT_MODIFIED})
        return HealthKind.PARTIAL if read and worst in _OF_ONE else worst

    def note_gaps(self, strand: Strand) -> None:
        """Take note where something is still to be read; what is older than our first look can wait."""
        gaps = self.cursor.strand(strand.key).gaps
        if any(each.floor for each in gaps):
            self.waits = self.waits or HealthKind.PARTIAL not in self.kinds
            self.kinds.add(HealthKind.PARTIAL)
            self.says.append(f"{strand.key}: more than is given at once, the rest comes next")
        elif gaps:
            self.says.append(f"{strand.key}: what was written before is still being read")


class Roll:
    """One platform by the settings, as a source."""

    def __init__(self, name: str, settings: Settings, platform: Platform) -> None:
        """Make it.

        Args:
            name: Our own name of it.
            settings: Where it is asked, how often, and how far back.
            platform: How it is asked and read.
        """
        self.name = name
        self.every = settings.every
        self.host = host_of(settings.base_url)
        self._settings = settings
        self._platform = platform
        keys = "\0".join(each.key for each in platform.strands)
        self._of = mark_of(f"{settings.base_url}\0{keys}".encode())

    async def fetch(self, cursor: Cursor, now: datetime) -> Answer:
        """Ask once, list by list; new, edited and deleted mentions are delivered."""
        begun = now - timedelta(seconds=self._settings.backfill)
        before = RollCursor.from_json(cursor, self._of, int(begun.timestamp()))
        told = _Round(before)
        for strand in self._turn(before):
            error = await self._walk(strand, told, now)
            told.note_gaps(strand)
            if error is not None and not asked_wrongly(error):
                return self._failed(error, told, now)
            if told.pause:
                break
        return self._answer(told, now)

    def _turn(self, cursor: RollCursor) -> list[Strand]:
        """Return the lists whose turn it is, those not asked for longest first."""
        strands = list(self._platform.strands)
        first = next((at for at, each in enumerate(strands) if each.key == cursor.turn), 0)
        return (strands[first:] + strands[:first])[: self._platform.at_once]

    async def _walk(self, strand: Strand, told: _Round, now: datetime) -> SourceError | None:
        """Walk along a list, then along what earlier walks did not reach of it; return what went wrong."""
        told.cursor, told.asked = replace(told.cursor, turn=self._after(strand)), told.asked + 1
        pages, error = self._platform.pages, None
        for gap in (False, True):
            left = told.cursor.strand(strand.key).gaps
            if error is None and not told.pause and pages > 0 and (left or not gap):
                asked, error = await self._walk_once(strand, told, now, pages, gap=gap)
                pages -= asked
        return error

    async def _walk_once(
        self, strand: Strand, told: _Round, now: datetime, pages: int, *, gap: bool
    ) -> tuple[int, SourceError | None]:
        """Walk once; return how many pages were asked for, and what went wrong."""
        before = told.cursor.strand(strand.key)
        begun = datetime.fromtimestamp(told.cursor.begun, UTC)
        walk = Walk(self._platform, strand, before, told.cursor.seen, begun, now, pages, gap)
        try:
            walked = await walk.go()
        except SourceError as error:
            told.do = told.do or error.do
            told.take(strand, walk.broken_off(error), error.health, f"{self._named(strand)}{error}")
            return walk.asked, error
        held = before.mark not in (0, told.cursor.begun) and not gap
        told.take(strand, walked, *self._health(strand, walked, held=held))
        return walk.asked, None

    def _health(self, strand: Strand, walked: Walked, *, held: bool) -> tuple[HealthKind, str]:
        """Return how a list is after a walk, and what is to be said of it."""
        if walked.spent:
            return HealthKind.RATE_LIMITED, walked.spent
        if self._platform.never_empty and held and walked.modified and not walked.hits:
            return HealthKind.EMPTY, f"{strand.key} is suddenly empty: what stood there before is gone"
        if walked.lost:
            return HealthKind.PARTIAL, f"{walked.lost} of {walked.hits} entries could not be read"
        if walked.flaw:
            return HealthKind.PARTIAL, walked.flaw
        return HealthKind.OK if walked.modified else HealthKind.NOT_MODIFIED, ""

    def _after(self, strand: Strand) -> str:
        """Return the list whose turn comes after this one."""
        keys = [each.key for each in self._platform.strands]
        return keys[(keys.index(strand.key) + 1) % len(keys)]

    def _named(self, strand: Strand) -> str:
        return f"{strand.key}: " if len(self._platform.strands) > 1 else ""

    def _failed(self, error: SourceError, told: _Round, now: datetime) -> Answer:
        """Return the answer of an asking that was broken off, with what came before."""
        health = Health(told.kind(error.health), "; ".join(told.says[-_SHOWN:]), error.until, error.do)
        pause = max(filter(None, (error.pause, told.pause)), default=None)
        return Answer(self._ours(told, now), told.cursor.to_json(), health, pause)

    def _answer(self, told: _Round, now: datetime) -> Answer:
        kind = told.kind(next(each for each in _WORST_FIRST if each in (told.kinds or {HealthKind.OK})))
        limited = told.pause if kind is HealthKind.RATE_LIMITED else None
        until = now + timedelta(seconds=limited) if limited else None
        health = Health(
            kind,
            "; ".join(told.says[:_SHOWN]),
            until,
            told.do or (_WAIT if kind is HealthKind.PARTIAL and told.waits else ""),
        )
        whole = True if kind.well and self._all_asked(told) else None
        return Answer(self._ours(told, now), told.cursor.to_json(), health, told.pause, reaches_back=whole)

    def _all_asked(self, told: _Round) -> bool:
        """Whether every list was asked, and read to where we were."""
        gaps = any(each.gaps for each in told.cursor.strands.values())
        return not gaps and told.asked == len(self._platform.strands)

    def _ours(self, told: _Round, now: datetime) -> tuple[Mention, ...]:
        """Return what is told, each mention once though several lists hold it."""
        once = {each.native_id: each for each in reversed(told.mentions)}
        return tuple(stamped(each, self.name, self._settings.portal, now) for each in reversed(once.values()))
