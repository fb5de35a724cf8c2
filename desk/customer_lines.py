"""A CSV file as records, each with the line it begins on; an unclosed quote spoils its own line only.

Python's reader would take everything behind such a quote into one cell, without a word.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator

LONGEST = 100
"""Lines one record may go over; a note with paragraphs is shorter."""
_OPENED = "a quote is opened here and not closed: double it, or close it"
_END = "unexpected end of data"
"""What Python's reader says of a quote that is open at the end."""

Record = tuple[int, list[str] | str]
"""The line it begins on, and its cells, or what is wrong with it."""


def records(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Yield every record of a file; empty lines are records without cells."""
    source, left, number = iter(lines), deque[str](), 0
    while (line := _next(left, source)) is not None:
        number += 1
        taken = _whole(line, left, source, delimiter)
        yield number, _cells(taken, delimiter) if taken else _OPENED
        number += max(len(taken) - 1, 0)


def _next(left: deque[str], source: Iterator[str]) -> str | None:
    return left.popleft() if left else next(source, None)


def _whole(line: str, left: deque[str], source: Iterator[str], delimiter: str) -> list[str]:
    """Return the lines of the record that begins with this one; none where its quote is not closed."""
    taken = [line]
    while _wrong(taken, delimiter) == _END and len(taken) < LONGEST:
        more = _next(left, source)
        if more is None:
            break
        taken.append(more)
    wrong = _wrong(taken, delimiter)
    if wrong == _END or (wrong and len(taken) > 1):  # the quote that closed it was another line's
        left.extendleft(reversed(taken[1:]))
        return []
    return taken


def _wrong(taken: list[str], delimiter: str) -> str:
    """Return what a strict reader says of a record, empty where it says nothing."""
    if '"' not in taken[0]:
        return ""
    try:
        list(csv.reader(taken, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return str(error)
    return ""


def _cells(taken: list[str], delimiter: str) -> list[str] | str:
    try:
        return next(csv.reader(taken, delimiter=delimiter), [])
    except csv.Error as error:
        return f"cannot be read: {error}"
