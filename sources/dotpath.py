"""Dot paths: where in a stranger's JSON a value stands, written as `$.issue.labels[0]["the name"]`."""

from collections.abc import Mapping, Sequence
from typing import Any

from casebook.frozen import frozen
from casebook.pattern import pattern

_STEP = pattern(r"""\.([\w-]+)|\[(-?\d{1,6})\]|\["([^"]*)"\]|\['([^']*)'\]""")
_MOST = 20
"""Steps of a path at most."""


@frozen
class DotPath:
    """A path that was understood."""

    steps: tuple[str | int, ...]
    """Keys of objects and numbers of places in lists, from the outside in."""

    def __str__(self) -> str:
        """Return it as a person would say it: `issue.labels[0]`."""
        written = "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in self.steps)
        return written.removeprefix(".") or "$"

    def value_in(self, document: Any) -> Any:
        """Return the value the path leads to; None where there is none."""
        for step in self.steps:
            document = _inside(document, step)
        return document


def dot_path(written: str) -> DotPath:
    """Return the path somebody has written.

    Raises:
        ValueError: It cannot be followed; says why.
    """
    if not written.startswith("$"):
        raise ValueError("a path begins with $, such as $.issue.body")
    steps, at = list[str | int](), 1
    while at < len(written):
        step = _STEP.match(written, at)
        if step is None or len(steps) == _MOST:
            raise ValueError(f"the path cannot be followed at {written[at : at + 20]!r}")
        steps.append(int(step[2]) if step[2] else next(part for part in step.groups() if part is not None))
        at = step.end()
    return DotPath(tuple(steps))


def _inside(document: Any, step: str | int) -> Any:
    if isinstance(step, str):
        return document.get(step) if isinstance(document, Mapping) else None
    if not isinstance(document, Sequence) or isinstance(document, str):
        return None
    return document[step] if -len(document) <= step < len(document) else None
