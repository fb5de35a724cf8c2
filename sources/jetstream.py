"""Jetstream as a source: all that is written on Bluesky goes by, and what is for us is kept.

It is told, never asked: `fetch` says how the line is. Only where nobody listens (a single round of asking)
does it open a line of its own, and hears what was said up to now.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from casebook.clock import utc_now
from casebook.kinds import HealthKind
from casebook.mention import Mention
from casebook.query.rule import Rule
from sources.address import host_of
from sources.batch import EVERY
from sources.bluesky_profiles import Profiles
from sources.errors import SourceError
from sources.jetstream_cursor import OVERLAP, JetstreamCursor
from sources.jetstream_parse import Sifted, sift
from sources.jetstream_socket import Portions, TooOld, connected
from sources.kit import Kit
from sources.settings.jetstream import JetstreamSettings
from sources.source import Answer, Cursor, Deliver, Health, failed
from sources.stamp import stamped
from sources.times import from_epoch

Give = Callable[[Answer, bool], Awaitable[bool]]
"""Takes an answer, and whether it reaches up to now; says whether more is wanted."""

_NOTED = 10.0
"""Seconds after which it is written down how far was heard, though nothing was for us."""
_HOLE = 30_000_000
"""Microseconds between what was asked for and the first event: all the network is never silent so long."""
_SAID = timedelta(hours=1)
"""For so long a gap is told."""
_OPENING = 12.0
"""Seconds to wait until it is known whether the line opens."""
_CATCHING_UP = 10.0
"""Seconds a single round may take."""
_NOW = 3_000_000
"""Microseconds behind which we are up to date."""


class Jetstream:
    """The network."""

    def __init__(
        self, name: str, settings: JetstreamSettings, kit: Kit, rule: Rule, *,
        every: float = EVERY, now: Callable[[], datetime] = utc_now,
    ) -> None:  # fmt: skip
        """Make it.

        Args:
            name: Our own name of it.
            settings: Who is listened to.
            kit: What looks authors up.
            rule: What we listen for.
            every: Seconds for which what comes is gathered.
            now: Tells the time.
        """
        self.name, self.every, self.host = name, settings.every, host_of(settings.servers[0])
        self._settings, self._rule = settings, rule
        self._profiles = Profiles(kit.web, settings.profiles)
        self._gathers, self._now = every, now
        self._turn = 0
        self._listening = False
        self._decided = asyncio.Event()
        """Set once it is known whether the line opened."""
        self._broken: SourceError | None = None
        self._gap: tuple[datetime, str] | None = None
        """When we noticed that something is lost, and what."""
        self._too_old = False

    async def fetch(self, cursor: Cursor, now: datetime) -> Answer:
        """Return how the line is, or what was said up to now where nobody listens."""
        if not self._listening:
            return await self._caught_up(cursor)
        with suppress(TimeoutError):
            async with asyncio.timeout(_OPENING):
                await self._decided.wait()
        if self._broken is not None:
            return failed(self._broken, cursor)
        return Answer((), cursor, self._health())

    async def listen(self, cursor: Cursor, deliver: Deliver) -> None:
        """Hold a line open and deliver what is for us, about once a second, until it breaks.

        Raises:
            SourceError: The line cannot be opened, or broke; the next try goes to the next server.
        """
        self._listening = True

        async def give(answer: Answer, up_to_date: bool) -> bool:
            self._broken = None
            self._decided.set()
            await deliver(answer)
            return True

        try:
            await self._hear(cursor, give)
        except SourceError as error:
            self._broken = error
            self._decided.set()
            raise

    async def _caught_up(self, cursor: Cursor) -> Answer:
        """Return what was said up to now, as far as it comes in a short while."""
        told: list[Answer] = []

        async def give(answer: Answer, up_to_date: bool) -> bool:
            told.append(answer)
            return not up_to_date

        with suppress(TimeoutError):
            async with asyncio.timeout(_CATCHING_UP):
                await self._hear(cursor, give)
        return Answer(
            tuple(each for one in told for each in one.mentions),
            told[-1].cursor if told else cursor,
            self._health(),
            beside=tuple(each for one in told for each in one.beside),
        )

    async def _hear(self, stored: Cursor, give: Give) -> None:
        """Hear what one line carries, and give it away together, until it breaks or is not wanted."""
        cursor, found = JetstreamCursor.from_json(stored), _Found()
        since = self._since(cursor)
        try:
            async with connected(self._server(), since, self._now()) as portions:
                watch = since if cursor.time else 0
                wanted = await give(self._answer(found, cursor), False)
                while wanted:
                    sifted = await self._portion(portions)
                    watch = self._mind(watch, sifted)
                    found.take(sifted, cursor)
                    marks = (*sifted.mentions, *sifted.beside)
                    cursor = cursor.heard(sifted.latest, marks, _microseconds(self._now()))
                    up_to_date = not sifted.posts or cursor.time > _microseconds(self._now()) - _NOW
                    if found.due(self._gathers) or (up_to_date and not self._listening):
                        told = await self._profiles.introduced(found.mentions.values())
                        wanted = await give(self._answer(found, cursor, told), up_to_date)
                        found = _Found()
        except TooOld:
            self._lost(since, _microseconds(self._now()))
            self._too_old = True
            raise

    async def _portion(self, portions: Portions) -> Sifted:
        """Return what the next lines hold; in a thread, so that nobody waits for it."""
        lines = await portions.next(self._gathers)
        return await asyncio.to_thread(sift, lines, self._rule) if lines else Sifted()

    def _answer(self, found: "_Found", cursor: JetstreamCursor, told: tuple[Mention, ...] = ()) -> Answer:
        now = self._now()
        mentions = tuple(stamped(each, self.name, self._settings.portal, now) for each in told)
        beside = tuple(stamped(each, self.name, self._settings.portal, now) for each in found.beside.values())
        whole = self._gap is None if cursor.time else None
        return Answer(mentions, cursor.to_json(), self._health(), beside=beside, reaches_back=whole)

    def _server(self) -> str:
        """Return who is listened to: at each try the next one."""
        self._turn += 1
        return self._settings.servers[(self._turn - 1) % len(self._settings.servers)]

    def _since(self, cursor: JetstreamCursor) -> int:
        """Return from when on a server is to tell."""
        if cursor.time and not self._too_old:
            return cursor.time - OVERLAP
        self._too_old = False
        return _microseconds(self._now() - timedelta(seconds=self._settings.look_back))

    def _mind(self, since: int, sifted: Sifted) -> int:
        """Take note where the first event is much later than asked for; 0 once that is known."""
        if since and sifted.first > since + _HOLE:
            self._lost(since, sifted.first)
        return 0 if sifted.first else since

    def _lost(self, since: int, until: int) -> None:
        begun, ended = (from_epoch(each / 1e6) or self._now() for each in (since, until))
        say = f"what was written from {begun:%d %b %H:%M} to {ended:%d %b %H:%M} UTC was missed"
        self._gap = (self._now(), say)

    def _health(self) -> Health:
        """Return how it is: well, unless it has just missed something."""
        if self._gap is not None and self._now() - self._gap[0] > _SAID:
            self._gap = None
        if self._gap is None:
            return Health(HealthKind.OK)
        return Health(HealthKind.PARTIAL, self._gap[1], do=_SEARCH)


_SEARCH = "search for that time on bsky.app, or have a source of kind bluesky search for it"


@dataclass
class _Found:
    """What was heard and not yet delivered."""

    mentions: dict[str, Mention] = field(default_factory=dict)
    beside: dict[str, Mention] = field(default_factory=dict)
    begun: float = field(default_factory=monotonic)

    def take(self, sifted: Sifted, known: JetstreamCursor) -> None:
        """Take in what is new."""
        self.mentions |= {key: each for key, each in sifted.mentions.items() if key not in known.told}
        self.beside |= {key: each for key, each in sifted.beside.items() if key not in known.told}

    def due(self, seconds: float) -> bool:
        """Whether it is time to deliver: soon where something is for us, else only to note how far we are."""
        return monotonic() - self.begun >= (seconds if self.mentions else _NOTED)


def _microseconds(when: datetime) -> int:
    return int(when.timestamp() * 1e6)


def build(name: str, settings: JetstreamSettings, kit: Kit, rule: Rule) -> Jetstream:
    """Return the network as a source."""
    return Jetstream(name, settings, kit, rule)
