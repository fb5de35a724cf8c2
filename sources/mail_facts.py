"""Records of mail, light: a domain's servers as they were found, and the one our mail is handed to."""

import ipaddress
from enum import StrEnum

from casebook.frozen import frozen


@frozen
class MailHosts:
    """What the world's name servers say of a domain's mail."""

    hosts: tuple[str, ...] = ()
    """Its mail servers that have an address, the preferred ones first."""
    homeless: tuple[str, ...] = ()
    """Those named that have none."""
    refused: bool = False
    """Whether it says that it takes no mail at all (a null MX)."""
    missing: bool = False
    """Whether there is no such domain."""


class Security(StrEnum):
    """How the line to a mail server is kept from other eyes."""

    STARTTLS = "starttls"
    """Begun in the open and encrypted before anything is said; port 587 as a rule."""
    TLS = "tls"
    """Encrypted from the start; port 465 as a rule."""
    NONE = "none"
    """Not at all: for a mail server on this very machine."""


PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@frozen
class MailServer:
    """Whom our mail is handed to."""

    host: str
    port: int
    security: Security
    user: str = ""


def place_of(nameserver: str) -> tuple[str, int]:
    """Return host and port of `HOST`, `HOST:PORT` or `[HOST]:PORT`; the host is an IP number.

    Raises:
        ValueError: It is none of these.
    """
    host, colon, port = nameserver.rpartition(":")
    if not colon or (":" in host and not host.startswith("[")):
        host, port = nameserver, "53"
    if not 0 < int(port) < 65_536:
        raise ValueError("no port")
    return str(ipaddress.ip_address(host.strip("[]"))), int(port)
