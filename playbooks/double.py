"""Double disappointment: a failure, and a failed attempt to have it put right (rule J2)."""

from itertools import pairwise

from playbooks.quote import around, ends_between
from playbooks.rules import Facet, Found, Reading

_ALREADY = "they already asked for help in vain"
_MENDED = "mended"


def double_evidence(reading: Reading, within: int) -> tuple[str, str] | None:
    """Return what says that they were let down twice, and their words for it; None where nothing does.

    Either words that tell both halves at once, or one half near the other: they turned to us or were given
    a remedy, and it is unmended still. `within` is how near, in characters.
    """
    strong = reading.strongest(Facet.DOUBLE)
    if strong is not None and reading.holds(Facet.DOUBLE):
        return strong.rule.say, around(reading.text, strong.start, strong.end)
    if any(each.rule.tag == _MENDED for each in reading.found[Facet.DOUBLE]):
        return None
    pair = _nearest(reading, within)
    return None if pair is None else (_ALREADY, around(reading.text, pair[0].start, pair[1].end))


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
