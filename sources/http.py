"""The one place that reaches the web: gentle to hosts, bounded in time and size, silent about secrets."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from types import TracebackType
from typing import Self

import httpx

from casebook.frozen import frozen
from sources.address import askable, followed, here, host_of, origin_of, shown
from sources.errors import Misled, Unreachable
from sources.kit import FEED_LIMIT, Reply

REDIRECTS = 5
_MOVES = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_CLIENTS = 64
"""Connections kept for a next time at most; the one not used for longest goes."""
_WARM = 16
"""The last of these are left to the hosts they lead to; with the others any host is asked."""
_FOR_THE_BODY = 0.9
"""Part of the whole time the body may take, so that a slow one is cut before everything is given up."""
_AT_ONCE = 128
"""Requests under way at most, to all hosts together."""


@frozen
class Manners:
    """How one host is treated."""

    at_once: int
    """Requests under way."""
    gap: float
    """Seconds from the end of one request to the start of the next."""


STRANGER = Manners(at_once=1, gap=1.0)
OURSELVES = Manners(at_once=8, gap=0.0)
"""This machine bears more than somebody else's."""


def manners(host: str) -> Manners:
    """Return how a host is treated."""
    return OURSELVES if here(host) else STRANGER


@frozen
class Limits:
    """Seconds: to connect, between two pieces, and for everything."""

    connect: float = 10.0
    read: float = 20.0
    whole: float = 45.0


@dataclass(slots=True)
class _Lane:
    """The way to one host."""

    manners: Manners
    places: asyncio.Semaphore = field(init=False)
    free_at: float = 0.0

    def __post_init__(self) -> None:
        self.places = asyncio.Semaphore(self.manners.at_once)


class Web:
    """Everything this house asks of the web goes through one of these."""

    def __init__(
        self,
        agent: str | None = None,
        *,
        manners_of: Callable[[str], Manners] = manners,
        limits: Limits | None = None,
    ) -> None:
        """Make it; nothing is opened before the first request.

        Args:
            agent: What we call ourselves; None for name and version.
            manners_of: How a host is treated.
            limits: How long we wait.
        """
        self._agent = agent or user_agent()
        self._manners_of = manners_of
        self._limits = limits or Limits()
        self._lanes: dict[str, _Lane] = {}
        self._idle: list[tuple[str, httpx.AsyncClient]] = []
        self._kept = _CLIENTS
        self._tls: dict[str, SSLContext] = {}
        """One for all clients of a scheme: to make it costs more than a request."""
        self._places = asyncio.Semaphore(_AT_ONCE)
        for library in ("httpx", "httpcore"):  # they would write whole addresses into a log
            logging.getLogger(library).setLevel(logging.WARNING)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close what is open; what is still under way is closed when it ends."""
        self._kept = 0
        while self._idle:
            await self._idle.pop()[1].aclose()

    async def get(
        self, url: str, headers: Mapping[str, str] | None = None, *, limit: int = FEED_LIMIT
    ) -> Reply:
        """Ask for an address, follow its redirects and return the answer, whatever its status.

        Args:
            url: An http or https address; a user name and password in it are sent as such.
            headers: More headers.
            limit: Bytes of the body that are read at most.

        Raises:
            BadLink: The address cannot be asked.
            Unreachable: No answer, or not in time.
            Misled: The redirects do not lead to what was asked for.
        """
        at, moved, for_good = askable(url), None, True
        for _ in range(REDIRECTS + 1):
            reply = await self._one(at, headers or {}, limit)
            if reply.status not in _MOVES or "location" not in reply.headers:
                return Reply(reply.status, reply.headers, reply.body, at, moved, reply.cut)
            at = followed(at, reply.headers["location"])
            for_good = for_good and reply.status in _FOR_GOOD
            moved = at if for_good else moved
        raise Misled(f"{shown(url)} redirects more than {REDIRECTS} times")

    async def _one(self, url: str, headers: Mapping[str, str], limit: int) -> Reply:
        async with self._turn(host_of(url)):
            try:
                async with asyncio.timeout(self._limits.whole):
                    return await self._ask(url, headers, limit)
            except TimeoutError as error:
                raise Unreachable(
                    f"{shown(url)} did not finish its answer in {self._limits.whole:g} s"
                ) from error
            except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
                raise Unreachable(f"{shown(url)} {_why(error)}") from error

    async def _ask(self, url: str, headers: Mapping[str, str], limit: int) -> Reply:
        sent = {"user-agent": self._agent, **headers}
        async with self._client(url) as client, client.stream("GET", url, headers=sent) as response:
            body, cut = await _read(response, limit, self._limits.whole * _FOR_THE_BODY)
            return Reply(response.status_code, dict(response.headers), body, url, cut=cut)

    @asynccontextmanager
    async def _turn(self, host: str) -> AsyncIterator[None]:
        """Wait until it is our turn at a host."""
        lane = self._lanes.setdefault(host, _Lane(self._manners_of(host)))
        loop = asyncio.get_running_loop()
        async with lane.places, self._places:
            await asyncio.sleep(max(0.0, lane.free_at - loop.time()))
            try:
                yield
            finally:
                lane.free_at = loop.time() + lane.manners.gap

    @asynccontextmanager
    async def _client(self, url: str) -> AsyncIterator[httpx.AsyncClient]:
        """Lend a client of one connection: a pool's work grows with its connections."""
        origin = origin_of(url)
        client = self._rested(origin) or self._spare(origin) or self._new_client(origin)
        try:
            yield client
        finally:
            self._idle.append((origin, client))
            while len(self._idle) > self._kept:
                await self._idle.pop(0)[1].aclose()

    def _rested(self, origin: str) -> httpx.AsyncClient | None:
        """Return the client that was last at this origin, if there is one."""
        for at in range(len(self._idle) - 1, -1, -1):
            if self._idle[at][0] == origin:
                return self._idle.pop(at)[1]
        return None

    def _spare(self, origin: str) -> httpx.AsyncClient | None:
        """Return a client that has rested for long, to lead elsewhere: to make one costs half a request."""
        for at in range(len(self._idle) - _WARM):
            if _scheme(self._idle[at][0]) == _scheme(origin):
                client = self._idle.pop(at)[1]
                client.cookies.clear()
                return client
        return None

    def _new_client(self, origin: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            verify=self._context(_scheme(origin)),
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
            timeout=httpx.Timeout(self._limits.read, connect=self._limits.connect),
        )

    def _context(self, scheme: str) -> SSLContext:
        """Return how a client of a scheme trusts: one for plain http trusts nobody, and is never asked."""
        if scheme not in self._tls:
            made = httpx.create_ssl_context() if scheme == "https" else SSLContext(PROTOCOL_TLS_CLIENT)
            self._tls[scheme] = made
        return self._tls[scheme]


def _scheme(origin: str) -> str:
    return origin.partition(":")[0]


def user_agent() -> str:
    """Return what we call ourselves: name and version, never a browser."""
    with suppress(PackageNotFoundError):
        return f"amends/{version('amends')}"
    return "amends"


async def _read(response: httpx.Response, limit: int, seconds: float) -> tuple[bytes, str]:
    """Read a body as far as it can be had; return it, and why it is not whole."""
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > limit:
                    return bytes(body[:limit]), f"sent more than {limit // 2**20} MiB"
    except (httpx.HTTPError, TimeoutError) as error:
        if not body:
            raise
        return bytes(body), _why(error) if isinstance(error, httpx.HTTPError) else "was too slow to the end"
    return bytes(body), ""


def _why(error: Exception) -> str:
    match error:
        case httpx.ConnectTimeout():
            return "could not be reached in time"
        case httpx.TimeoutException():
            return "fell silent"
        case httpx.ConnectError():
            return "could not be reached"
        case httpx.InvalidURL() | httpx.UnsupportedProtocol():
            return "leads to an address that is none"
        case httpx.DecodingError():
            return "sent something that cannot be unpacked"
        case httpx.RemoteProtocolError() | httpx.ReadError():
            return "broke off its answer"
    return "could not be asked"
