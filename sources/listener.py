"""A small HTTP server for what other tools hand in: one port, bounded in every direction.

Whoever is slow, long, many or mad is told so and shown out; nobody can hold up anybody else for long.
"""

import asyncio
import logging
from contextlib import suppress

import h11

from casebook.frozen import frozen
from sources.doorway import Doorway
from sources.handing import Head, Porter, Said, said

log = logging.getLogger(__name__)

_PIECE = 65_536
_MOB = 4
"""So many times the lines that are served: whoever comes then is not even told to come again."""
_NO_MORE = frozenset({h11.ERROR, h11.CLOSED, h11.MUST_CLOSE})
_AGENT = (b"content-type", b"application/json; charset=utf-8")


@frozen
class Limits:
    """How much of anything is let in."""

    lines: int = 64
    """Connections at a time."""
    head: int = 16_384
    """Bytes of a request's head."""
    body: int = 2**20
    """Bytes of a body."""
    head_seconds: float = 10.0
    """Seconds a request's head may take, and a connection may stand idle."""
    body_seconds: float = 30.0
    answer_seconds: float = 10.0
    """Seconds our answer may take to be read."""
    linger_seconds: float = 2.0
    """Seconds we go on reading what nobody wants, so that our answer is not lost with it."""
    exchanges: int = 1000
    """Requests on one connection."""


class Listener:
    """Listens at one address until closed."""

    def __init__(self, porter: Porter, limits: Limits | None = None) -> None:
        """Make it; nobody is listened to before `open`.

        Args:
            porter: Who answers.
            limits: None for the usual ones.
        """
        self._porter = porter
        self._limits = limits or Limits()
        self._lines: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    @property
    def lines(self) -> int:
        """Connections that are served now."""
        return len(self._lines)

    async def open(self, where: Doorway) -> Doorway:
        """Listen, and return where: the port is a real one, whatever was asked.

        Raises:
            OSError: The address cannot be had.
        """
        self._server = await asyncio.start_server(self._line, where.host, where.port)
        return Doorway(where.host, self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Listen no more, and let go of everybody."""
        if self._server is not None:
            self._server.close()
        for line in list(self._lines):
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)
        if self._server is not None:
            await self._server.wait_closed()

    async def _line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or len(self._lines) >= _MOB * self._limits.lines:
            writer.transport.abort()
            return
        crowded = len(self._lines) >= self._limits.lines
        self._lines.add(task)
        try:
            await _Line(reader, writer, self._porter, self._limits).run(crowded=crowded)
            writer.close()
            async with asyncio.timeout(self._limits.linger_seconds):
                await writer.wait_closed()
        except (ConnectionError, TimeoutError, asyncio.CancelledError):
            pass
        except Exception as error:  # the worker edge: one connection's mistake ends that connection
            log.error("a delivery broke the listener: %s", type(error).__name__)
        finally:
            self._lines.discard(task)
            writer.transport.abort()  # closed alone, it would stay open until somebody reads what is left


class _Line:
    """One connection."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, porter: Porter, limits: Limits
    ) -> None:
        self._reader, self._writer, self._porter, self._limits = reader, writer, porter, limits
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=limits.head)

    async def run(self, *, crowded: bool) -> None:
        """Serve requests one after another, until it is over."""
        try:
            if crowded:
                await self._turn_away(said(503, "too many connections", retry_after="5"))
                return
            for _ in range(self._limits.exchanges):
                if not await self._exchange():
                    return
                self._http.start_next_cycle()
        except h11.RemoteProtocolError as error:
            await self._turn_away(said(error.error_status_hint, "this is no request that can be read"))

    async def _exchange(self) -> bool:
        """Serve a request; return whether there may be another."""
        head = await self._head()
        if head is None:
            return False
        await self._answer(await self._porter.welcome(head) or await self._taken(head), head.method)
        if self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            return True
        await self._linger()
        return False

    async def _taken(self, head: Head) -> Said:
        try:
            body = await self._body()
        except TimeoutError:
            return said(408, "the body did not come in time")
        return await (self._porter.too_long(head) if body is None else self._porter.take(head, body))

    async def _head(self) -> Head | None:
        """Return the next request; None at the end, or where none comes in time."""
        try:
            async with asyncio.timeout(self._limits.head_seconds):
                event = await self._event()
        except TimeoutError:
            if self._http.trailing_data[0]:
                await self._turn_away(said(408, "the request did not come in time"))
            return None
        return _head_of(event) if isinstance(event, h11.Request) else None

    async def _body(self) -> bytes | None:
        """Return the body; None where it is too long."""
        if self._http.they_are_waiting_for_100_continue:
            await self._send(h11.InformationalResponse(status_code=100, headers=[]))
        body = bytearray()
        async with asyncio.timeout(self._limits.body_seconds):
            while isinstance(event := await self._event(), h11.Data):
                body += event.data
                if len(body) > self._limits.body:
                    return None
        return bytes(body)

    async def _event(self) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            self._http.receive_data(await self._reader.read(_PIECE))
        return event

    async def _answer(self, answer: Said, method: str = "POST") -> None:
        body = b"" if method == "HEAD" else await asyncio.to_thread(answer.printed)
        headers = [_AGENT, (b"content-length", str(len(body)).encode())]
        headers += [(name.encode(), value.encode()) for name, value in answer.headers.items()]
        if self._http.their_state is not h11.DONE:
            headers.append((b"connection", b"close"))
        start = h11.Response(status_code=answer.status, headers=headers)
        await self._send(start, h11.Data(data=body), h11.EndOfMessage())

    async def _send(self, *events: h11.Event) -> None:
        self._writer.write(b"".join(self._http.send(event) or b"" for event in events))
        async with asyncio.timeout(self._limits.answer_seconds):
            await self._writer.drain()

    async def _turn_away(self, answer: Said) -> None:
        """Answer whoever has no request that could be served, and see them out."""
        if self._http.our_state not in _NO_MORE and self._http.our_state is not h11.DONE:
            await self._answer(answer)
            await self._linger()

    async def _linger(self) -> None:
        """Read on for a moment: closed at once, the line would take our answer with it."""
        with suppress(OSError, TimeoutError):
            if self._writer.can_write_eof():
                self._writer.write_eof()
            async with asyncio.timeout(self._limits.linger_seconds):
                while await self._reader.read(_PIECE):
                    pass


def _head_of(request: h11.Request) -> Head:
    target = request.target.decode("latin-1").partition("#")[0]
    path, _, query = target.partition("?")
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in request.headers}
    return Head(request.method.decode("latin-1"), path, query, headers)
