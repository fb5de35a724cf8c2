"""The one place that reaches the web: gentle to hosts, bounded in time and size, silent about secrets."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Self

import httpx

from casebook.frozen import frozen
from sources.address import askable, followed, here, host_of, origin_of, shown
from sources.answered import lines_of, or_unreachable, pieces_of, why
from sources.certificate import expires
from sources.errors import Misled, Unreachable
from sources.inwards import led_outside
from sources.kit import FEED_LIMIT, JSON_LIMIT, SILENCE, Line, Reply
from sources.unpacking import ACCEPTED, Unpacking
from sources.ways import Ways, password

REDIRECTS = 5
_MOVES = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_HARMLESS = frozenset({"accept", "if-none-match", "if-modified-since"})
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
        self._patience = {"timeout": httpx.Timeout(self._limits.read, connect=self._limits.connect).as_dict()}
        self._ways = Ways()
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
        await self._ways.close()

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
        at, moved, for_good, told = askable(url), None, True, dict(headers or {})
        for _ in range(REDIRECTS + 1):
            reply = await self._one(at, told, limit)
            if not _moves(reply):
                return replace(reply, url=at, moved=moved)
            before, at = at, followed(at, reply.headers["location"])
            await led_outside(before, at)
            told = told if origin_of(at) == origin_of(before) else _harmless(told)
            for_good = for_good and reply.status in _FOR_GOOD
            moved = at if for_good else moved
        raise Misled(f"{shown(url)} redirects more than {REDIRECTS} times")

    async def post(
        self, url: str, body: bytes, headers: Mapping[str, str] | None = None, *, limit: int = JSON_LIMIT
    ) -> Reply:
        """Send a body to an address and return the answer, whatever its status.

        No redirect is followed: what is sent goes where it was meant to go, or nowhere.

        Args:
            url: An http or https address.
            body: As it is sent.
            headers: More headers, among them what sort of body it is.
            limit: Bytes of the answer that are read at most.

        Raises:
            BadLink: The address cannot be asked.
            Unreachable: No answer, or not in time.
            Misled: It wants us to go elsewhere.
        """
        reply = await self._one(askable(url), headers or {}, limit, body)
        if _moves(reply):
            raise Misled(f"{shown(url)} wants us to ask elsewhere: look at the address in the settings")
        return reply

    @asynccontextmanager
    async def line(
        self, url: str, headers: Mapping[str, str] | None = None, *, silence: float = SILENCE
    ) -> AsyncIterator[Line]:
        """Lend a line on which an answer goes on and on; it stands in nobody's way.

        No redirect is followed, and nothing is packed, so that each piece can be read as it comes.

        Args:
            url: An http or https address.
            headers: More headers.
            silence: Seconds in which nothing comes before the line is taken for broken.

        Raises:
            BadLink: The address cannot be asked.
            Unreachable: No answer, or not in time.
        """
        patience = httpx.Timeout(silence, connect=self._limits.connect).as_dict()
        told = self._told(askable(url), {**(headers or {}), "accept-encoding": "identity"})
        request = httpx.Request("GET", url, headers=told, extensions={"timeout": patience})
        async with self._ways.lent(url) as way:
            async with self._turn(host_of(url)):
                response = await or_unreachable(url, way.handle_async_request(request))
            try:
                yield Line(response.status_code, lines_of(response), url, pieces_of(url, response))
            finally:
                await response.aclose()

    async def _one(
        self, url: str, headers: Mapping[str, str], limit: int, sent: bytes | None = None
    ) -> Reply:
        async with self._turn(host_of(url)):
            try:
                async with asyncio.timeout(self._limits.whole):
                    return await self._ask(url, headers, limit, sent)
            except TimeoutError as error:
                raise Unreachable(
                    f"{shown(url)} did not finish its answer in {self._limits.whole:g} s"
                ) from error
            except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
                raise Unreachable(f"{shown(url)} {why(error)}") from error

    async def _ask(self, url: str, headers: Mapping[str, str], limit: int, sent: bytes | None) -> Reply:
        method, told = "GET" if sent is None else "POST", self._told(url, headers)
        request = httpx.Request(method, url, headers=told, content=sent, extensions=self._patience)
        async with self._ways.lent(url) as way:
            response = await way.handle_async_request(request)
            try:
                until = expires(response) if url[:6].lower() == "https:" else None
                body, cut = await _read(response, limit, self._limits.whole * _FOR_THE_BODY)
            finally:
                await response.aclose()
        return Reply(response.status_code, lines_of(response), body, url, None, cut, until)

    def _told(self, url: str, headers: Mapping[str, str]) -> dict[str, str]:
        return {
            "accept": "*/*",
            "accept-encoding": ACCEPTED,
            "user-agent": self._agent,
            **password(url),
            **headers,
        }

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


def user_agent() -> str:
    """Return what we call ourselves: name and version, never a browser."""
    with suppress(PackageNotFoundError):
        return f"amends/{version('amends')}"
    return "amends"


def _moves(reply: Reply) -> bool:
    return reply.status in _MOVES and "location" in reply.headers


def _harmless(headers: Mapping[str, str]) -> dict[str, str]:
    """Return what may be told to whomever a redirect leads to: no key, no password."""
    return {name: value for name, value in headers.items() if name.lower() in _HARMLESS}


async def _read(response: httpx.Response, limit: int, seconds: float) -> tuple[bytes, str]:
    """Read a body as far as it can be had; return it, and why it is not whole."""
    body, unpacking = bytearray(), Unpacking(response.headers.get("content-encoding", ""))
    try:
        async with asyncio.timeout(seconds):
            async for piece in response.aiter_raw():
                body += unpacking.more(piece, limit + 1 - len(body))
                if len(body) > limit:
                    return bytes(body[:limit]), f"sent more than {limit // 2**20} MiB"
    except (httpx.HTTPError, TimeoutError) as error:
        if not body:
            raise
        return bytes(body), why(error) if isinstance(error, httpx.HTTPError) else "was too slow to the end"
    return bytes(body), "broke off its answer" if unpacking.broke_off else ""
