"""The line to a Jetstream server: opened, read in portions, and what it means when it breaks."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from socket import gaierror
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from sources.address import here, host_of
from sources.certificate import unaccepted
from sources.errors import SourceError, Unreachable
from sources.http import user_agent
from sources.jetstream_parse import POSTS
from sources.kit import Reply
from sources.paging import with_query
from sources.status import has_news

LARGEST = 2**18
"""Bytes of one event at most; a post may have some kilobytes."""
AT_ONCE = 500
"""Lines of a portion at most."""
_IN_A_ROW = 50
"""Lines taken before others have their turn: those that wait for us already are had without a pause."""
_WAITING = 1024
"""Lines that wait for us; with more of them the server waits."""
_PATIENCE = 10.0
"""Seconds to open a line."""
_SILENCE = 60.0
"""Seconds without a single post: the network is never so quiet."""
_TOO_OLD = b"CursorTooOld"
logging.getLogger("websockets").setLevel(logging.WARNING)  # it would write every post into a log


class _Straight(connect):
    """A line that goes where it was meant to go, or nowhere: no redirect leads it into another network."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        """Return the error that a redirect is here."""
        return exc


class TooOld(Unreachable):
    """The server does not remember that far back."""


class Portions:
    """The lines of a stream, some at a time."""

    def __init__(self, socket: ClientConnection, shown: str, silence: float) -> None:
        self._socket, self._shown, self._silence = socket, shown, silence
        self._heard = asyncio.get_running_loop().time()

    async def next(self, seconds: float) -> list[bytes]:
        """Return the lines that came within so many seconds, or as many as are taken at once.

        Raises:
            Unreachable: The line broke, or fell silent.
        """
        loop, lines = asyncio.get_running_loop(), list[bytes]()
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    while len(lines) < AT_ONCE:
                        lines.append(await self._socket.recv(decode=False))
                        if len(lines) % _IN_A_ROW == 0:
                            await asyncio.sleep(0)
        except ConnectionClosed as closed:
            if not lines:
                raise Unreachable(f"{self._shown} broke off: {_why(closed)}") from closed
        self._heard = loop.time() if lines else self._heard
        if loop.time() - self._heard > self._silence:
            raise Unreachable(f"{self._shown} fell silent")
        return lines


@asynccontextmanager
async def connected(
    server: str, since: int, now: datetime, *, silence: float = _SILENCE
) -> AsyncIterator[Portions]:
    """Lend a line to a server.

    Args:
        server: Its address.
        since: Microseconds since 1970 from when on it is to tell.
        now: The time.
        silence: Seconds after which it must have said something.

    Raises:
        TooOld: It does not remember that far back.
        SourceError: It cannot be reached, or says no.
    """
    parts = urlsplit(server)
    shown = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    socket = await _opened(server, since, shown, now)
    try:
        yield Portions(socket, shown, silence)
    finally:
        socket.transport.abort()  # nothing of ours waits to be sent, and a stream never ends politely


async def _opened(server: str, since: int, shown: str, now: datetime) -> ClientConnection:
    try:
        return await _Straight(
            with_query(server, {"wantedCollections": POSTS, "cursor": since}),
            max_size=LARGEST,
            max_queue=_WAITING,
            open_timeout=_PATIENCE,
            compression=None,
            user_agent_header=user_agent(),
            proxy=None if here(host_of(server)) else True,
        )
    except InvalidStatus as error:
        raise _refused(error, shown, now) from error
    except (OSError, WebSocketException, EOFError) as error:
        raise Unreachable(f"{shown} {_missed(error)}") from error


def _missed(error: Exception) -> str:
    """Return why no line could be opened, in words that follow an address."""
    match error:
        case TimeoutError():
            return "could not be reached in time"
        case gaierror():
            return "could not be reached: its name leads nowhere from here"
        case OSError():
            return unaccepted(error) or "could not be reached"
    return "answers, but not as a stream does"


def _refused(error: InvalidStatus, shown: str, now: datetime) -> SourceError:
    """Return what it means that a server answered, but opened no line."""
    said = error.response
    if _TOO_OLD in bytes(said.body or b""):
        return TooOld(f"{shown} does not remember that far back")
    headers = {name.lower(): value for name, value in said.headers.raw_items()}
    try:
        has_news(Reply(said.status_code, headers, bytes(said.body or b""), shown), now)
    except SourceError as refused:
        return refused
    return Unreachable(f"{shown} answers, but opens no line (status {said.status_code})")


def _why(closed: ConnectionClosed) -> str:
    if closed.sent is not None and closed.rcvd is None and closed.sent.code == 1009:
        return f"an event of more than {LARGEST // 2**10} KiB"
    if closed.rcvd is not None and closed.rcvd.code != 1006:
        return f"it closed the line (code {closed.rcvd.code})"
    return "the line was cut"
