"""What in the words of a mention counts, for how much, and where it stands."""

from collections.abc import Sequence

from casebook.kinds import Blame, Sort
from playbooks.causes import Candidate
from playbooks.double import double_evidence
from playbooks.labels import Labels
from playbooks.playbook import Playbook
from playbooks.quote import in_line, place_around
from playbooks.rules import Facet, Reading
from playbooks.verdict import Ground

_FACETS = {
    Blame.GREED: Facet.GREED,
    Blame.INTENTIONAL: Facet.INTENTIONAL,
    Blame.UNINTENTIONAL: Facet.UNINTENTIONAL,
}
_CLEAR = 2
"""From this weight on the words of a rule are worth showing for themselves."""
_CAUSES = 2
"""How many causes are named; the likeliest first."""


def grounds_in(
    reading: Reading, labels: Labels, playbook: Playbook, causes: Sequence[Candidate] = ()
) -> list[Ground]:
    """Return what counts in the words, in the order in which it is told where the points are equal."""
    weights, complaint, found = playbook.weights, labels.is_so("complaint"), list[Ground]()
    if labels.sort is Sort.PRAISE:
        found.append(_ground(reading, Facet.PRAISE, otherwise="they are pleased with us"))
    if double := double_evidence(reading, playbook.double_within):
        say, start, end = double
        found.append(quoted(reading, f"double disappointment: {say}", start, end, weights.double, "double"))
    if complaint and reading.holds(Facet.HARM):
        found.append(_around(reading, Facet.HARM, weights.harm, "harm"))
    if complaint:
        found += _concern(reading, weights.specific)
    if labels.blame is not Blame.NONE:
        points = weights.blame.get(labels.blame, 0)
        found.append(_ground(reading, _FACETS[labels.blame], points, f"blame.{labels.blame}"))
    if labels.is_so("abusive"):
        found.append(_ground(reading, Facet.ABUSE))
    return [
        *found,
        *(_perhaps(reading, each, playbook) for each in causes[:_CAUSES] if each.start is not None),
    ]


def quoted(reading: Reading, what: str, start: int, end: int, points: int = 0, key: str = "") -> Ground:
    """Return a ground that rests on the words from one place to another."""
    return Ground(what, in_line(reading.text[start:end]), points, key, start, end)


def _concern(reading: Reading, specific: int) -> list[Ground]:
    clear = reading.strongest(Facet.COMPLAINT)
    first = [_ground(reading, Facet.COMPLAINT)] if clear and clear.rule.weight >= _CLEAR else []
    if reading.holds(Facet.SPECIFIC):
        return [*first, _ground(reading, Facet.SPECIFIC, specific, "specific")]
    return [*first, Ground("blowing off steam: nothing is named that could be looked up")]


def _perhaps(reading: Reading, cause: Candidate, playbook: Playbook) -> Ground:
    label = playbook.cause(cause.key)
    what = f"perhaps: {label[:1].lower()}{label[1:]}"
    return quoted(reading, what, cause.start or 0, cause.end or 0, key=f"cause.{cause.key}")


def _ground(reading: Reading, facet: Facet, points: int = 0, key: str = "", otherwise: str = "") -> Ground:
    found = reading.strongest(facet)
    if found is None:
        return Ground(otherwise, points=points, key=key)
    return quoted(reading, found.rule.say, found.start, found.end, points, key)


def _around(reading: Reading, facet: Facet, points: int, key: str) -> Ground:
    """Return the ground of a facet with the sentence its words stand in."""
    found = reading.strongest(facet)
    if found is None:
        return Ground("", points=points, key=key)
    return quoted(reading, found.rule.say, *place_around(reading.text, found.start, found.end), points, key)
