"""What every source is: something that can be asked, and answers with three things, never one."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from casebook.frozen import frozen
from casebook.kinds import HealthKind
from casebook.mention import Mention
from sources.errors import SourceError

Cursor = Mapping[str, Any]
"""How far a source has been read; JSON-ready, meant for that source alone. Empty before the first answer."""


@frozen
class Health:
    """How a source is."""

    kind: HealthKind
    say: str = ""
    """What is wrong, in one sentence; empty when all is well."""
    until: datetime | None = None
    """Not to be asked again before, where the server says so."""
    do: str = ""
    """What is to be done about it, in one sentence, where that is more than its kind tells."""


@frozen
class Parsed:
    """What a payload holds, known without any network."""

    mentions: tuple[Mention, ...]
    health: Health


@frozen
class Answer:
    """What a source says when asked: mentions new or changed, how far it was read, how it is."""

    mentions: tuple[Mention, ...]
    cursor: Cursor
    health: Health
    pause: float | None = None
    """Seconds the server asks us to wait at least."""
    more: bool = False
    """Whether there is more to be had at once, without asking anybody."""
    again: datetime | None = None
    """When it is asked again, where it must wait longer than usual: the poller's word."""
    beside: tuple[Mention, ...] = ()
    """Mentions nobody asked for, of use only where we have them already: what they say may be new."""
    reaches_back: bool | None = None
    """Whether nothing that was said since the cursor can be missing: what it holds overlaps what is known."""


class Source(Protocol):
    """A place mentions come from."""

    name: str
    """Our own name of it in the settings."""
    every: float
    """Seconds between two askings when all is well."""
    host: str
    """Whom it asks, for the eye."""

    async def fetch(self, cursor: Cursor, now: datetime) -> Answer:
        """Ask once and return what is new or changed since the cursor.

        Whatever goes wrong out there is the answer's health, and the cursor then stays where it was.
        """


class Book(Protocol):
    """Where cursors come from, and where answers go."""

    def cursor(self, name: str) -> Cursor:
        """Return how far a source was read; empty for a new one."""

    async def delivered(self, name: str, answer: Answer, now: datetime) -> object:
        """Keep an answer, its mentions and its cursor together; returns once they are kept."""


Deliver = Callable[[Answer], Awaitable[None]]
"""Has an answer kept, and returns once it is: whoever reads a line reads no faster than that."""


@runtime_checkable
class Listens(Protocol):
    """A source that can also be told: it holds a line open on which news come by themselves."""

    async def listen(self, cursor: Cursor, deliver: Deliver) -> None:
        """Hold a line open and deliver what it carries, until it breaks.

        The first delivery, empty as may be, says that the line is open. One with an empty cursor leaves the
        cursor as it is: the next asking finds the same once more.

        Args:
            cursor: How far the source was read.
            deliver: Takes what comes.

        Raises:
            SourceError: The line cannot be opened, or broke.
        """


def failed(error: SourceError, cursor: Cursor) -> Answer:
    """Return the answer an error means: nothing new, the cursor where it was."""
    return Answer((), cursor, Health(error.health, str(error), error.until, error.do), error.pause)
