"""The line to a mail server, as the standard library has it, bounded in every direction."""

import imaplib
import socket
import ssl
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from sources.mail import LIMIT
from sources.settings.imap import PLAIN_PORT

_MOST = 64 * 2**20
"""Bytes of one visit at most."""
_LARGEST = 2 * LIMIT
"""Bytes of one answer's literal at most."""


class Bounds(imaplib.IMAP4):
    """What every line of ours to a mail server keeps to."""

    file: Any

    taken = 0

    def __init__(self, met: Callable[[socket.socket], None], host: str, port: int, **about: Any) -> None:
        """Open it.

        Args:
            met: Told of the socket before the server has said a word on it: the first may never end.
            host: The server.
            port: Its door.
            about: What else the standard library wants to know.
        """
        self._met = met
        super().__init__(host, port, **about)

    def open(self, host: str = "", port: int | None = None, timeout: float | None = None) -> None:
        """Open the socket."""
        super().open(host, port or PLAIN_PORT, timeout)
        self._met(self.sock)

    def read(self, size: int) -> bytes:
        """Return so many bytes."""
        if size > _LARGEST or self._count(size) > _MOST:
            raise imaplib.IMAP4.abort("more than anybody would send")
        found: bytes = self.file.read(size)
        if len(found) < size:
            raise imaplib.IMAP4.abort("the line was cut")
        return found

    def readline(self) -> bytes:
        """Return a line."""
        line: bytes = self.file.readline(_LARGEST)
        if self._count(len(line)) > _MOST:
            raise imaplib.IMAP4.abort("more than anybody would send")
        return line

    def _count(self, size: int) -> int:
        self.taken += size
        return self.taken


class Plain(Bounds):
    """A line others can read: on this machine alone."""


class Closed(Bounds, imaplib.IMAP4_SSL):
    """A line nobody else can read."""

    def _create_socket(self, timeout: float | None) -> socket.socket:
        """Return the socket, which is told of before it is closed to others: that may take for ever too."""
        plain = socket.create_connection((self.host, self.port), timeout)
        closed: ssl.SSLSocket = self.ssl_context.wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )
        with ExitStack() as failed:
            failed.callback(closed.close)
            self._met(closed)
            closed.do_handshake()
            failed.pop_all()
        return closed
