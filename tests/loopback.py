"""A web server on loopback that plays a script: what it answers on each path, step by step.

In a test:

    async with Loopback({"/feed": [serve(RSS, etag=True), error(500)]}) as server:
        await web.get(server.url("/feed"))
        assert server.asked("/feed")[0].headers["user-agent"] == ...

The last step of a path is played for ever. A function in place of the steps answers by itself. The path "*"
stands for all the others. By hand:
`python -m tests.loopback SCRIPT.toml`, where SCRIPT says

    port = 8080
    [[routes."/feed"]]
    file = "feed.xml"
    etag = true
    [[routes."/feed"]]
    status = 500
"""

import asyncio
import gzip
import sys
import tomllib
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from ssl import SSLContext
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found"}


@dataclass(frozen=True)
class Request:
    """One question as it came."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in lower case."""
    method: str = "GET"
    body: bytes = b""


@dataclass(frozen=True)
class Step:
    """One answer, and what goes wrong with it."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: bool = False
    """Give a weak tag made from the body, and answer 304 to whoever sends it back."""
    last_modified: str = ""
    """The same with a date."""
    gzip: bool = False
    stall_after: int | None = None
    """Bytes of the body after which nothing more comes, and the line stays open."""
    cut_after: int | None = None
    """Bytes of the body after which the line is closed, though more was announced."""
    bytes_a_second: int | None = None
    mute: bool = False
    """Take the question and never answer."""

    def for_request(self, request: Request) -> "Step":
        """Return what is really sent: 304 where the visitor has it already."""
        own = dict(self.headers)
        if self.etag:
            own["etag"] = f'W/"{blake2b(self.body, digest_size=8).hexdigest()}"'
        if self.last_modified:
            own["last-modified"] = self.last_modified
        known = self.etag and request.headers.get("if-none-match") == own["etag"]
        dated = self.last_modified and request.headers.get("if-modified-since") == own["last-modified"]
        if self.status == 200 and (known or (dated and not self.etag)):
            return Step(status=304, headers=own)
        return replace(self, headers=own)


Answers = Sequence[Step] | Callable[[Request], Step]


def serve(body: bytes | str, content_type: str = "application/rss+xml", **more: Any) -> Step:
    return Step(_bytes(body), headers={"content-type": content_type} | more.pop("headers", {}), **more)


def json(body: bytes | str, **more: Any) -> Step:
    return serve(body, "application/json", **more)


def html(body: bytes | str = "<html><body><h1>Please wait</h1></body></html>", status: int = 200) -> Step:
    return serve(body, "text/html; charset=utf-8", status=status)


def error(status: int = 500, **headers: str) -> Step:
    """Return an error; `retry_after="5"` becomes the header of that name."""
    return Step(b"error", status, {name.replace("_", "-"): value for name, value in headers.items()})


def redirect(to: str, status: int = 302) -> Step:
    return Step(b"", status, {"location": to})


def hang() -> Step:
    return Step(mute=True)


def stall(body: bytes | str, after: int, **more: Any) -> Step:
    return serve(body, stall_after=after, **more)


def truncate(body: bytes | str, after: int, *, announced: bool = True, **more: Any) -> Step:
    """Return part of a body: with the whole length announced, or as if the part were everything."""
    if announced:
        return serve(body, cut_after=after, **more)
    return serve(_bytes(body)[:after], **more)


class Lines(ABC):
    """A server on loopback that lives inside `async with`; to be derived from. Its lines end with it."""

    port: int = 0
    """A real one as soon as it listens."""
    tls: SSLContext | None = None

    async def __aenter__(self) -> Self:
        self._lines: set[asyncio.Task[Any]] = set()
        self._server = await asyncio.start_server(self._line, "127.0.0.1", self.port, ssl=self.tls)
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for line in self._lines:
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)
        await self._server.wait_closed()

    async def _line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = asyncio.current_task()
        assert line is not None
        self._lines.add(line)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self.talk(reader, writer)
        finally:
            self._lines.discard(line)
            writer.close()

    @abstractmethod
    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one line, which is closed afterwards."""


class Loopback(Lines):
    """The server that plays a script."""

    def __init__(
        self, routes: Mapping[str, Answers] | None = None, port: int = 0, tls: SSLContext | None = None
    ) -> None:
        self.routes: dict[str, Answers] = dict(routes or {})
        self.requests: list[Request] = []
        self._played: dict[str, int] = {}
        self.port, self.tls = port, tls

    def url(self, path: str = "") -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}{path}"

    def play(self, path: str, *steps: Step) -> None:
        """Begin a new script on a path."""
        self.routes[path] = steps
        self._played.pop(path, None)

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    def _step(self, request: Request) -> Step:
        answers = self.routes.get(request.path, self.routes.get("*"))
        if answers is None:
            return Step(b"not found", 404)
        if callable(answers):
            return answers(request)
        turn = self._played.get(request.path, 0)
        self._played[request.path] = turn + 1
        return answers[min(turn, len(answers) - 1)]

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while request := await _request(reader):
            self.requests.append(request)
            if not await _answered(writer, self._step(request).for_request(request)):
                break


async def _request(reader: asyncio.StreamReader) -> Request | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.split("\r\n")
    target = urlsplit(first.split(" ")[1])
    pairs = (line.partition(":") for line in lines if ":" in line)
    query = {name: values[-1] for name, values in parse_qs(target.query, keep_blank_values=True).items()}
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(target.path, query, headers, first.split(" ")[0], body)


async def _answered(writer: asyncio.StreamWriter, step: Step) -> bool:
    """Play a step; return whether the line may be used again."""
    if step.mute:
        await asyncio.Event().wait()
    body = gzip.compress(step.body) if step.gzip else step.body
    writer.write(_head(step, len(body)))
    for piece in _pieces(body, step):
        writer.write(piece)
        await writer.drain()
        if step.bytes_a_second:
            await asyncio.sleep(len(piece) / step.bytes_a_second)
    if step.stall_after is not None:
        await asyncio.Event().wait()
    return step.cut_after is None


def _head(step: Step, length: int) -> bytes:
    lines = [f"HTTP/1.1 {step.status} {_REASONS.get(step.status, 'Whatever')}"]
    lines += [f"{name}: {value}" for name, value in step.headers.items()]
    if step.gzip:
        lines.append("content-encoding: gzip")
    if step.status != 304:
        lines.append(f"content-length: {length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")


def _pieces(body: bytes, step: Step) -> list[bytes]:
    ends = [end for end in (step.stall_after, step.cut_after) if end is not None]
    sent = body[: min(ends, default=len(body))]
    size = max(1, step.bytes_a_second // 10) if step.bytes_a_second else 65_536
    return [sent[at : at + size] for at in range(0, len(sent), size)]


def _bytes(body: bytes | str) -> bytes:
    return body.encode() if isinstance(body, str) else body


def read_script(path: Path) -> tuple[dict[str, Answers], int]:
    """Return the routes and the port a TOML script names; files are found beside it."""
    script = tomllib.loads(path.read_text())
    routes: dict[str, Answers] = {
        route: [_scripted(step, path.parent) for step in steps] for route, steps in script["routes"].items()
    }
    return routes, script.get("port", 0)


def _scripted(step: dict[str, Any], folder: Path) -> Step:
    values = dict(step)
    body = (folder / values.pop("file")).read_bytes() if "file" in values else b""
    body = values.pop("text", "").encode() or body
    return Step(body=body, **values)


async def main(path: Path) -> None:
    routes, port = read_script(path)
    async with Loopback(routes, port) as server:
        print(server.url(), flush=True)  # noqa: T201
        await asyncio.Event().wait()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(main(Path(sys.argv[1])))
