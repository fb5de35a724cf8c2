"""Until when a customer is still within reach, as their words tell (rule J6). Pure."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from casebook.frozen import frozen
from casebook.pattern import pattern
from playbooks.around import Answer
from playbooks.hours import clock_of, zone_of
from playbooks.quote import sentence_end, sentence_start
from playbooks.rules import Facet, Found, Reading
from playbooks.spoken_time import time_ahead
from playbooks.times import Clocks
from playbooks.verdict import Ground

FACET = "reach"
"""What an answer of a person's on it is called."""
OVER = "over"
"""Their answer: they are within reach no more."""
KEY = "reachable"
"""The weight its points are from."""

_LOOKED_AT = 20
"""So many signs are looked at, each with its sentence; nobody needs more to say that they are there."""
_AROUND = 90
"""How far from its sign a time is looked for, in characters."""
_HERE, _LEAVING, _SHIPS, _TONIGHT, _UNTIL = "here", "leaving", "ships", "tonight", "until"
_END = pattern(r"\b(?:until|till|by|before|leaves?|leaving|departs?|boards?|boarding)\b")
"""What says of those who are there that it has an end."""
_PAST = pattern(r"\b(?:yesterday|last|ago|was|were|had|did|would have|should have|used to|ended up)\b")
_LONG_AGO = pattern(r"\b(?:yesterday|last (?:night|week|month|year|time|summer|winter)|ago|used to)\b")
_WERE = pattern(r"\b(?:was|were|got|been|being|had|left|got us|left me|left us)\s*$")
_JUST_BEFORE = 12
_OUT = pattern(r"\bcheck(?:ing)? ?out\b")


@frozen
class Reachable:
    """Until when, and what it rests on."""

    until: datetime
    """Aware, UTC."""
    say: str
    """Whose word it is, and what they say: "they are still there"."""
    start: int | None = None
    """Where the words stand; None: a person has said so."""
    end: int | None = None


def within_reach(
    reading: Reading, clocks: Clocks, since: datetime, said: Iterable[Answer] = ()
) -> Reachable | None:
    """Return until when somebody is within reach, counted from when they wrote; None where nothing says so.

    A time they name counts before a stretch that is only usual, and of several the first. What a person has
    said of it stands above their words. It may be over by now.

    Args:
        reading: Their words.
        clocks: The playbook's times, and the zone that is meant where the post does not tell its own.
        since: When they wrote, aware.
        said: What people have said of the mention, oldest first.
    """
    answer = next((each for each in reversed([*said]) if each.facet == FACET), None)
    if answer is not None:
        return _as_said(answer)
    signs = reading.found[Facet.REACH][:_LOOKED_AT]
    found = [each for each in signs if not _is_past(reading.text, each)]
    if not found:
        return None
    named = [_by_time(reading.text, each, clocks, since) for each in found]
    told = [each for each in named if each is not None] or [
        each for each in (_by_custom(each, clocks, since) for each in found) if each is not None
    ]
    return min(told, key=lambda each: each.until, default=None)


def reach_ground(found: Reachable, reading: Reading, points: int, zone: str, now: datetime) -> Ground:
    """Return why somebody is within reach, for so many points; once it is over, that it was, for none."""
    words = "" if found.start is None else reading.text[found.start : found.end]
    until = f"{found.until.astimezone(zone_of(zone)):%a %d %b %H:%M} {zone}"
    if found.until <= now:
        return Ground(f"was within reach until {until}: {found.say}", words, 0, "", found.start, found.end)
    what = f"still within reach until {until}: {found.say}"
    return Ground(what, words, points, KEY, found.start, found.end)


def _as_said(answer: Answer) -> Reachable | None:
    if answer.said == OVER:
        return None
    return Reachable(datetime.fromisoformat(answer.said).astimezone(UTC), f"{answer.by} says so")


def _by_time(text: str, sign: Found, clocks: Clocks, since: datetime) -> Reachable | None:
    """Return it by the time that is named beside a sign of it, in its sentence."""
    start, end = _sentence(text, sign)
    said = text[start:end].lower()
    if sign.rule.tag == _SHIPS or (sign.rule.tag == _HERE and _END.search(said) is None):
        return None
    zone = zone_of(clocks.hours.zone)
    until = time_ahead(said, since, zone, clocks.reach, out=_OUT.search(said) is not None)
    return None if until is None else _reachable(until, sign)


def _by_custom(sign: Found, clocks: Clocks, since: datetime) -> Reachable | None:
    """Return it by how long that is usually so; None for what needs a time."""
    lengths: Mapping[str, timedelta] = {
        _HERE: clocks.reach.here,
        _LEAVING: clocks.reach.leaving,
        _SHIPS: clocks.reach.ships,
    }
    if sign.rule.tag in lengths:
        return _reachable(since + lengths[sign.rule.tag], sign)
    if sign.rule.tag != _TONIGHT:
        return None
    local = since.astimezone(zone_of(clocks.hours.zone))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    evening = midnight + (clock_of(clocks.reach.evening) or timedelta())
    return _reachable(evening if evening > local else since + clocks.reach.here, sign)


def _reachable(until: datetime, sign: Found) -> Reachable:
    return Reachable(until.astimezone(UTC), sign.rule.say, sign.start, sign.end)


def _is_past(text: str, sign: Found) -> bool:
    """Return whether the sentence tells of what is over: of those that are there, only where it says when."""
    start, end = _sentence(text, sign)
    over = _PAST if sign.rule.tag in (_TONIGHT, _UNTIL) else _LONG_AGO
    before = text[max(start, sign.start - _JUST_BEFORE) : sign.start].lower()
    return over.search(text[start:end].lower()) is not None or _WERE.search(before) is not None


def _sentence(text: str, sign: Found) -> tuple[int, int]:
    start = sentence_start(text, sign.start, sign.start - _AROUND)
    return start, sentence_end(text, sign.end, sign.end + _AROUND)
