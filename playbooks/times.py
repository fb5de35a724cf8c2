"""The times of a playbook: how soon what is owed, in which hours, and how long somebody is within reach."""

from collections.abc import Mapping
from dataclasses import field
from datetime import timedelta

from casebook.frozen import frozen
from casebook.kinds import Portal
from casebook.toml import Place
from playbooks.hours import Hours, a_year_of, check, clock_of

PRIORITIES = (1, 2, 3)

MOVED = {"answer_within": "clocks.acknowledge", "look_within": "clocks.look"}
"""What stood elsewhere in a playbook once, and where it stands now."""

Times = Mapping[int, timedelta]
"""How soon, by priority."""


@frozen
class PortalTimes:
    """What is different on one kind of portal."""

    acknowledge: Times = field(default_factory=dict)
    resolve: Times = field(default_factory=dict)


_AS_EVERYWHERE = PortalTimes()


@frozen
class Reach:
    """How long somebody is within reach, where their words name no time (rule J6)."""

    here: timedelta
    """They say that they are there: "still here", "at the counter"."""
    leaving: timedelta
    """They are about to go: "boarding now"."""
    ships: timedelta
    """Something of theirs is about to go: "before it ships"."""
    presses: timedelta
    """What is further ahead than this does not press yet: it is told, and changes nothing."""
    morning: str
    """What a day without a time of day means, e.g. "9:00"."""
    checkout: str
    """When people check out."""
    evening: str
    """Until when "tonight" lasts."""


@frozen
class Clocks:
    """How soon what is owed, counted from the customer's post (rules A1, L4)."""

    acknowledge: Times
    """Our first word in public, and each next one after it."""
    resolve: Times
    """It is put right, or the case is closed with its reason."""
    look: timedelta
    """What has no priority, thanks and odds and ends, is owed a decision."""
    hours: Hours
    reach: Reach
    portal: Mapping[Portal, PortalTimes] = field(default_factory=dict)
    """What is different on some kinds of portal."""


def within(clocks: Clocks, priority: int | None, portal: Portal | None = None) -> timedelta:
    """Return how soon our next word in public is owed; without a priority, a decision."""
    if priority is None:
        return clocks.look
    return _of(clocks, portal).acknowledge.get(priority, clocks.acknowledge[priority])


def resolved_within(clocks: Clocks, priority: int, portal: Portal | None = None) -> timedelta:
    """Return how soon it has to be put right."""
    return _of(clocks, portal).resolve.get(priority, clocks.resolve[priority])


def _of(clocks: Clocks, portal: Portal | None) -> PortalTimes:
    return _AS_EVERYWHERE if portal is None else clocks.portal.get(portal, _AS_EVERYWHERE)


def check_clocks(clocks: Clocks, place: Place) -> None:
    """Let times pass that clocks can run by.

    Raises:
        Exception: The place's refusal: a priority has no time, or a time cannot be counted.
    """
    for key, times in (("acknowledge", clocks.acknowledge), ("resolve", clocks.resolve)):
        if set(times) != set(PRIORITIES):
            raise place.inside(key).error("needs a time for each of 1, 2 and 3")
    for portal, theirs in clocks.portal.items():
        for key, some in (("acknowledge", theirs.acknowledge), ("resolve", theirs.resolve)):
            _check_priorities(some, place.inside("portal", portal, key))
    _check_hours(clocks, place.inside("hours"))
    for key in ("morning", "checkout", "evening"):
        if clock_of(getattr(clocks.reach, key)) is None:
            raise place.inside("reach", key).error('must be a time of day such as "22:00"')


def _check_hours(clocks: Clocks, place: Place) -> None:
    check(clocks.hours, place)
    for key in ("acknowledge", "resolve"):
        counted = getattr(clocks.hours, key)
        _check_priorities(dict.fromkeys(counted, timedelta()), place.inside(key))
        times = (getattr(clocks, key), *(getattr(each, key) for each in clocks.portal.values()))
        longest = max((some[each] for some in times for each in counted if each in some), default=timedelta())
        if longest > a_year_of(clocks.hours):
            raise place.inside(key).error("would take more than a year of these hours")


def _check_priorities(times: Times, place: Place) -> None:
    for priority in times:
        if priority not in PRIORITIES:
            raise place.error(f"there is no priority {priority}: 1, 2 and 3 are known")
