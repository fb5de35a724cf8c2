"""What is kept beside the documents and follows each change of them: their words, and their counts."""

from collections.abc import Iterator, Mapping
from typing import Any

from casebook.store.asking import Question
from casebook.store.live import Doc
from casebook.store.schema import Kind, entry
from casebook.store.tallies import moves, step
from casebook.store.words import searched


def following(
    table: str, kind: Kind, number: int, was: Doc | None, now: Mapping[str, Any] | None
) -> Iterator[Question]:
    """Yield the statements that follow a change of one document.

    Args:
        table: Where it is.
        kind: What is declared of that table.
        number: Its id.
        was: The document before; None where it is new.
        now: The document as it is now; None where it is gone.
    """
    if kind.words:
        yield from _reworded(table, number, was, now)
    for move in moves(kind, was, now):
        yield Question(step(table), move)


def _reworded(table: str, number: int, was: Doc | None, now: Mapping[str, Any] | None) -> Iterator[Question]:
    old, new = (None if each is None else searched(each) for each in (was, now))
    if old == new:
        return
    if old is not None:
        yield Question(entry(table, gone=True), (number, *old))
    if new is not None:
        yield Question(entry(table), (number, *new))
