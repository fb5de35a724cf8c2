"""A server on loopback that tells by itself: lines stay open, and what a test says goes to all of them."""

import asyncio
from dataclasses import dataclass, field

from sources.clock import WallClock
from sources.source import Answer
from tests.loopback import Lines

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"


@dataclass
class Teller(Lines):
    """The server; lives inside `async with`."""

    head: bytes = HEAD
    asked: list[str] = field(default_factory=list)
    """What was asked for, with its headers."""
    lines: list[asyncio.StreamWriter] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def say(self, *pieces: bytes) -> None:
        """Say something on every open line, piece by piece."""
        for piece in pieces:
            for each in self.lines:
                each.write(piece)

    def hang_up(self) -> None:
        """Break all lines."""
        for each in self.lines:
            each.close()
        self.lines.clear()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked.append((await reader.readuntil(b"\r\n\r\n")).decode())
        writer.write(self.head)
        self.lines.append(writer)
        await reader.read()


class Quick(WallClock):
    """A clock by which all pauses are short."""

    async def wait(self, bell: asyncio.Event, seconds: float) -> None:
        await super().wait(bell, seconds / 50)


@dataclass
class Heard:
    """A poller's book that keeps everything in mind."""

    answers: list[Answer] = field(default_factory=list)
    cursors: dict[str, object] = field(default_factory=dict)
    slow: float = 0.0
    """Seconds that it takes to keep an answer."""

    def cursor(self, name: str) -> dict[str, object]:
        return self.cursors

    async def delivered(self, name: str, answer: Answer, now: object) -> None:
        await asyncio.sleep(self.slow)
        self.answers.append(answer)
        self.cursors = dict(answer.cursor)

    @property
    def told(self) -> list[str]:
        """The ends of the ids of what was told, in order."""
        return [each.native_id.rpartition("/")[2] for one in self.answers for each in one.mentions]

    @property
    def gone(self) -> list[str]:
        """The same of what was told to be gone."""
        found = [each for one in self.answers for each in (*one.mentions, *one.beside) if each.deleted]
        return [each.native_id.rpartition("/")[2] for each in found]
