"""What the settings of every kind have in common: a pace, a place, and what may be wrong with them."""

from typing import Protocol

from casebook.kinds import Portal
from sources.address import has_password, here, host_of
from sources.links import web_link
from sources.secret import flaw_of

SHORTEST, LONGEST = 1, 30 * 86_400
"""Seconds between two askings."""
OLDEST = 100 * 365 * 86_400.0
"""Seconds; further back nobody wrote anything on the web."""
NO_ADDRESS = "must be an http or https address with a host, such as https://forum.example/feed"
NO_AGE = "must be from 0 seconds to 36500 days"
NO_PASSWORD = "must hold no user and no password"
NO_PACE = "must be from 1 second to 30 days"


class Common(Protocol):
    """What those who ask need of any settings."""

    @property
    def every(self) -> float:
        """Seconds between two askings."""

    @property
    def portal(self) -> Portal:
        """What kind of place it is."""

    @property
    def backfill(self) -> float:
        """Seconds it is read back when it first answers."""


def mistakes(
    every: float,
    backfill: float = 0.0,
    *,
    addresses: dict[str, str],
    secrets: dict[str, str] | None = None,
    passwords: bool = False,
) -> dict[str, str]:
    """Return what is said wrongly, in words by the field's name.

    Args:
        every: Seconds between two askings; our own machine may be asked at any pace.
        backfill: Seconds a source is read back at first.
        addresses: What must be web addresses, by field.
        secrets: What must say where a secret is, or be empty, by field.
        passwords: Whether user and password may stand in an address; not where it is stored how far one
            has come from page to page.
    """
    found = {name: NO_ADDRESS for name, address in addresses.items() if not web_link(address)}
    if not passwords:
        found |= {name: NO_PASSWORD for name, address in addresses.items() if has_password(address)}
    ours = all(here(host_of(address)) for address in addresses.values())
    if not (0 if addresses and ours else SHORTEST) <= every <= LONGEST:
        found["every"] = NO_PACE
    if not 0 <= backfill <= OLDEST:
        found["backfill"] = NO_AGE
    told = {name: flaw_of(said) for name, said in (secrets or {}).items() if said}
    return found | {name: flaw for name, flaw in told.items() if flaw}
