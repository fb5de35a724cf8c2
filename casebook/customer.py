"""The person, and the accounts that may be theirs."""

from datetime import date, datetime

from casebook.frozen import frozen
from casebook.kinds import LinkState


@frozen
class Customer:
    """One customer of ours, as the company's own list tells it."""

    id: int
    name: str
    """Empty where the list has none."""
    ref: str
    """The company's own key: a number, or the e-mail address."""
    email: str | None = None
    since: date | None = None
    orders: int | None = None
    value: int | None = None
    """What they have spent with us, in whole units of the company's currency."""
    contacts: int | None = None
    """How often they have asked for help."""
    tier: str | None = None
    notes: str | None = None
    accounts: tuple[str, ...] = ()
    """Accounts named in the list, e.g. `mastodon:jane@example.social`, or a bare handle."""


@frozen
class Handle:
    """One public account, and the guess whose it is. A guess stays one until somebody confirms it."""

    id: int
    account: str
    """`source:handle`, as in `Mention.author`."""
    customer: int
    state: LinkState
    evidence: str
    """Why we think so, in words."""
    at: datetime
