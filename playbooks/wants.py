"""What would put it right, in the customer's own words, where they say so (rule A3). Pure."""

from collections.abc import Iterable

from casebook.mention import KeptMention
from playbooks.quote import sentence_end
from playbooks.rules import Facet, Found, Reading

KEY = "wants"
"""The key of the reason that holds their words."""

_LONGEST = 160
"""Characters of a wish at most."""


def wanted(reading: Reading) -> tuple[int, int] | None:
    """Return where the words stand that say what they want, to the end of their sentence; None: nowhere."""
    found = reading.found[Facet.WANTS]
    idle = {place for each in found if each.rule.weight < 0 for place in _places(each)}
    wishes = [each for each in found if each.rule.weight > 0 and idle.isdisjoint(_places(each))]
    if not wishes:
        return None
    best = max(wishes, key=lambda each: (each.rule.weight, each.start))
    start = min(each.start for each in wishes if each.start <= best.start < each.end)
    return start, sentence_end(reading.text, best.end, start + _LONGEST)


def wish_of(voices: Iterable[KeptMention]) -> str:
    """Return what the latest of these mentions says that would put it right; empty where none does."""
    said = [each.words for kept in voices for each in kept.reasons if each.key == KEY]
    return said[-1] if said else ""


def _places(found: Found) -> range:
    return range(found.start, found.end)
