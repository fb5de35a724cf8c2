"""Double disappointment: a failure, and a failed attempt to have it put right (rule J2)."""

from collections.abc import Iterator
from typing import NamedTuple

from playbooks.labels import chance, odds
from playbooks.quote import ends_between, place_around
from playbooks.rules import Facet, Found, Reading

_ALREADY = "they already asked for help in vain"
_ANSWERED = "we answered, and it is not put right"
_MORE_THAN_ONCE = "they turned to us more than once"
_MENDED = "mended"
_ASKED = 4.6
"""How much the two halves of a pair weigh together for even odds."""
_STEEP = 1.3
_CLOSE = 60
"""So many characters between the halves cost one point."""
_NEXT = 8
"""With so many of the cues behind it a cue is looked at: the time grows with the length of the text only."""
_LOOKED_AT = 200
"""So many cues are looked at; nobody needs more to say that they asked in vain."""
_SURE = 0.97
_LIKELY = 0.6
"""How likely it is where they tell of turning to us twice: few would where the first time helped."""
_CLEAR = 3
"""What a cue weighs that hardly means anything but turning to us, or a remedy."""
_ANOTHER = 8
"""With so many characters between them two cues tell of two times."""


class Double(NamedTuple):
    """How likely it is that they were let down twice, and what says so."""

    chance: float
    say: str
    start: int
    end: int
    """Where the words stand; the same as `start` where there are none."""


NEVER = Double(0.02, "", 0, 0)


def double_in(reading: Reading, within: int, answers_us: bool = False) -> Double:
    """Return how likely it is that they were let down twice.

    Either words tell both halves at once, or one half stands near the other: they turned to us or were
    given a remedy, and it is unmended still; or they turned to us twice over something that falls short.
    What answers a word of ours has the first half already.

    Args:
        reading: The text as the rules see it.
        within: How near the two halves stand together, in characters.
        answers_us: Whether it answers a word of ours.
    """
    both, turned = reading.found[Facet.DOUBLE], reading.found[Facet.CONTACT]
    if not both and not reading.found[Facet.UNRESOLVED] and len(turned) < 2:
        return NEVER  # as most mentions
    mended = any(each.rule.tag == _MENDED for each in both)
    found = [_at_once(reading)]
    if not mended:
        found += _in_two(reading, within) + _more_than_once(reading)
    if answers_us and not mended:
        found.append(_after_our_answer(reading))
    return max(found, key=lambda each: each.chance)


def _at_once(reading: Reading) -> Double:
    strong = reading.strongest(Facet.DOUBLE)
    if strong is None:
        return NEVER
    place = place_around(reading.text, strong.start, strong.end)
    return Double(chance(odds(reading, Facet.DOUBLE)), strong.rule.say, *place)


def _in_two(reading: Reading, within: int) -> list[Double]:
    """Return the pair of halves that tells most; none where no half is near another."""
    best, most = None, 0.0
    for one, other, backwards in _pairs(reading, within):
        weight = one.rule.weight + other.rule.weight - 0.5 * backwards
        if weight > most:
            weight -= _apart(reading.text, one.end, other.start)
        if weight > most:
            best, most = (one.start, max(one.end, other.end)), weight
    if best is None:
        return []
    return [Double(chance(_STEEP * (most - _ASKED)), _ALREADY, *place_around(reading.text, *best))]


def _pairs(reading: Reading, within: int) -> Iterator[tuple[Found, Found, bool]]:
    """Yield each half with the next few others that stand near it, and whether backwards."""
    turned, unmended = reading.found[Facet.CONTACT], reading.found[Facet.UNRESOLVED]
    if not turned or not unmended:
        return
    cues = sorted([*((each, False) for each in turned), *((each, True) for each in unmended)], key=_place)
    for at, (one, half) in enumerate(cues[:_LOOKED_AT]):
        for other, next_half in cues[at + 1 : at + 1 + _NEXT]:
            if other.start - one.end > within:
                break
            if half is not next_half and other.start >= one.end:
                yield one, other, half


def _more_than_once(reading: Reading) -> list[Double]:
    """Return that they turned to us twice, or were given a remedy in between, if something falls short."""
    clear = [each for each in reading.found[Facet.CONTACT] if each.rule.weight >= _CLEAR]
    if len(clear) < 2 or not reading.holds(Facet.COMPLAINT):
        return []
    first = clear[0]
    other = next((each for each in clear if each.start >= first.end + _ANOTHER), None)
    if other is None:
        return []
    return [Double(_LIKELY, _MORE_THAN_ONCE, *place_around(reading.text, first.start, other.end))]


def _place(cue: tuple[Found, bool]) -> int:
    return cue[0].start


def _apart(text: str, end: int, start: int) -> float:
    """Return what the way from one half to the other costs."""
    return (start - end) / _CLOSE + 0.5 * ends_between(text, end, start)


def _after_our_answer(reading: Reading) -> Double:
    cue = reading.strongest(Facet.UNRESOLVED)
    if cue is None or cue.rule.weight < 2:
        return NEVER
    return Double(_SURE, _ANSWERED, *place_around(reading.text, cue.start, cue.end))
