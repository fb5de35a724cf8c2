"""Whoever knocks at the door where mentions are handed in: raw bytes, or a whole request."""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sources.doorway import Doorway


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Knock:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def send(self, raw: bytes) -> None:
        self.writer.write(raw)
        await self.writer.drain()

    async def answer(self) -> Answer:
        """Return the next answer."""
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        pairs = (line.partition(":") for line in head[1:] if line)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        body = await self.reader.readexactly(int(headers.get("content-length", 0)))
        return Answer(int(head[0].split()[1]), headers, body)

    async def ends(self) -> bytes:
        """Return what still comes until the line is closed."""
        return await self.reader.read()


@asynccontextmanager
async def knock(where: Doorway) -> AsyncIterator[Knock]:
    reader, writer = await asyncio.open_connection(where.host, where.port)
    try:
        yield Knock(reader, writer)
    finally:
        writer.close()


def request(body: bytes | Any = b"", path: str = "/in/tool", method: str = "POST", **headers: str) -> bytes:
    """Return a request; `content_type="x"` becomes the header of that name."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {"host": "127.0.0.1", "content_type": "application/json", "content_length": str(len(raw))}
    named |= headers
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in named.items() if value)
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + raw


async def post(where: Doorway, body: bytes | Any = b"", path: str = "/in/tool", **headers: str) -> Answer:
    """Hand something in and return the answer."""
    async with knock(where) as line:
        await line.send(request(body, path, **headers))
        return await line.answer()


def signature(body: bytes, secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()
