"""What somebody waits for: what would put it right, and until when it is not too late. Pure."""

from datetime import datetime

from casebook.frozen import frozen
from casebook.kinds import Sort
from playbooks.around import Around
from playbooks.playbook import Playbook
from playbooks.rules import Reading
from playbooks.verdict import Ground
from playbooks.wants import KEY, wanted
from playbooks.within_reach import FACET, reach_ground, within_reach

_ASKED = (Sort.COMPLAINT, Sort.QUESTION)
"""What an answer is waited for to."""


@frozen
class Asked:
    """What somebody waits for."""

    reach_by: datetime | None = None
    """Until when they are within reach; None where nobody knows, or that is over."""
    wants: str = ""
    """What would put it right, in their own words."""
    grounds: tuple[Ground, ...] = ()


def asked(
    reading: Reading, sort: Sort, playbook: Playbook, around: Around, since: datetime, now: datetime
) -> Asked:
    """Return what somebody waits for; nothing where nobody does, unless a person has said so.

    Args:
        reading: Their words.
        sort: What they do with a mention of us.
        playbook: Its word lists, weights and times.
        around: What people have said of it, and what time it is by now.
        since: When they wrote, aware.
        now: When the mention was seen.
    """
    if sort not in _ASKED and not any(each.facet == FACET for each in around.said):
        return Asked()
    by, found = around.at or now, list[Ground]()
    reach = within_reach(reading, playbook.clocks, since, around.said)
    if reach is not None:
        near = reach.start is None or reach.until - since <= playbook.clocks.reach.presses
        points, zone = playbook.weights.reachable if near else 0, playbook.clocks.hours.zone
        found.append(reach_ground(reach, reading, points, zone, by))
        reach = reach if near else None
    wish = wanted(reading) if sort in _ASKED else None
    if wish is not None:
        whole = " ".join(reading.text[slice(*wish)].split())
        found.append(Ground("they say what would put it right", whole, 0, KEY, *wish))
    until = reach.until if reach is not None and reach.until > by else None
    return Asked(until, found[-1].words if wish else "", tuple(found))
