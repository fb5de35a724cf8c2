"""Double disappointment: a failure, and a failed attempt to have it put right (rule J2)."""

from playbooks.rules import Facet, Found, Reading

ALREADY = "they already asked for help in vain"
_MENDED = "mended"


def double_evidence(reading: Reading, within: int) -> tuple[str, str] | None:
    """Return what says that they were let down twice, and their words for it; None where nothing does.

    Either words that tell both halves at once, or one half near the other: they turned to us or were given
    a remedy, and it is unmended still. `within` is how near, in characters.
    """
    mended = any(each.rule.tag == _MENDED for each in reading.found[Facet.DOUBLE])
    strong = reading.strongest(Facet.DOUBLE)
    if strong is not None and reading.holds(Facet.DOUBLE):
        return strong.rule.say, reading.text[strong.start : strong.end]
    pair = None if mended else _nearest(reading.found[Facet.CONTACT], reading.found[Facet.UNRESOLVED])
    if pair is None or _between(*pair) > within:
        return None
    start, end = min(each.start for each in pair), max(each.end for each in pair)
    return ALREADY, reading.text[start:end]


def _nearest(turned: list[Found], unmended: list[Found]) -> tuple[Found, Found] | None:
    """Return the two that stand nearest, in one walk over both lists; they are in order of place."""
    best: tuple[Found, Found] | None = None
    one = other = 0
    while one < len(turned) and other < len(unmended):
        pair = (turned[one], unmended[other])
        if not _overlap(*pair) and (best is None or _between(*pair) < _between(*best)):
            best = pair
        if turned[one].start <= unmended[other].start:
            one += 1
        else:
            other += 1
    return best


def _between(one: Found, other: Found) -> int:
    return max(one.start, other.start) - min(one.end, other.end)


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end
