"""Servers on loopback that contact points are checked against: one for names, one for mail, and a TLS key."""

import asyncio
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext, SSLError
from types import TracebackType
from typing import Any, Self

import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
import pytest

from tests.loopback import Lines

Records = Mapping[tuple[str, str], Sequence[str]]
"""What a name server knows: by name and type, as a zone file writes it. A name it does not know is none."""
ZONE: Records = {
    ("corncrake.example", "MX"): ["20 mx2.corncrake.example.", "10 mx1.corncrake.example."],
    ("mx1.corncrake.example", "A"): ["192.0.2.1"],
    ("mx2.corncrake.example", "AAAA"): ["2001:db8::2"],
    ("plain.example", "A"): ["192.0.2.9"],
    ("six.example", "AAAA"): ["2001:db8::9"],
    ("bare.example", "TXT"): ['"nothing else"'],
    ("never.example", "MX"): ["0 ."],
    ("lost.example", "MX"): ["10 mx.gone.example."],
}


def certified(folder: Path, *, days: int) -> tuple[Path, SSLContext]:
    """Return a certificate for this machine that holds for so many days, and what a server is opened with."""
    if shutil.which("openssl") is None:
        pytest.skip("NOT TESTED: there is no openssl to make a certificate with")
    key, paper = folder / f"{days}.key", folder / f"{days}.pem"
    words = (
        f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days {days} "
        f"-subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout {key} -out {paper}"
    )
    subprocess.run(words.split(), check=True, capture_output=True)
    tls = SSLContext(PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(paper, key)
    return paper, tls


class NameServer(asyncio.DatagramProtocol):
    """Answers what it knows, says NXDOMAIN to names it does not, and nothing at all while it is mute."""

    def __init__(self, records: Records, *, mute: bool = False, broken: bool = False) -> None:
        self.records, self.mute, self.broken = records, mute, broken
        self.asked: list[tuple[str, str]] = []
        self._transport: Any = None

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transport.close()

    @property
    def place(self) -> str:
        """Where it is asked, as the settings have it."""
        host, port = self._transport.get_extra_info("sockname")
        return f"{host}:{port}"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        question = dns.message.from_wire(data)
        (asked,) = question.question
        name, kind = asked.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(asked.rdtype)
        self.asked.append((name, kind))
        if self.mute:
            return
        answer = dns.message.make_response(question)
        found = self.records.get((name, kind))
        if self.broken:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif found:
            answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *found))
        elif not any(known == name for known, _ in self.records):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        self._transport.sendto(answer.to_wire(), addr)


class MailBox(Lines):
    """A mail server that takes what it is handed, or refuses everybody it is told to."""

    def __init__(
        self,
        *,
        refuses: str = "",
        login: tuple[str, str] | None = None,
        tls: SSLContext | None = None,
        starttls: SSLContext | None = None,
    ) -> None:
        """Make it.

        Args:
            refuses: Why it takes no mail.
            login: User and password it wants.
            tls: With what each line is closed from the start.
            starttls: With what it closes a line when it is asked to.
        """
        self.refuses, self.login, self.tls, self.starttls = refuses, login, tls, starttls
        self.mails: list[Message] = []
        self.heard: list[str] = []
        """Every line it was told, outside of mails."""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while said := (await reader.readline()).decode().strip():
            self.heard.append(said)
            verb = said.split(" ")[0].upper()
            if verb == "DATA":
                writer.write(b"354 go on\r\n")
                self.mails.append(message_from_bytes(await reader.readuntil(b"\r\n.\r\n")))
            writer.write(self._answer(verb, said))
            await writer.drain()
            if verb == "QUIT":
                return
            if verb == "STARTTLS" and self.starttls is not None:
                with suppress(SSLError):  # whoever does not like our certificate leaves
                    await writer.start_tls(self.starttls)

    def _answer(self, verb: str, said: str) -> bytes:
        if verb == "EHLO":
            more = ["STARTTLS"] * bool(self.starttls) + ["AUTH PLAIN"] * bool(self.login)
            return "".join(f"250-{each}\r\n" for each in ["here", *more]).encode() + b"250 SIZE 1000000\r\n"
        if verb == "AUTH":
            _, user, password = b64decode(said.split(" ")[2]).decode().split("\0")
            return b"235 in\r\n" if (user, password) == self.login else b"535 no\r\n"
        if verb == "STARTTLS":
            return b"220 go on\r\n" if self.starttls else b"502 no\r\n"
        if verb == "RCPT" and self.refuses:
            return f"550 {self.refuses}\r\n".encode()
        return b"221 bye\r\n" if verb == "QUIT" else b"250 fine\r\n"
