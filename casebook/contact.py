"""Contact points as the store knows them: how each answered, and which test mails are under way."""

from datetime import datetime

from casebook.frozen import frozen
from casebook.kinds import ContactKind, Standing


@frozen
class Tried:
    """One answer of a contact point."""

    at: datetime
    fault: str = ""
    """What was wrong with it; empty where nothing was."""


@frozen
class ContactRow:
    """One contact point as it last answered."""

    id: int
    name: str
    kind: ContactKind
    where: str
    """Its address, fit to be shown."""
    named: bool = True
    """Whether the collector's playbook names it."""
    standing: Standing | None = None
    """None before it was first asked."""
    say: str = ""
    """What is wrong, in one sentence; empty while nothing is."""
    do: str = ""
    """What to do about it."""
    asked_at: datetime | None = None
    again_at: datetime | None = None
    """When it is asked again."""
    bad_since: datetime | None = None
    """When the first of the bad answers came that have gone on until now."""
    healthy_at: datetime | None = None
    """When it was last as it should be."""
    since: datetime | None = None
    """When somebody last set out to ask it, over and over."""
    every: float | None = None
    """Seconds after which it is asked again while all is well."""
    prove_within: float = 3 * 86_400.0
    """Seconds within which the code of a test mail must have been found."""
    expected: str = ""
    """What stands for all that was expected of it: of other expectations the old answer says nothing."""
    tried: tuple[Tried, ...] = ()
    """Its last answers, the newest last."""

    @property
    def broken(self) -> bool:
        """Whether somebody must see to it."""
        return self.standing is Standing.BROKEN


@frozen
class TestMail:
    """A mail with a code that was sent to one of our own addresses, to see whether it arrives."""

    __test__ = False  # its name is no test's

    id: int
    contact: str
    """The contact point's name."""
    address: str
    code: str
    at: datetime
    """When it was sent; written down before it left."""
    by: str
    """Whose wish it was: the collector's, where the settings have it so."""
    sent: bool = False
    """Whether a mail server has taken it."""
    refused: str = ""
    """Why it could not be sent."""
    proved_at: datetime | None = None
    """When somebody showed that it had arrived."""
    proved_by: str = ""
