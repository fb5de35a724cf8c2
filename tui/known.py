"""What is known of a template's fields before anybody types; offered, and replaced by typing. Pure.

Only what needs no judgement: everything else stays a hole for the responder.
"""

from datetime import date, datetime

from casebook.customer import Customer
from casebook.kinds import LinkState
from casebook.mention import Mention
from tui.matter import Matter

LONGEST_NAME = 60
"""Characters; a longer name is nothing to call anybody by."""


def known(matter: Matter, me: str, now: datetime) -> dict[str, str]:
    """Return the values to offer, by the field's name; a field nothing is known for is left out."""
    found = {
        "me": me,
        "name": _called(matter.kept.mention),
        "how_long": _how_long(_sure_of(matter), now.date()),
    }
    return {field: value for field, value in found.items() if value}


def _called(mention: Mention) -> str:
    """Return what they call themselves, on one line."""
    name = " ".join((mention.author_name or mention.author_handle or "").split())
    return name if len(name) <= LONGEST_NAME else ""


def _sure_of(matter: Matter) -> Customer | None:
    """Return the customer it is; a guess nobody has confirmed is no customer."""
    if matter.handle is not None and matter.handle.state is not LinkState.CONFIRMED:
        return None
    return matter.customer


def _how_long(customer: Customer | None, today: date) -> str:
    """Return for how many whole years somebody has been our customer; empty below one."""
    if customer is None or customer.since is None:
        return ""
    since = customer.since
    years = today.year - since.year - ((today.month, today.day) < (since.month, since.day))
    return "" if years < 1 else "a year" if years == 1 else f"{years} years"
