"""The parser in a process of its own, with a time limit: one body can never hold up the others.

A stranger's feed may cost a parser half a minute. So it is parsed by a child that starts at the first need,
serves one body at a time and gives up by itself what costs too much of the CPU; one that does not answer is
killed and started again. It speaks pickles with a length before each, over its standard streams, and ends by
itself when the parent is gone.
"""

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path

from sources.errors import ParserBroke, ParserSlow, Unreadable
from sources.frames import SIZE, framed, length_of
from sources.limited import SECONDS
from sources.reading import Reading

_PATIENCE = 8
"""So many times as long we wait for the answer: on a busy machine the child has a part of a core."""
_START_SECONDS = 30.0
"""How long the child may take to start on a busy machine."""
_LOOP = "import gc; gc.disable(); from sources.parser_child import serve; gc.enable(); serve()"
"""Loaded without sweeping: there is no garbage in modules."""


class ParserProcess:
    """Reads feeds in a child process."""

    def __init__(self, seconds: float = SECONDS) -> None:
        """Make it; the child starts at the first body.

        Args:
            seconds: Of the CPU, for one body.
        """
        self.started = 0
        """How many children there were so far."""
        self.asked = 0
        """How many bodies were handed over so far."""
        self._seconds = seconds
        self._child: Process | None = None
        self._turn = asyncio.Lock()

    async def warm(self) -> None:
        """Start the child before it is needed; where that cannot be, the first body tells why."""
        async with self._turn:
            fine = False
            try:
                with suppress(OSError, EOFError, TimeoutError):
                    await self._living()
                    fine = True
            finally:
                if not fine:
                    await self._end()

    async def read(self, body: bytes, url: str, content_type: str, dialect: str = "feed") -> Reading:
        """Return every entry of a feed, as its dialect is understood.

        Raises:
            Unreadable: It is no feed.
            ParserBroke: Something in it breaks the parser, or takes too long.
        """
        async with self._turn:
            self.asked += 1
            answer = await self._exchange(pickle.dumps((body, url, content_type, dialect, self._seconds)))
        if isinstance(answer, Reading):
            return answer
        raise answer if isinstance(answer, Unreadable) else ParserBroke("the parser gave no answer")

    async def close(self) -> None:
        """End the child, if there is one."""
        async with self._turn:
            await self._end()

    async def _exchange(self, question: bytes) -> object:
        """Ask the child; one that did not answer properly does not live on."""
        fine = False
        try:
            child = await self._living()
            async with asyncio.timeout(self._seconds * _PATIENCE):
                answer = await _asked(child, question)
            fine = True
            return pickle.loads(answer)  # our own child wrote it
        except TimeoutError as error:
            raise ParserSlow("the parser did not answer; the next feed gets a new one") from error
        except (OSError, EOFError) as error:
            raise ParserSlow("the feed broke its parser; the next one gets a new one") from error
        finally:
            if not fine:
                await self._end()

    async def _living(self) -> Process:
        if self._child is None or self._child.returncode is not None:
            await self._end()
            self._child = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-c", _LOOP,  # -P: nothing is loaded from the folder we stand in
                stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=_environment(),
                process_group=0,  # Ctrl+C in the terminal is ours alone
            )  # fmt: skip
            self.started += 1
            async with asyncio.timeout(_START_SECONDS):
                await _heard(self._child)
        return self._child

    async def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        with suppress(ProcessLookupError):
            child.kill()
        if child.stdin:
            child.stdin.close()
        await asyncio.shield(child.wait())


async def _asked(child: Process, question: bytes) -> bytes:
    if child.stdin is None:
        raise EOFError
    child.stdin.write(framed(question))
    await child.stdin.drain()
    return await _heard(child)


async def _heard(child: Process) -> bytes:
    if child.stdout is None:
        raise EOFError
    return await child.stdout.readexactly(length_of(await child.stdout.readexactly(SIZE)))


def _environment() -> dict[str, str]:
    """Return our environment, with this package to be found from anywhere."""
    home = str(Path(__file__).absolute().parent.parent)
    known = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": home + (os.pathsep + known if known else "")}
