"""A Jetstream server on loopback: it replays what was written since the cursor, and then what is written."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

POSTS = "app.bsky.feed.post"


def event(number: int, time: int, text: str = "Acme lost my order", **more: Any) -> str:
    """Return the line of a post; `more` goes into its commit."""
    record = {"$type": POSTS, "createdAt": "2026-03-01T00:00:00.000Z", "langs": ["en"], "text": text}
    commit = {"rev": f"r{number}", "operation": "create", "collection": POSTS, "rkey": str(number)}
    commit |= {"record": record} | more
    return json.dumps({"did": f"did:plc:w{number % 3}", "time_us": time, "kind": "commit", "commit": commit})


def deletion(number: int, time: int) -> str:
    commit = {"rev": f"d{number}", "operation": "delete", "collection": POSTS, "rkey": str(number)}
    return json.dumps({"did": f"did:plc:w{number % 3}", "time_us": time, "kind": "commit", "commit": commit})


def account(time: int) -> str:
    return json.dumps({"did": "did:plc:w1", "time_us": time, "kind": "account", "account": {"active": True}})


@dataclass
class Network:
    """What is written, and who listens."""

    lines: list[str | bytes] = field(default_factory=list)
    remembers: int = 0
    """What was written before this is forgotten, and nobody is told that it is."""
    refuses: Callable[[ServerConnection], Response | None] | None = None
    lasts: int | None = None
    """Lines after which the connection is cut."""
    cursors: list[int] = field(default_factory=list)
    """From when on each who came wanted to be told."""
    asked: list[str] = field(default_factory=list)
    _server: Server | None = None
    _bells: list[asyncio.Event] = field(default_factory=list)
    _over: bool = False
    _cut: list[ServerConnection] = field(default_factory=list)

    @property
    def address(self) -> str:
        assert self._server is not None
        host, port = next(iter(self._server.sockets)).getsockname()[:2]
        return f"ws://{host}:{port}/subscribe"

    async def write(self, *lines: str | bytes) -> None:
        """Let something be written, and those who listen be told."""
        self.lines += lines
        for each in self._bells:
            each.set()

    def cut(self) -> None:
        """Cut all connections, without a word."""
        for each in self._cut:
            each.transport.abort()
        self._cut.clear()

    async def _tell(self, line: ServerConnection) -> None:
        assert line.request is not None
        asked = parse_qs(urlsplit(line.request.path).query)
        self.asked.append(line.request.path)
        since = int(asked["cursor"][0])
        self.cursors.append(since)
        self._cut.append(line)
        at, sent, bell = 0, 0, asyncio.Event()
        self._bells.append(bell)
        with suppress(ConnectionClosed):
            while True:
                while at < len(self.lines):
                    if time_of(self.lines[at]) >= max(since, self.remembers):
                        await line.send(self.lines[at])
                        sent += 1
                    at += 1
                    if sent == self.lasts:
                        line.transport.abort()
                        return
                await bell.wait()
                if self._over:
                    return
                bell.clear()

    def _look(self, line: ServerConnection, request: Request) -> Response | None:
        return self.refuses(line) if self.refuses else None


def time_of(line: str | bytes) -> int:
    try:
        said = json.loads(line)
        return int((said.get("payload") or said)["time_us"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return 2**53


@asynccontextmanager
async def network(*lines: str | bytes, **more: Any) -> AsyncIterator[Network]:
    """Lend a network in which this was written."""
    here = Network(list(lines), **more)
    async with serve(here._tell, "127.0.0.1", 0, process_request=here._look, compression=None) as server:
        here._server = server
        yield here
        here.cut()
        here._over = True
        await here.write()


def no(status: int, body: str = "no", **headers: str) -> Callable[[ServerConnection], Response | None]:
    """Return what refuses everybody, with headers of these names."""

    def refuse(line: ServerConnection) -> Response:
        answer = line.respond(HTTPStatus(status), body)
        answer.headers.update(headers)
        return answer

    return refuse
