"""What the settings say of test mails, and of who is asked where mail goes."""

import re
from collections.abc import Iterator

from casebook.frozen import frozen
from casebook.toml import Place
from sources.address import here
from sources.mail_facts import PORTS, MailServer, Security, place_of
from sources.secret import flaw_of

_ADDRESS = re.compile(r"[^\s@<>\"(),:;]{1,64}@[^\s@<>\"(),:;]{1,190}")


@frozen
class MailSettings:
    """The `[mail]` table: whom test mails are handed to. Without `tests` nothing is ever sent by itself."""

    host: str = ""
    """The company's mail server; empty where no test mail is to be sent at all."""
    port: int | None = None
    """None for the usual one of its security."""
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = ""
    """Where the password is, as `sources.secret` has it; never the password."""
    sender: str = ""
    """The address the mails come from."""
    domains: tuple[str, ...] = ()
    """Our own domains beside the sender's: to others no test mail goes."""
    tests: tuple[str, ...] = ()
    """The contact points that are sent a mail by themselves, by name."""

    @property
    def server(self) -> MailServer:
        """Whom mail is handed to."""
        return MailServer(self.host, self.port or PORTS[self.security], self.security, self.user)

    def ours(self, address: str) -> bool:
        """Return whether an address is one of our own: at the sender's domain, another of ours, or below."""
        domain = address.rpartition("@")[2].lower()
        own = (self.sender.rpartition("@")[2], *self.domains)
        return any(domain == each.lower() or domain.endswith(f".{each.lower()}") for each in own if each)


@frozen
class LookupSettings:
    """The `[contacts]` table: how contact points are looked at."""

    nameserver: str = ""
    """Whom to ask where mail goes, as `9.9.9.9` or `127.0.0.1:5353`; empty for this machine's own."""


def checked_mail(said: MailSettings, place: Place) -> MailSettings:
    """Return the `[mail]` table if it can be followed.

    Raises:
        Exception: The place's refusal.
    """
    for key, wrong in _mistakes(said):
        raise place.inside(key).error(wrong)
    return said


def checked_lookup(said: LookupSettings, place: Place) -> LookupSettings:
    """Return the `[contacts]` table if it can be followed.

    Raises:
        Exception: The place's refusal.
    """
    try:
        if said.nameserver:
            place_of(said.nameserver)
    except ValueError as error:
        raise place.inside("nameserver").error('must be an IP number, such as "9.9.9.9"') from error
    return said


def _mistakes(said: MailSettings) -> Iterator[tuple[str, str]]:
    if said.password and (flaw := flaw_of(said.password)):
        yield "password", flaw
    if said.port is not None and not 0 < said.port < 65_536:
        yield "port", "must be from 1 to 65535"
    if (said.tests or said.sender) and not said.host:
        yield "host", "is needed here: the mail server that takes our mails"
    if said.user and said.security is Security.NONE and not here(said.host):
        yield "security", 'must be "starttls" or "tls" where a password goes to another machine'
    if said.host and not _ADDRESS.fullmatch(said.sender):
        yield "sender", "must be the address the mails come from, such as amends@corncrake.example"
