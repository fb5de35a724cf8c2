"""What is said of a contact point, and what test mails on their way say of an address. Pure, and light."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from casebook.contact import TestMail
from casebook.durations import span
from casebook.frozen import frozen


@frozen
class Verdict:
    """How a contact point is; all is empty where it is healthy."""

    fault: str = ""
    """What is broken, in one sentence without its name."""
    do: str = ""
    """What to do about it."""
    lasting: bool = False
    """Whether to ask again in a minute can change nothing."""


HEALTHY = Verdict()


def proof_verdict(mails: Iterable[TestMail], within: float, now: datetime) -> Verdict:
    """Return what the test mails sent to an address mean at a time; the newest that arrived clears it.

    Args:
        mails: All of one contact point.
        within: Seconds within which a code must have been found.
        now: When.
    """
    by_time = sorted(mails, key=lambda each: each.at)
    proven = max((each.at for each in by_time if each.proved_at is not None), default=None)
    owed = [each for each in by_time if proven is None or each.at > proven]
    late = [each for each in owed if not each.refused and now - each.at > timedelta(seconds=within)]
    if late:
        ago = span(now - late[0].at)
        name = late[0].contact
        do = f'look for it in that mailbox, then enter its code: amends contacts proved "{name}" CODE'
        return Verdict(f"a test mail was sent {ago} ago and has not been proven to arrive", do, lasting=True)
    if owed and owed[-1].refused:
        return Verdict(
            f"the test mail could not be sent: {owed[-1].refused}", "look at [mail] in the settings", True
        )
    return HEALTHY
