"""A made-up railway's mentions that its rules know nothing of, and what its responder decided of them."""

from collections.abc import Sequence
from dataclasses import replace

from casebook.lesson import Lesson
from desk import shelf
from desk.acts import Act
from desk.overruling import overrule
from playbooks.learned import SEVERITY, Learned
from playbooks.learner import Decision, learn
from playbooks.overruled import NO, YES
from playbooks.playbook import Playbook
from playbooks.verdict import Verdict
from tests.desk_world import NOON, World, complaint, playbook
from tests.playbook_samples import judged, said

UNKNOWN = "bustitution at Marsh End, once more the corncrake thing"
"""What none of its rules knows to be a complaint."""

BAD = (
    "The Corncrake did the corncrake thing at platform {n} once more",
    "Bustitution between Fen Halt and Marsh End, evening {n}",
    "Another bustitution for carriage {n}, Corncrake as ever",
    "Corncrake thing number {n} this week, platform Fen Halt",
)
GOOD = (
    "A photograph of the Corncrake near Fen Halt, number {n}",
    "Timetable of the Corncrake, volume {n}, now as a booklet",
    "Photograph {n} of the old booklet about Marsh End",
    "Booklet and photograph of platform {n}, for collectors",
)


def text_of(number: int, *, bad: bool) -> str:
    """Return one of many texts of a sort; no two have the same words."""
    word = "".join("abcdefghij"[int(each)] for each in str(number))
    return (BAD if bad else GOOD)[number % 4].format(n=f"q{word}")


def decided(desk: World, count: int) -> None:
    """Let so many mentions come in, and let a person say of each whether it is a complaint."""
    for number in range(count):
        bad = number % 2 == 0
        came = desk.one(complaint(f"d{number}", text=text_of(number, bad=bad), author_handle=f"a{number}"))
        overrule(desk.store, playbook(), came, "complaint", YES if bad else NO, by="dana", now=NOON)


def decisions(count: int, facet: str = "complaint") -> list[Decision]:
    """Return so many decisions: every other one is a yes."""
    return [
        Decision(said(text_of(number, bad=number % 2 == 0)), {facet: number % 2 == 0})
        for number in range(count)
    ]


def taught(playbook: Playbook, given: Sequence[Decision]) -> Playbook:
    """Return the playbook with what decisions teach."""
    return replace(playbook, learned=learn(playbook, given))


def judged_after(playbook: Playbook, learned: Learned, text: str) -> Verdict:
    """Judge a text after something was learned."""
    return judged(replace(playbook, learned=learned), text)


LATE = ("bustitution at {n} was awful", "awful charabanc between {n} and the halt")
DIRTY = ("the vestibule of {n} was awful", "awful gangway, carriage {n}")


def naming_text(number: int) -> str:
    """Return one of many complaints, every other of which has another cause; no two have the same words."""
    word = "".join("abcdefghij"[int(each)] for each in str(number))
    return (DIRTY if number % 2 else LATE)[number // 2 % 2].format(n=f"q{word}")


def naming(count: int) -> list[Decision]:
    """Return so many decisions that name a cause, which the words alone do not tell the rules."""
    return [
        Decision(said(naming_text(number)), {}, "product" if number % 2 else "delivery")
        for number in range(count)
    ]


grading_text = naming_text


def grading(count: int) -> list[Decision]:
    """Return so many decisions: every other complaint is more than an annoyance, which no rule tells."""
    return [Decision(said(grading_text(number)), {SEVERITY: number % 2 == 0}) for number in range(count)]


def graded(desk: World, count: int) -> None:
    """Let so many complaints come in, and let a person say of each how bad it is."""
    for number in range(count):
        came = desk.one(complaint(f"g{number}", text=grading_text(number), author_handle=f"g{number}"))
        said = "1" if number % 2 else "2"
        overrule(desk.store, playbook(), came, SEVERITY, said, by="dana", now=NOON)


def named(desk: World, count: int, first: int = 0) -> None:
    """Let so many complaints come in, and let a person name the cause of each."""
    which = range(first, first + count)
    came = desk.take(
        *(complaint(f"n{each}", text=naming_text(each), author_handle=f"n{each}") for each in which)
    )
    with desk.store.act("dana", Act.OVERRULE, NOON):
        for each, decision in zip(came, naming(first + count)[first:], strict=True):
            said = str(decision.cause)
            shelf.keep(desk.store.lessons, Lesson(0, each.id, "cause", said, "dana", NOON, Act.OVERRULE))
