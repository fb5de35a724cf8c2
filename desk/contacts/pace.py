"""When a contact point is asked again, and from when on it is broken. Pure.

One bad answer alarms nobody: a server that restarts, a lost packet or a release being rolled out last for
seconds. It is asked again after a minute and once more when five are over; only what was bad all the time
is broken. A customer at a broken form is hurt for minutes at most before somebody knows, and a blip at night
wakes nobody. One good answer is enough to be healthy again.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from casebook.contact import ContactRow, Tried
from casebook.kinds import Standing
from desk.contacts.proof import Verdict

SOON = timedelta(minutes=1)
"""After the first bad answer."""
SURE = timedelta(minutes=5)
"""What was bad for so long is broken."""
WATCHED = timedelta(minutes=15)
"""Between two askings of a broken one at most: that it works again should be known soon too."""
KEPT = 10
"""Answers remembered of each."""


def after(row: ContactRow, verdict: Verdict, every: float, now: datetime) -> ContactRow:
    """Return how a contact point is after an answer, and when it is asked again.

    Args:
        row: As it was.
        verdict: What the answer means.
        every: Seconds between two askings while all is well.
        now: The time of the answer.
    """
    usual = timedelta(seconds=every)
    tried = (*row.tried, Tried(now, verdict.fault))[-KEPT:]
    asked = replace(row, say=verdict.fault, do=verdict.do, asked_at=now, tried=tried, every=every)
    if not verdict.fault:
        fine = replace(asked, standing=Standing.HEALTHY, bad_since=None, healthy_at=now)
        return replace(fine, again_at=now + usual)
    since = row.bad_since or now
    if verdict.lasting or row.broken or now - since >= SURE:
        broken = replace(asked, standing=Standing.BROKEN, bad_since=since)
        return replace(broken, again_at=now + min(usual, WATCHED))
    again = now + SOON if since == now else max(since + SURE, now + SOON)
    return replace(asked, standing=Standing.DOUBTFUL, bad_since=since, again_at=again)
