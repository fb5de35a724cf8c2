"""Promises as words: on one line, on the strip of a case, and beside its thread."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from textual.content import Content

from casebook.case import Promise
from casebook.kinds import PromiseState
from tui.hints import Hints
from tui.rows import countdown, fitted, joined, when, words

_MARKS: Mapping[PromiseState, str] = {
    PromiseState.KEPT: "✓ kept",
    PromiseState.BROKEN: "✗ broken",
    PromiseState.RELEASED: "– no longer owed",
}
"""How a settled promise is marked; a word beside the sign."""
_SHORT = 40
"""Cells of a promise's words on the strip at most."""


def promise_line(promise: Promise, now: datetime) -> Content:
    """Return a promise on one line of a list; a sign and a word tell the settled from the owed."""
    if promise.state is not PromiseState.OWED:
        return words(f"{_MARKS[promise.state]}  {promise.what}", "dim")
    left = countdown(promise.due_at, now)
    due = f"{left[1:]} late" if left.startswith("−") else f"in {left}"
    style = "bold $late" if left.startswith("−") else "bold"
    return joined([words(f"○ {due}  ", style), f"{promise.what} · by {when(promise.due_at, now)}"])


def promise_short(owed: Sequence[Promise], now: datetime, *, wide: bool) -> Content:
    """Return what is owed the soonest: behind the clocks with its words, else in few before the case."""
    if not owed:
        return words("")
    first, late = owed[0], owed[0].due_at < now
    what = f": {fitted(first.what, _SHORT).rstrip()}" if wide else " · "
    said = f"{'! ' if late else ''}promise by {when(first.due_at, now)}{what}"
    return words(said, "bold $late" if late else "bold")


def promises(made: Sequence[Promise], now: datetime, hints: Hints) -> Content:
    """Return the promises of a case, in the order they were made."""
    none = hints.words("none · {case.promise} logs one", "dim")
    lines = [promise_line(each, now) for each in made] or [none]
    return joined([words("Promises", "bold underline"), *lines], "\n")
