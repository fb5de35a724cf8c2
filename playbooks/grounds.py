"""What in the words of a mention counts, for how much, and where it stands."""

from collections.abc import Sequence

from casebook.kinds import BLAME, Blame, Sort
from playbooks.blame import FACETS
from playbooks.causes import Candidate
from playbooks.double import Double, double_in
from playbooks.labels import Labels
from playbooks.playbook import Playbook, Weights
from playbooks.quote import in_line, place_around
from playbooks.rules import Facet, Found, Reading
from playbooks.severity import HARM, LOSS, rests_on
from playbooks.verdict import Ground

_SEVERE = {LOSS: "money or time is lost, or nothing works", HARM: "somebody may come to harm"}
"""What is said of a severity where no words stand for it."""
_CAUSES = 2
"""How many causes are named; the likeliest first."""


def grounds_in(
    reading: Reading,
    labels: Labels,
    playbook: Playbook,
    causes: Sequence[Candidate] = (),
    answers_us: bool = False,
) -> list[Ground]:
    """Return what counts in the words, in the order in which it is told where the points are equal.

    Args:
        reading: The text as the rules see it.
        labels: What it was taken for.
        playbook: Weights and words.
        causes: The root causes it may have.
        answers_us: Whether it answers a word of ours.
    """
    weights, complaint, found = playbook.weights, labels.is_so("complaint"), list[Ground]()
    if labels.sort is Sort.PRAISE:
        found.append(_ground(reading, Facet.PRAISE, otherwise="they are pleased with us"))
    if labels.is_so("double"):
        evidence = double_in(reading, playbook.double_within, answers_us)
        found.append(_double(reading, evidence, weights.double))
    if complaint:
        found += _severity(reading, labels.severity, weights)
        found += _concern(reading, labels, weights.specific)
    if labels.blame is not Blame.NONE:
        points = weights.blame.get(labels.blame, 0)
        say = BLAME[labels.blame]
        found.append(_ground(reading, FACETS[labels.blame], points, f"blame.{labels.blame}", say))
    if labels.is_so("abusive"):
        found.append(_ground(reading, Facet.ABUSE, otherwise="it attacks people"))
    return [
        *found,
        *(_perhaps(reading, each, playbook) for each in causes[:_CAUSES] if each.start is not None),
    ]


def quoted(reading: Reading, what: str, start: int, end: int, points: int = 0, key: str = "") -> Ground:
    """Return a ground that rests on the words from one place to another."""
    return Ground(what, in_line(reading.text[start:end]), points, key, start, end)


def _double(reading: Reading, found: Double, points: int) -> Ground:
    if not found.say:
        return Ground("double disappointment", points=points, key="double")
    what = f"double disappointment: {found.say}"
    return quoted(reading, what, found.start, found.end, points, "double")


def _severity(reading: Reading, severity: int, weights: Weights) -> list[Ground]:
    points, key, say = weights.severity.get(severity, 0), f"severity.{severity}", _SEVERE.get(severity, "")
    found = rests_on(severity, reading)
    if found is not None:
        return [_around(reading, found, points, key)]
    return [Ground(say, points=points, key=key)] if say and points else []


def _concern(reading: Reading, labels: Labels, specific: int) -> list[Ground]:
    first = [_ground(reading, Facet.COMPLAINT)] if reading.clearest(Facet.COMPLAINT) else []
    if labels.is_so("specific"):
        say = "it names what can be looked up or mended"
        return [*first, _ground(reading, Facet.SPECIFIC, specific, "specific", say)]
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


def _around(reading: Reading, found: Found, points: int, key: str) -> Ground:
    """Return a ground with the sentence its words stand in."""
    return quoted(reading, found.rule.say, *place_around(reading.text, found.start, found.end), points, key)
