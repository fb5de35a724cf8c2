"""Messages on a pipe: eight bytes of length, then the message."""

import struct
from asyncio import StreamReader
from typing import BinaryIO

_LENGTH = struct.Struct(">Q")


def framed(message: bytes) -> bytes:
    """Return a message with its length before it."""
    return _LENGTH.pack(len(message)) + message


async def next_frame(pipe: StreamReader) -> bytes:
    """Return the next message.

    Raises:
        asyncio.IncompleteReadError: The other end is gone.
    """
    (length,) = _LENGTH.unpack(await pipe.readexactly(_LENGTH.size))
    return await pipe.readexactly(length)


def send(pipe: BinaryIO, message: bytes) -> None:
    """Write a message at once."""
    pipe.write(framed(message))
    pipe.flush()


def receive(pipe: BinaryIO) -> bytes:
    """Return the next message; empty at the end."""
    length = pipe.read(_LENGTH.size)
    return pipe.read(_LENGTH.unpack(length)[0]) if len(length) == _LENGTH.size else b""
