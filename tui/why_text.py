"""The sum behind a priority in words, each number with the playbook's weight it is from."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from itertools import takewhile

from textual.content import Content

from casebook.kinds import BLAME, Blame, Clock, Sort
from casebook.mention import KeptMention, Reason
from desk.lanes import is_voice
from playbooks.playbook import Playbook, Weights
from tui.figures import when
from tui.hints import Hints
from tui.rows import joined, words

SORTS = {
    Sort.COMPLAINT: "a complaint",
    Sort.QUESTION: "a question",
    Sort.PRAISE: "praise",
    Sort.NEWS: "news",
    Sort.NOISE: "nothing in it seems to be for us",
}
"""What a mention is for us, in words."""
SEVERITIES = {1: "an annoyance", 2: "a loss, or nothing works", 3: "somebody may come to harm"}
"""How bad a complaint is."""
OWED = {
    Clock.FIRST: "our first word, or a decision, is owed by",
    Clock.NEXT: "our next word is owed by",
    Clock.RESOLVE: "it is to be put right by",
}
"""What is due, by the clock that `due_at` is of."""


def verdict_lines(kept: KeptMention, playbook: Playbook, now: datetime) -> list[Content]:
    """Return what a mention is taken for, a line each; nothing where it was judged before that was kept."""
    if kept.sort is None:
        return []
    says = [" · ".join(_what(kept)), *_beliefs(kept, playbook)]
    if kept.reach_by is not None:
        says.append(f"still within reach until {when(kept.reach_by, now)}")
    return [words(each) for each in says]


def _what(kept: KeptMention) -> Iterator[str]:
    if kept.sort is None:
        return
    yield SORTS[kept.sort]
    if kept.specific is not None:
        yield "specific" if kept.specific else "blowing off steam"
    if kept.double:
        yield "let down twice"
    if kept.severity is not None:
        yield SEVERITIES.get(kept.severity, "")
    if kept.abusive:
        yield "attacks people"
    if kept.mention.lang:
        yield f"in {kept.mention.lang}"


def _beliefs(kept: KeptMention, playbook: Playbook) -> Iterator[str]:
    if kept.blame not in (None, Blame.NONE):
        yield f"sounds as if they believe: {BLAME[kept.blame]}"
    if kept.cause is not None and _has_a_cause(kept):
        yield f"likely cause: {playbook.cause(kept.cause)}"


def _has_a_cause(kept: KeptMention) -> bool:
    """Return whether there is anything to be the cause of: a complaint, or words that speak for one."""
    return kept.sort is Sort.COMPLAINT or any(each.key.startswith("cause.") for each in kept.reasons)


def explained(
    reasons: tuple[Reason, ...],
    hints: Hints,
    room: int,
    weights: Weights | None = None,
    sort: Sort | None = None,
) -> Content:
    """Return the reasons as a sum: points, what counted, the customer's own words, and the weight's name.

    Args:
        reasons: What counted.
        hints: The live keys.
        room: Cells a line has.
        weights: What the sum is held against.
        sort: What the mention is for us.
    """
    if not reasons and sort is Sort.QUESTION:
        return words("It asks something, and nothing in it makes it more urgent.")
    if not reasons:
        return hints.words(
            "Nothing in it asks for an answer. {queue.open} opens a case all the same, "
            "{case.resolve} lets it go."
        )
    lines = [each for some in _voices(reasons) for each in _sum(some, room, weights)]
    return joined(lines, "\n")


def _voices(reasons: tuple[Reason, ...]) -> Iterator[tuple[Reason, ...]]:
    """Yield the reasons of a row, and then those of each voice of its story that is more urgent."""
    while reasons:
        head, rest = reasons[:1], reasons[1:]
        own = tuple(takewhile(lambda each: not is_voice(each), rest))
        yield (*head, *own)
        reasons = rest[len(own) :]


def _sum(reasons: tuple[Reason, ...], room: int, weights: Weights | None) -> Iterator[Content]:
    yield from (_line(each, room) for each in reasons)
    yield words("─" * 30, "dim")
    total = sum(each.points for each in reasons)
    yield joined([words(f"{_signed(total)}  in all", "bold"), words(_against(weights), "dim")])


def _signed(points: int) -> str:
    """Return points with their sign, in five cells; a minus as wide as a figure, as the queue has it."""
    return f"{points:+d}".replace("-", "−").rjust(5) if points else "0".rjust(5)


def _against(weights: Weights | None) -> str:
    if weights is None:
        return ""
    return f": priority 1 from {weights.first} (first), 2 from {weights.second} (second)"


def _line(reason: Reason, room: int) -> Content:
    """Return a reason's points, and beside them all that it says."""
    points = f"{_signed(reason.points)}  " if reason.points else "    ·  "
    head = joined([words(reason.what), words(_named(reason), "dim")])
    said = [head, *([words(f"“{reason.words}”", "italic")] if reason.words else [])]
    lines = [line for each in said for line in each.wrap(max(room - len(points), 1))]
    return joined([words(points, "bold"), joined(lines, "\n" + " " * len(points))])


def _named(reason: Reason) -> str:
    """Return the name of the weight a reason's points are from, as the playbook has it."""
    if not reason.key or is_voice(reason):
        return ""
    is_weight = reason.key.partition(".")[0] in _WEIGHTS
    return f"  {'weights.' * is_weight}{reason.key}"


_WEIGHTS = frozenset(each.name for each in fields(Weights))


def owed_line(kept: KeptMention, now: datetime) -> Content | None:
    """Return what is due next, and by when; None where nothing is."""
    if kept.due_at is None or kept.lane is None:
        return None
    late = ", overdue" if kept.due_at < now else ""
    return words(f"{OWED[kept.clock or Clock.FIRST]} {when(kept.due_at, now)}{late}")


def parted(parts: Iterable[Content | None]) -> Content:
    """Return parts one below the other with a blank line between them; what is missing is left out."""
    return joined([each for each in parts if each is not None and each.plain], "\n\n")
