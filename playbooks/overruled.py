"""What a person has said of a mention stands above the rules, and is told as theirs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from casebook.kinds import BLAME, Blame, CustomerKind, Sort
from playbooks.around import Answer, Around
from playbooks.labels import DECIDED, Labels
from playbooks.playbook import Playbook
from playbooks.rules import Facet, Reading
from playbooks.verdict import Ground


class Overrulable(StrEnum):
    """What of a verdict a person may say otherwise, as a lesson's facet names it."""

    COMPLAINT = "complaint"
    SPECIFIC = "specific"
    DOUBLE = "double"
    SEVERITY = "severity"
    CAUSE = "cause"
    BLAME = "blame"
    SORT = "sort"
    ABUSIVE = "abusive"
    CUSTOMER = "customer"


YES, NO = "yes", "no"
_SURE = {YES: 1.0, NO: 0.0}
_YES_NO: Mapping[str, Mapping[str, str]] = {
    Overrulable.COMPLAINT: {NO: "it is no complaint", YES: "it is a complaint"},
    Overrulable.SPECIFIC: {
        NO: "nothing is named that could be looked up or mended",
        YES: "it names what can be looked up or mended",
    },
    Overrulable.DOUBLE: {NO: "they were not let down twice", YES: "they were let down twice"},
    Overrulable.ABUSIVE: {NO: "it attacks nobody", YES: "it attacks people"},
}
_SEVERITY = {"1": "an annoyance", "2": "a loss, or nothing works", "3": "somebody may come to harm"}
_SORT = {
    Sort.COMPLAINT: "it is a complaint",
    Sort.QUESTION: "it is a question",
    Sort.PRAISE: "it is praise",
    Sort.NEWS: "it is news",
    Sort.NOISE: "nothing in it is for us",
}
_CUSTOMER = {
    CustomerKind.STEADY: "a steady customer",
    CustomerKind.CASUAL: "a casual customer",
    CustomerKind.UNKNOWN: "nobody we know as a customer",
}


def answers(facet: str, playbook: Playbook) -> Mapping[str, str]:
    """Return what may be said of a facet, each with its words; nothing where there is no such facet."""
    if facet == Overrulable.CAUSE:
        return {each.key: each.label for each in playbook.causes}
    return _ANSWERS.get(facet, {})


def in_words(facet: str, said: str, playbook: Playbook | None) -> str:
    """Return an answer in words; one that is not known here any more as it was given."""
    if facet == Overrulable.CAUSE:
        return f"the cause is: {playbook.cause(said) if playbook else said}"
    if facet == Overrulable.BLAME and said in _ANSWERS[facet]:
        return "they state no motive" if said == Blame.NONE else f"they believe: {_ANSWERS[facet][said]}"
    words = _ANSWERS.get(facet, {}).get(said)
    return words or f"{facet}: {said}"


def overruled(labels: Labels, said: Iterable[Answer], reading: Reading) -> Labels:
    """Return the labels as the person says they are; of two answers on one facet the later stands."""
    for each in said:
        if each.facet in _APPLIED:
            labels = _APPLIED[each.facet](labels, each.said, reading)
    return labels


def around_as_said(around: Around) -> Around:
    """Return what is known around a mention, with the kind of customer as a person says."""
    kinds = [each.said for each in around.said if each.facet == Overrulable.CUSTOMER]
    return replace(around, customer=CustomerKind(kinds[-1]), known=True) if kinds else around


def grounds_of(said: Iterable[Answer], playbook: Playbook) -> Iterator[Ground]:
    """Yield who says what, once a facet."""
    for each in {each.facet: each for each in said if each.facet in set(Overrulable)}.values():
        yield Ground(f"{each.by} says: {in_words(each.facet, each.said, playbook)}")


def _chance(name: str) -> Callable[[Labels, str, Reading], Labels]:
    def applied(labels: Labels, said: str, reading: Reading) -> Labels:
        chances: dict[str, Any] = {name: _SURE[said]}
        return replace(labels, **chances)

    return applied


def _complaint(labels: Labels, said: str, reading: Reading) -> Labels:
    return _sort(labels, Sort.COMPLAINT if said == YES else _otherwise(labels, reading), reading)


def _otherwise(labels: Labels, reading: Reading) -> Sort:
    """Return what a mention is that is no complaint."""
    if labels.sort is not Sort.COMPLAINT:
        return labels.sort
    if reading.holds(Facet.PRAISE):
        return Sort.PRAISE
    return Sort.QUESTION if reading.holds(Facet.QUESTION) else Sort.NOISE


def _sort(labels: Labels, said: str, reading: Reading) -> Labels:
    if said == Sort.COMPLAINT:
        least = max(labels.severity, 1)
        return replace(labels, complaint=_SURE[YES], sort=Sort.COMPLAINT, severity=least)
    none = _SURE[NO]
    return replace(
        labels,
        complaint=none,
        double=none,
        sort=Sort(said),
        blame=Blame.NONE,
        cause=None,
        severity=0,
    )


def _double(labels: Labels, said: str, reading: Reading) -> Labels:
    labels = replace(labels, double=_SURE[said])
    if said == NO or labels.complaint >= DECIDED:
        return labels
    return _sort(labels, Sort.COMPLAINT, reading)


_APPLIED: Mapping[str, Callable[[Labels, str, Reading], Labels]] = {
    Overrulable.COMPLAINT: _complaint,
    Overrulable.SORT: _sort,
    Overrulable.SPECIFIC: _chance("specific"),
    Overrulable.DOUBLE: _double,
    Overrulable.ABUSIVE: _chance("abusive"),
    Overrulable.BLAME: lambda labels, said, _: replace(labels, blame=Blame(said)),
    Overrulable.CAUSE: lambda labels, said, _: replace(labels, cause=said),
    Overrulable.SEVERITY: lambda labels, said, _: replace(labels, severity=int(said)),
}
"""How an answer changes the labels; one on the customer changes what is known around."""
_ANSWERS: Mapping[str, Mapping[str, str]] = {
    **_YES_NO,
    Overrulable.SEVERITY: _SEVERITY,
    Overrulable.BLAME: {each.value: words for each, words in BLAME.items()},
    Overrulable.SORT: {each.value: words for each, words in _SORT.items()},
    Overrulable.CUSTOMER: {each.value: words for each, words in _CUSTOMER.items()},
}
