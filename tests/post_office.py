"""A mail server on loopback that knows as much of RFC 3501 as a reader needs, and how to go wrong.

async with PostOffice([mail("It broke")]) as office:
    answer = await office.source().fetch({}, NOW)
"""

import asyncio
import re
import shlex
import ssl
from base64 import b64decode
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from sources.imap import ImapSource
from sources.settings.imap import ImapSettings
from tests.loopback import Lines

PASSWORD = "between us"
HANDSHAKE = "\x16\x03\x03\x40\x00"
"""A greeting: how TLS announces 16 KiB of a handshake, which then come in drops."""
CAME = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)


def mail(text: str = "It broke.", subject: str = "Trouble", html: str = "", **headers: str) -> bytes:
    made = EmailMessage()
    named = {"From": "Jane Doe <jane@example.org>", "Date": "Sun, 01 Mar 2026 10:00:00 +0000"}
    named |= {"Subject": subject, **{name.replace("_", "-"): said for name, said in headers.items()}}
    named.setdefault("Message-ID", f"<{abs(hash((text, subject))):x}@example.org>")
    for name, said in named.items():
        made[name] = said
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    return made.as_bytes()


@dataclass
class PostOffice(Lines):
    """The server; lives inside `async with`."""

    mails: list[bytes] = field(default_factory=list)
    """Numbered from 1."""
    validity: int = 7
    came: datetime = CAME
    plain: bool = True
    """Whether it knows AUTHENTICATE PLAIN."""
    greeting: str = "* OK ready"
    faults: dict[str, str] = field(default_factory=dict)
    """What goes wrong at a command, by its first words: no, bye, cut, stall, drip, junk, huge."""
    said: list[str] = field(default_factory=list)
    """The commands that came, without their tags."""
    seen: set[int] = field(default_factory=set)
    folder: str = '"INBOX"'
    certificate: Path | None = None
    """With its key in one file: then it speaks TLS."""

    def __post_init__(self) -> None:
        if self.certificate is not None:
            self.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self.tls.load_cert_chain(self.certificate)

    def settings(self, **about: Any) -> ImapSettings:
        about = {"host": "127.0.0.1", "port": self.port, "tls": False, "every": 0.1, **about}
        return ImapSettings(user="dana", password="env:MAIL", **about)

    def source(self, **about: Any) -> ImapSource:
        return ImapSource("alerts", self.settings(**about), Keys())

    def count(self, words: str) -> int:
        return sum(each.startswith(words) for each in self.said)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.greeting in ("drip", HANDSHAKE):
            writer.write(self.greeting.encode("latin-1") if self.greeting == HANDSHAKE else b"")
            await _drip(writer)
        writer.write(f"{self.greeting}\r\n".encode())
        while raw := await reader.readline():
            if not await self._answered(raw.decode().strip(), reader, writer):
                break

    async def _answered(self, line: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        tag, _, words = line.partition(" ")
        self.said.append(words)
        fault = next((how for what, how in self.faults.items() if words.startswith(what)), "")
        if fault == "drip":
            await _drip(writer)
        if fault == "stall":
            await asyncio.Event().wait()
        if fault in ("bye", "junk"):
            writer.write(b"* BYE going down\r\n" if fault == "bye" else b"HTTP/1.1 400 Bad Request\r\n\r\n")
            await writer.drain()
            return False
        if fault == "no":
            writer.write(f"{tag} NO [UNAVAILABLE] not now\r\n".encode())
            return True
        if words.startswith("AUTHENTICATE"):
            writer.write(b"+ \r\n")
            shown = b64decode(await reader.readline()).decode().split("\0")
            fine = shown[1:] == ["dana", PASSWORD]
            writer.write(f"{tag} {'OK welcome' if fine else 'NO [AUTHENTICATIONFAILED] wrong'}\r\n".encode())
            return True
        writer.write(
            self._said(words, fault) + (b"" if fault == "cut" else f"{tag} {self._end(words)}\r\n".encode())
        )
        await writer.drain()
        return fault != "cut" and words != "LOGOUT"

    def _end(self, words: str) -> str:
        if words.startswith("LOGIN") and shlex.split(words)[1:] != ["dana", PASSWORD]:
            return f"NO LOGIN failed for {words}"
        if words.startswith(("EXAMINE", "SELECT")) and words.split(" ", 1)[1] != self.folder:
            return "NO there is no such folder"
        return "OK done"

    def _said(self, words: str, fault: str) -> bytes:
        match words.split(" ")[:3]:
            case ["CAPABILITY", *_]:
                return f"* CAPABILITY IMAP4rev1{' AUTH=PLAIN' if self.plain else ''}\r\n".encode()
            case ["EXAMINE" | "SELECT", *_]:
                return f"* {len(self.mails)} EXISTS\r\n* OK [UIDVALIDITY {self.validity}] x\r\n".encode()
            case ["UID", "SEARCH", how]:
                return f"* SEARCH {self._found(how, words)}\r\n".encode()
            case ["UID", "FETCH", number]:
                return self._fetched(int(number), fault)
            case ["UID", "STORE", number]:
                self.seen.add(int(number))
        return b""

    def _found(self, how: str, words: str) -> str:
        numbers = range(1, len(self.mails) + 1)
        if how == "UID":
            first = int(words.split(" ")[3].partition(":")[0])
            return " ".join(str(each) for each in numbers if each >= min(first, len(self.mails)))
        day = datetime.strptime(words.split(" ")[3], "%d-%b-%Y").replace(tzinfo=UTC)
        return " ".join(str(each) for each in numbers if self.came >= day)

    def _fetched(self, number: int, fault: str) -> bytes:
        raw = self.mails[number - 1]
        if not raw:
            return b""
        came = self.came.strftime("%d-%b-%Y %H:%M:%S +0000")
        size = 10**10 if fault == "huge" else len(raw)
        head = f'* {number} FETCH (UID {number} INTERNALDATE "{came}" BODY[]<0> {{{size}}}\r\n'.encode()
        return head + (raw[: len(raw) // 2] if fault == "cut" else raw + b")\r\n")


class Keys:
    """Knows one password, and how often it was to be forgotten."""

    def __init__(self, password: str = PASSWORD) -> None:
        self.forgotten = 0
        self._password = password

    async def of(self, reference: str) -> str:
        return self._password

    def forget(self, reference: str) -> None:
        self.forgotten += 1


async def _drip(writer: asyncio.StreamWriter) -> None:
    """Send a line that never ends, and is never silent for long."""
    while True:
        writer.write(b"*")
        await writer.drain()
        await asyncio.sleep(0.02)


def commands(said: list[str]) -> list[str]:
    """Return what was asked, numbers left out."""
    return [re.sub(r"\d+", "n", each) for each in said]
