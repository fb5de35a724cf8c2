"""Double disappointment: a failure, and a failed attempt to have it put right (rule J2)."""

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
        return strong.rule.say, reading.text[strong.start : strong.end]
    if any(each.rule.tag == _MENDED for each in reading.found[Facet.DOUBLE]):
        return None
    run = _run_of_both(reading.found[Facet.CONTACT], reading.found[Facet.UNRESOLVED], within)
    return (_ALREADY, reading.text[run[0] : run[1]]) if run is not None else None


def _run_of_both(turned: list[Found], unmended: list[Found], within: int) -> tuple[int, int] | None:
    """Return the first stretch of words near each other in which both halves stand."""
    start = end = 0
    halves: set[bool] = set()
    cues = sorted([(each.start, each.end, True) for each in turned] + _other(unmended))
    for cue_start, cue_end, half in cues:
        if halves and cue_start - end > within:
            if len(halves) == 2:
                break
            halves.clear()
        if not halves:
            start = cue_start
        if cue_start >= end or half in halves:
            halves.add(half)
            end = max(end, cue_end)
    return (start, end) if len(halves) == 2 else None


def _other(unmended: list[Found]) -> list[tuple[int, int, bool]]:
    return [(each.start, each.end, False) for each in unmended]
