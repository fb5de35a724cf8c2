"""One visit to a mailbox, by the standard library; it blocks.

`imaplib` is old and plain, but it is there, it is kept, and it does all that is needed: the libraries beside
it wrap it, or have not been kept. What it lacks are limits: `imap_bounds`.
"""

import binascii
import imaplib
import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import Timer
from typing import Any

from casebook.frozen import frozen
from casebook.kinds import HealthKind
from sources.errors import Refused, Unreachable
from sources.imap_bounds import Closed, Plain
from sources.mail import LIMIT
from sources.settings.imap import ImapSettings
from sources.text import clean_line

SILENCE = 15.0
"""Seconds the server may be silent."""
_GOODBYE = 2.0
"""Seconds it may take to let us go."""
_LATER = ("UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "CONTACTADMIN")
"""What a server says that would open the mailbox at another time."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CODE = re.compile(r"\[([A-Z-]+)")
_CAME = re.compile(rb'INTERNALDATE "([^"]{1,40})"')


@frozen
class Letter:
    """A mail as it lies in the mailbox."""

    number: int
    raw: bytes
    came_at: datetime | None
    """When the server got it, by its clock."""


class Mailbox:
    """One visit to a mailbox."""

    def __init__(self, settings: ImapSettings, password: str) -> None:
        """Make it; nobody is asked before `opened`."""
        self._settings, self._password = settings, password
        self._line: imaplib.IMAP4 | None = None
        self._socket: socket.socket | None = None
        self._off = False
        self.validity = 0
        """The numbering, once it is opened."""

    @contextmanager
    def opened(self) -> Iterator["Mailbox"]:
        """Open the folder for as long as the block runs.

        Raises:
            Unreachable: The server does not answer, breaks off, or speaks something else.
            Refused: It does not let us in.
        """
        try:
            with _told(self._settings.host):
                self._line = line = self._connected()
                self._let_in(line)
                self._select(line)
            yield self
        finally:
            self._leave()

    def break_off(self) -> None:
        """Cut the line, from another thread: whoever waits for it hears so at once, or once it is there."""
        self._off = True
        if self._socket is not None:
            with suppress(OSError):  # a TLS socket's own shutdown takes from its reader what it reads with
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def _met(self, line: socket.socket) -> None:
        self._socket = line
        if self._off:
            self.break_off()

    def after(self, number: int) -> list[int]:
        """Return the numbers of the mails behind one, in their order."""
        return [each for each in self._search("UID", f"{number + 1}:*") if each > number]

    def since(self, day: datetime) -> list[int]:
        """Return the numbers of the mails that came in on a day or later, in their order."""
        return self._search("SINCE", f"{day.day:02}-{_MONTHS[day.month - 1]}-{day.year}")

    def letter(self, number: int) -> Letter | None:
        """Return a mail, cut off where it is too long; None where it is gone meanwhile."""
        with _told(self._settings.host):
            kind, found = self._open.uid("FETCH", str(number), f"(UID INTERNALDATE BODY.PEEK[]<0.{LIMIT}>)")
        if kind != "OK":
            raise Unreachable(f"{self._settings.host} does not give mail {number}: it is asked again")
        return next((_letter(number, each, found) for each in found if isinstance(each, tuple)), None)

    def mark_seen(self, number: int) -> None:
        """Mark a mail as read."""
        with _told(self._settings.host):
            self._open.uid("STORE", str(number), "+FLAGS.SILENT", r"(\Seen)")

    @property
    def _open(self) -> imaplib.IMAP4:
        if self._line is None:
            raise Unreachable(f"{self._settings.host} was left")
        return self._line

    def _connected(self) -> imaplib.IMAP4:
        said = self._settings
        if not said.tls:
            return Plain(self._met, said.host, said.door, timeout=SILENCE)
        closed = ssl.create_default_context()
        return Closed(self._met, said.host, said.door, ssl_context=closed, timeout=SILENCE)

    def _let_in(self, line: imaplib.IMAP4) -> None:
        said = self._settings
        if line.state == "AUTH":  # it knows us by our line
            return
        try:
            if "AUTH=PLAIN" in line.capabilities:
                line.authenticate("PLAIN", lambda _: f"\0{said.user}\0{self._password}".encode())
            else:
                line.login(_in_quotes(said.user), self._password)
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, UnicodeError) as error:
            raise _refused(said.host, str(error)) from None

    def _select(self, line: imaplib.IMAP4) -> None:
        said = self._settings
        kind, found = line.select(quoted(said.folder), readonly=not said.mark_seen)
        if kind != "OK":
            why = clean_line(_text(found))[:100]
            raise Refused(
                f"{said.host} has no folder {said.folder!r} for us: {why}", HealthKind.ERROR, None, None
            )
        self.validity = _first_number(line.response("UIDVALIDITY")[1])

    def _search(self, *words: str) -> list[int]:
        with _told(self._settings.host):
            kind, found = self._open.uid("SEARCH", *words)
        if kind != "OK":
            raise Unreachable(f"{self._settings.host} does not search: it is asked again")
        numbers = (each for part in found or () for each in _bytes(part).split())
        return sorted({int(each) for each in numbers if each.isdigit() and len(each) <= 10})

    def _leave(self) -> None:
        if self._line is None:
            return
        cut = Timer(_GOODBYE, self.break_off)  # an answer in drops keeps to every other limit
        cut.start()
        with suppress(OSError, imaplib.IMAP4.error):
            self._line.logout()
        cut.cancel()
        with suppress(OSError):
            self._line.shutdown()
        self._line = None


@contextmanager
def _told(host: str) -> Iterator[None]:
    """Tell what goes wrong on the line in our own words."""
    try:
        yield
    except imaplib.IMAP4.abort as error:
        raise Unreachable(f"{host} broke off: {clean_line(str(error))[:100]}") from None
    except imaplib.IMAP4.error as error:
        raise Unreachable(
            f"{host} does not speak as mail servers do: {clean_line(str(error))[:100]}"
        ) from None
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(f"{host} shows a certificate that is not its own: {error.verify_message}") from None
    except TimeoutError:
        raise Unreachable(f"{host} fell silent") from None
    except OSError as error:
        raise Unreachable(f"{host} could not be reached ({error.strerror or type(error).__name__})") from None


def _refused(host: str, said: str) -> Refused:
    """Return the error of a login that failed; the server's words may hold what we sent, and are not told."""
    code = _CODE.search(said)
    if code and code[1] in _LATER:
        return Refused(f"{host} lets nobody in now ({code[1].lower()})", HealthKind.ERROR, None, None)
    say = f"{host} does not take user and password: some want a password of its own for each program"
    return Refused(say, HealthKind.AUTH, None, None)


def quoted(folder: str) -> str:
    """Return a folder's name as it goes over the line: letters beyond ASCII in the way of RFC 3501."""
    parts = re.split(r"([\x20-\x7e]+)", folder)
    coded = "".join(
        each.replace("&", "&-") if place % 2 else _coded(each) for place, each in enumerate(parts)
    )
    return _in_quotes(coded)


def _in_quotes(text: str) -> str:
    return '"' + text.replace("\\", r"\\").replace('"', r"\"") + '"'


def _coded(part: str) -> str:
    if not part:
        return ""
    raw = binascii.b2a_base64(part.encode("utf-16-be"), newline=False).decode()
    return "&" + raw.rstrip("=").replace("/", ",") + "-"


def _letter(number: int, found: Sequence[Any], whole: Sequence[Any]) -> Letter:
    told = b" ".join(_bytes(each[0]) if isinstance(each, tuple) else _bytes(each) for each in whole)
    came = _CAME.search(told)
    return Letter(number, _bytes(found[1]), _moment(came[1].decode("latin-1")) if came else None)


def _moment(said: str) -> datetime | None:
    found = re.fullmatch(r"\s*(\d{1,2})-(\w{3})-(\d{4}) (\d\d:\d\d:\d\d) ([+-]\d{4})", said)
    if found is None or found[2].title() not in _MONTHS:
        return None
    day, month = int(found[1]), _MONTHS.index(found[2].title()) + 1
    with suppress(ValueError, OverflowError):
        when = datetime.fromisoformat(f"{found[3]}-{month:02}-{day:02}T{found[4]}{found[5]}")
        return when.astimezone(UTC)
    return None


def _first_number(found: Sequence[Any] | None) -> int:
    text = _text(found)
    return int(text) if text.isdigit() and len(text) <= 10 else 0


def _text(found: Sequence[Any] | None) -> str:
    return _bytes(next(iter(found or ()), b"")).decode("latin-1").strip()


def _bytes(part: Any) -> bytes:
    return part if isinstance(part, bytes) else b""
