"""What sources are built with, as they see it: what asks the web, what reads feeds, what knows the secrets.

The real ones are `sources.http.Web`, `sources.parser_process.ParserProcess` and `sources.keyring.Keyring`;
`sources.tools.opened` lends them.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from casebook.frozen import frozen
from sources.reading import Reading

FEED_LIMIT = 5 * 2**20
"""Bytes of a feed or a page that are read at most."""
JSON_LIMIT = 10 * 2**20
"""Bytes of a JSON answer that are read at most."""

SILENCE = 90.0
"""Seconds after which a line on which nothing comes is broken: those who hold one open say so more often."""


@frozen
class Reply:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    url: str
    """Where it was found in the end."""
    moved: str | None = None
    """Where it lives from now on, where the redirects were permanent ones."""
    cut: str = ""
    """Why the body is not whole, in words; empty when it is."""
    expires: datetime | None = None
    """Until when the certificate holds that it came under; None for plain http."""


@frozen
class Line:
    """An answer that goes on and on."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    url: str
    pieces: AsyncIterator[bytes]
    """What comes, as it comes; raises `Unreachable` where it breaks off or falls silent."""


class Asks(Protocol):
    """Something that asks the web."""

    async def get(
        self, url: str, headers: Mapping[str, str] | None = None, *, limit: int = FEED_LIMIT
    ) -> Reply:
        """Return the answer, whatever its status, or raise a `SourceError`."""

    async def post(
        self, url: str, body: bytes, headers: Mapping[str, str] | None = None, *, limit: int = JSON_LIMIT
    ) -> Reply:
        """Send a body and return the answer, whatever its status, or raise a `SourceError`."""


class HoldsLines(Protocol):
    """Something that holds lines open."""

    def line(
        self, url: str, headers: Mapping[str, str] | None = None, *, silence: float = SILENCE
    ) -> AbstractAsyncContextManager[Line]:
        """Lend a line on which an answer goes on and on, or raise a `SourceError`, then or later."""


class Unlocks(Protocol):
    """Something that knows the secrets."""

    async def of(self, reference: str) -> str:
        """Return the secret a reference leads to, empty for an empty one, or raise `NoSecret`."""

    def forget(self, reference: str) -> None:
        """Fetch it anew the next time: the one we know was refused."""


class Reads(Protocol):
    """Something that reads feeds."""

    async def read(self, body: bytes, url: str, content_type: str, dialect: str = "feed") -> Reading:
        """Return every entry of a feed, or raise `Unreadable`; a dialect is known by its kind's word."""


@frozen
class Kit:
    """All together."""

    web: Asks
    parser: Reads
    keys: Unlocks
    lines: HoldsLines
