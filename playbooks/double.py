"""Double disappointment: a failure, and a failed attempt to have it put right (rule J2)."""

from itertools import pairwise

from playbooks.quote import ends_between, place_around
from playbooks.rules import Facet, Found, Reading

_ALREADY = "they already asked for help in vain"
_MENDED = "mended"


def double_evidence(reading: Reading, within: int) -> tuple[str, int, int] | None:
    """Return what says that they were let down twice, and where; None where nothing does.

    Either words that tell both halves at once, or one half near the other: they turned to us or were given
    a remedy, and it is unmended still. `within` is how near, in characters.
    """
    strong = reading.strongest(Facet.DOUBLE)
    if strong is not None and reading.holds(Facet.DOUBLE):
        return strong.rule.say, *place_around(reading.text, strong.start, strong.end)
    if any(each.rule.tag == _MENDED for each in reading.found[Facet.DOUBLE]):
        return None
    pair = _nearest(reading, within)
    if pair is None:
        return None
    return _ALREADY, *place_around(reading.text, pair[0].start, pair[1].end)


def _nearest(reading: Reading, within: int) -> tuple[Found, Found] | None:
    """Return the two halves that belong together most: in one sentence if they can be, and the nearest."""
    found = reading.found
    cues = sorted(
        [
            *((each, True) for each in found[Facet.CONTACT]),
            *((each, False) for each in found[Facet.UNRESOLVED]),
        ],
        key=lambda cue: cue[0].start,
    )
    pairs = [(one, other) for (one, half), (other, next_half) in pairwise(cues) if half is not next_half]
    near = [(one, other) for one, other in pairs if 0 <= other.start - one.end <= within]
    return min(near, key=lambda pair: _apart(reading.text, *pair), default=None)


def _apart(text: str, one: Found, other: Found) -> tuple[bool, int]:
    return ends_between(text, one.end, other.start), other.start - one.end
