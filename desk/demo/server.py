"""The afternoon's own web server, on loopback: `python -m desk.demo.server FOLDER`.

A process of its own. It answers with what stands in public at that moment, says on which port in one line
of JSON, and ends when its standard input does.
"""

import argparse
import asyncio
import json
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from casebook.clock import Clock, utc_now
from desk.demo.afternoon import FAST, ORDINARY, Afternoon, load
from desk.demo.answers import answer
from desk.demo.begun import Begun, begun

HOST = "127.0.0.1"
_REQUEST = 16_384
"""Longest head of a request, in bytes."""
_IDLE = 60.0
"""How long a quiet connection is kept, in seconds."""


class Server:
    """The afternoon on a port; made, started, and closed with `async with`."""

    def __init__(self, afternoon: Afternoon, since: Begun, clock: Clock) -> None:
        self._afternoon = afternoon
        self._since = since
        self._clock = clock
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self.port = 0
        """Where it listens, once it does."""

    async def __aenter__(self) -> "Server":
        self._server = await asyncio.start_server(self._connected, HOST, 0, limit=_REQUEST)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = asyncio.create_task(self._talk(reader, writer))
        self._connections.add(connection)
        connection.add_done_callback(self._connections.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._answer_all(reader, writer)
        except (ConnectionError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _answer_all(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _IDLE)
            writer.write(answer(head, self._afternoon, self._since, self._clock()))
            await writer.drain()


async def serve(
    folder: Path, fast: bool, clock: Clock, stop: asyncio.Event, say: Callable[[int], None]
) -> None:
    """Serve the afternoon of a folder until told to stop.

    Args:
        folder: Where the beginning is kept, so that a later server goes on where this one stood.
        fast: The whole of it in seconds, where it begins only now.
        clock: What time it is.
        stop: Set to end.
        say: Told the port, once it listens.
    """
    since = begun(folder, FAST if fast else ORDINARY, clock())
    async with Server(load(), since, clock) as server:
        say(server.port)
        await stop.wait()


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser(prog="python -m desk.demo.server", description="the made-up afternoon")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fast", action="store_true", help="all of it within some twenty seconds")
    told = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(_until_input_ends(told.folder, told.fast))


async def _until_input_ends(folder: Path, fast: bool) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    threading.Thread(target=_read_to_end, args=(loop, stop), daemon=True).start()
    await serve(folder, fast, utc_now, stop, _say)


def _read_to_end(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    while sys.stdin.buffer.readline():
        pass
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(stop.set)


def _say(port: int) -> None:
    sys.stdout.write(json.dumps({"port": port}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
