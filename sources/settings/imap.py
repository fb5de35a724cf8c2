"""What can be told of a mailbox that alerts and notices come into."""

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from sources.address import here
from sources.policy import Card, Leave
from sources.settings.common import mistakes

CARD = Card(
    name="a mailbox",
    may_match=Leave.ASKED,
    may_message=Leave.ASKED,
    may_quote=Leave.ASKED,
    note="Alerts tell of public words; a mail that somebody wrote to us is not public: do not quote it.",
)
MAIL = "mail"
"""What a mail that no service has sent is a mention of."""
TLS_PORT, PLAIN_PORT = 993, 143


@frozen
class ImapSettings:
    """A mailbox."""

    host: str
    """The mail server."""
    user: str
    password: str
    """Where the password is to be found; never the password itself."""
    port: int = 0
    """0 for the usual one: 993, or 143 without TLS."""
    tls: bool = True
    """Whether the line is closed to others from the start; without, only on this machine."""
    folder: str = "INBOX"
    mark_seen: bool = False
    """Whether what was read is marked as read; nothing is ever deleted or moved."""
    every: Seconds = 120.0
    """Seconds between two askings when all is well."""
    portal: Portal = Portal.SOCIAL
    """What kind of place its mentions come from."""
    match_customers: bool = CARD.matches
    """Whether its authors may be suggested as customers of ours."""
    backfill: Seconds = 86_400.0
    """Seconds it is read back when it first answers."""

    @property
    def door(self) -> int:
        """The port."""
        return self.port or (TLS_PORT if self.tls else PLAIN_PORT)

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        found = mistakes(self.every, self.backfill, addresses={}, secrets={"password": self.password or "?"})
        if not self.host or not self.host.isprintable() or any(each in self.host for each in "/:@ "):
            found["host"] = "must be the name of a mail server, such as imap.example.org"
        if not self.user or not self.user.isprintable():
            found["user"] = "must be the name the mailbox is opened with"
        if not 0 <= self.port <= 65_535:
            found["port"] = "must be from 1 to 65535"
        if not self.folder or not self.folder.isprintable():
            found["folder"] = "must be the name of a folder, such as INBOX"
        if not self.tls and not here(self.host):
            found["tls"] = "may be false only where the mail server is this very machine"
        return found
