"""What other weights would have done, as lines: JSON, or plain words. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from casebook.keeping import CLASSES
from desk.replaying import Move, Outcome, Replay
from sources.text import clean_line
from tui.commands.lines import as_json

_LONGEST = 60


def replayed_plain(found: Replay, since: datetime) -> Iterator[str]:
    """Yield it for a reader."""
    yield f"judged {found.judged} written since {since:%Y-%m-%d %H:%M} UTC"
    yield f"{found.changed} would have another priority"
    yield f"{'is → would be':>24} {_heads()}"
    for was in CLASSES:
        yield f"{_sign(was):>24} {_cells([found.priorities[was, would] for would in CLASSES])}"
    yield f"{'what became of them':>24} {_heads()}"
    for outcome in Outcome:
        yield from _outcome(found, outcome)
    yield from _moves("up", found.up)
    yield from _moves("down", found.down)


def replayed_json(found: Replay, since: datetime) -> Iterator[str]:
    """Yield the same as one line of JSON."""
    pairs = [
        {"priority": was, "would_be": would, "count": count}
        for (was, would), count in found.priorities.items()
    ]
    outcomes = [
        {"outcome": str(outcome), "priority": was, "would_be": would, "count": count}
        for (outcome, (was, would)), count in found.outcomes.items()
    ]
    yield as_json(
        {
            "since": since.isoformat(),
            "judged": found.judged,
            "changed": found.changed,
            "priorities": pairs,
            "outcomes": outcomes,
            "up": [_document(each) for each in found.up],
            "down": [_document(each) for each in found.down],
        }
    )


def _outcome(found: Replay, outcome: Outcome) -> Iterator[str]:
    counts = {pair: many for (which, pair), many in found.outcomes.items() if which is outcome}
    if counts:
        was = [sum(many for (is_, _), many in counts.items() if is_ == each) for each in CLASSES]
        would = [sum(many for (_, be), many in counts.items() if be == each) for each in CLASSES]
        yield f"{outcome:>24} {_cells(was)}"
        yield f"{'would be':>24} {_cells(would)}"


def _moves(how: str, moves: Sequence[Move]) -> Iterator[str]:
    for each in moves:
        was, would = map(_sign, each.priority)
        said = clean_line(each.what)[:_LONGEST]
        yield f"{how:<4} {was} → {would}  #{each.id} {clean_line(each.who)[:24]}: {said}"
        why = [f"{key} {before} → {after}" for key, before, after in each.why]
        yield f"     {each.points[0]:+d} → {each.points[1]:+d}: {', '.join(why)}"


def _document(move: Move) -> dict[str, Any]:
    return {
        "id": move.id,
        "author": move.who,
        "text": move.what,
        "priority": move.priority[0],
        "would_be": move.priority[1],
        "points": move.points[0],
        "points_would_be": move.points[1],
        "weights": [{"key": key, "is": before, "would_be": after} for key, before, after in move.why],
    }


def _heads() -> str:
    return " ".join(f"{_sign(each):>7}" for each in CLASSES)


def _cells(counts: Sequence[int]) -> str:
    return " ".join(f"{count:>7}" for count in counts)


def _sign(priority: int | None) -> str:
    return str(priority or "·")
