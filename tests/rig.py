"""The rig every connector is tested on: a platform on loopback that holds posts and really pages and filters.

A platform is a `World`: it keeps `posts`, and answers as the real one would, cursors and pages applied. What
goes wrong on the way (`FAULTS`) is played over it. `tests/test_source_shared.py` makes the same assertions in
every world; a new connector needs a world in `tests/rig_WORD.py` and a line in `tests/worlds.py`.
"""

import json as jsonlib
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from gzip import compress
from typing import Any, ClassVar

from casebook.mention import Mention
from sources.dialect import dialect_of
from sources.feed_parse import read
from sources.http import Limits, Web
from sources.kit import Kit
from sources.reading import Reading
from sources.registry import KINDS
from sources.source import Answer, Cursor, Source
from sources.tools import opened
from tests.feed_samples import NOW
from tests.loopback import Loopback, Request, Step, error, html, redirect, serve

HUSH = "hush-7f3a9c-not-for-any-eye"
"""The secret of every world that has one; in the environment as AMENDS_TEST_SECRET."""
SECRET = "env:AMENDS_TEST_SECRET"


@dataclass(frozen=True)
class Post:
    """What somebody wrote on the platform."""

    number: int
    text: str
    at: datetime
    edited: datetime | None = None
    deleted: bool = False


@dataclass
class World(ABC):
    """One platform; to be derived from."""

    posts: list[Post] = field(default_factory=list)
    now: datetime = NOW
    base: int = 0
    """Posts are numbered from behind this."""

    kind: ClassVar[str]
    """The word of the connector."""
    edits: ClassVar[bool] = True
    """Whether the platform shows an edited post again within what is asked anyway."""
    deletes: ClassVar[bool] = False
    """Whether it says of a post that it is gone."""
    signs_in: ClassVar[bool] = False
    """Whether `settings` has a secret, `SECRET`."""
    most: ClassVar[int] = 200
    """Posts a test may hold it to at once: what the platform still shows."""
    empty_is_odd: ClassVar[bool] = False
    """Whether it is suspicious that nothing stands there any more."""
    says: ClassVar[frozenset[str]] = frozenset()
    """The counts of a mention that it tells; all others are unknown, and never zero."""

    @abstractmethod
    def settings(self, base: str) -> Any:
        """Return the connector's settings for this world at an address."""

    @abstractmethod
    def answer(self, request: Request) -> Step:
        """Answer as the platform would."""

    @abstractmethod
    def number(self, mention: Mention) -> int:
        """Return which post a mention is."""

    @abstractmethod
    def knows(self, request: Request) -> bool:
        """Whether a question shows that the asker knows what it has: a mark, or a validator."""

    def write(self, count: int = 1, minutes: float = 0.0, apart: float = 1.0) -> None:
        """Let people write posts, so many seconds apart, until so many minutes ago."""
        first = max((each.number for each in self.posts), default=self.base) + 1
        for turn in range(count):
            ago = timedelta(minutes=minutes, seconds=(count - turn) * apart)
            number = first + turn
            self.posts.append(Post(number, f"Acme lost my order {number} again", self.now - ago))

    def change(self, number: int, text: str) -> None:
        """Let somebody edit a post."""
        self._put(number, text=text, edited=self.now)

    def take_back(self, number: int) -> None:
        """Let somebody delete a post."""
        self._put(number, deleted=True)

    def newest_first(self) -> list[Post]:
        """Return the posts as most platforms list them."""
        return sorted(self.posts, key=lambda each: (each.at, each.number), reverse=True)

    def _put(self, number: int, **anew: Any) -> None:
        self.posts = [replace(each, **anew) if each.number == number else each for each in self.posts]


@dataclass
class Asker:
    """A connector being asked again and again, as a poller would."""

    world: World
    server: Loopback
    kit: Kit
    source: Source = field(init=False)
    cursor: Cursor = field(default_factory=dict)
    trouble: dict[int, "Fault"] = field(default_factory=dict)
    """What goes wrong, by the turn of the request within one asking."""
    _begun: int = 0

    def built(self, web: Web) -> Source:
        """Return the connector anew, asking by this way to the web."""
        settings = self.world.settings(self.server.url())
        return KINDS[self.world.kind].build("mine", settings, replace(self.kit, web=web))

    async def ask(self, trouble: Mapping[int, "Fault"] | None = None) -> Answer:
        """Ask once, ten minutes after the last time, with what goes wrong on the way."""
        self.world.now += timedelta(minutes=10)
        self._begun = len(self.server.requests)
        self.trouble = dict(trouble or {})
        answer = await self.source.fetch(self.cursor, self.world.now)
        self.cursor = jsonlib.loads(jsonlib.dumps(answer.cursor))
        self.trouble = {}
        return answer

    @property
    def asked(self) -> list[Request]:
        """What was asked the last time."""
        return self.server.requests[self._begun :]

    def played(self, request: Request) -> Step:
        """Answer a request: as the world does, or with what goes wrong."""
        good = self.world.answer(request)
        fault = self.trouble.get(len(self.server.requests) - self._begun - 1)
        return fault(good) if fault else good

    def told(self, answer: Answer) -> list[int]:
        """Return which posts an answer tells of, in order."""
        return sorted(self.world.number(each) for each in answer.mentions)


class ParserHere:
    """Reads feeds in this process: another would take longer to start than a test to run."""

    async def read(self, body: bytes, url: str, content_type: str, dialect: str = "feed") -> Reading:
        """Return every entry of a feed, or raise `Unreadable`."""
        return read(body, url, content_type, dialect_of(dialect))


Fault = Callable[[Step], Step]
"""Makes of a good answer one that goes wrong."""


def _middle(good: Step) -> int:
    return len(compress(good.body) if good.gzip else good.body) // 2


def _half_unannounced(good: Step) -> Step:
    return replace(good, body=good.body[: len(good.body) // 2])


def falls_silent(good: Step) -> Step:
    """Return an answer that stops in its middle, and the line stays open."""
    return replace(good, stall_after=_middle(good))


FAULTS: Mapping[str, Fault] = {
    "500": lambda good: error(500),
    "502 empty": lambda good: Step(b"", 502),
    "429": lambda good: error(429),
    "429 retry-after": lambda good: error(429, retry_after="120"),
    "503 retry-after": lambda good: error(503, retry_after="120"),
    "reset": lambda good: replace(good, cut_after=0),
    "half": lambda good: replace(good, cut_after=_middle(good)),
    "half, unannounced": _half_unannounced,
    "html with 200": lambda good: html(),
    "empty with 200": lambda good: serve(b"", "application/json"),
    "to a login": lambda good: redirect("/login/?next=x"),
    "json error with 200": lambda good: serve('{"error": "something broke"}', "application/json"),
    "garbage": lambda good: serve(bytes(range(256)) * 4, "application/octet-stream"),
}
"""What goes wrong with one answer, by name; none of these is ever a good answer."""


@asynccontextmanager
async def on(world: World) -> AsyncIterator[Asker]:
    """Lend a connector that asks this world."""
    async with Loopback() as server, opened() as kit:
        web = Web(limits=Limits(connect=30.0, read=30.0, whole=60.0))
        asker = Asker(world, server, replace(kit, parser=ParserHere()))
        asker.source = asker.built(web)
        server.routes["*"] = asker.played
        try:
            yield asker
        finally:
            await web.close()
