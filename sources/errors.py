"""What can go wrong at a source; every `str` is fit to show the responder and holds no secret of a URL.

SourceError             carries the health it means for the source
├── Unreachable         no answer, or not in time
├── Misled              a redirect nobody should follow: a login, a loop, another kind of address
├── Refused             the server answered, and said no
├── NoSecret            a key or password cannot be had: the settings lead to none
├── Unreadable          the body could not be parsed
│   ├── Bare            there is nothing in it at all
│   └── ParserBroke     the parser broke on it
│       └── ParserSlow  it took too long, or took the parser's process with it
├── BadLink             not an http or https link
└── BadLine             a line of JSON Lines does not fit; the message names the field
"""

from datetime import datetime

from casebook.kinds import HealthKind


class SourceError(Exception):
    """The base of all errors of this room."""

    health: HealthKind = HealthKind.ERROR
    """What it means for the source."""

    def __init__(self, say: str) -> None:
        super().__init__(say)
        self.until: datetime | None = None
        """Not to be asked again before."""
        self.pause: float | None = None
        """Seconds the server asks us to wait."""
        self.do = ""
        """What is to be done about it, in one sentence, where that is more than its health tells."""


class Unreachable(SourceError):
    """No answer, or not in time."""


class Misled(SourceError):
    """A redirect that does not lead to what was asked for."""

    health = HealthKind.BLOCKED


class Refused(SourceError):
    """The server answered, and said no."""

    def __init__(
        self, say: str, health: HealthKind, until: datetime | None, pause: float | None, status: int = 0
    ) -> None:
        super().__init__(say)
        self.status = status
        self.health = health
        self.until = until
        self.pause = pause


class NoSecret(SourceError):
    """A key or password cannot be had."""

    health = HealthKind.AUTH


class Unreadable(SourceError):
    """The body could not be parsed."""

    health = HealthKind.NOT_A_FEED


class Bare(Unreadable):
    """There is nothing in the body at all."""

    health = HealthKind.EMPTY


class ParserBroke(Unreadable):
    """The parser gave up, not the feed: there is something in it that breaks it."""

    health = HealthKind.ERROR


class ParserSlow(ParserBroke):
    """It took too long, or took the parser's process with it: to try again costs as much."""


class BadLink(SourceError):
    """Not a link that can be asked or shown."""


class BadLine(SourceError):
    """A line that does not fit; the message names the field."""
