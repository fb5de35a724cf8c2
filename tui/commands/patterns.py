"""Patterns taken from what was compiled before: Python compiles them anew each time, in Python.

Where this Python has no such compiler as we know, patterns are compiled as ever; so is each that is not
known, or does not fit.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

Patterns = dict[tuple[str, int], tuple[Any, ...]]
"""What Python's engine asks for to make a pattern, by its words and flags."""

_COMPILER: Any = getattr(re, "_compiler", None)
_ENGINE: Any = getattr(_COMPILER, "_sre", None)
MAGIC = getattr(_ENGINE, "MAGIC", None)
"""What says of an engine which patterns it can take."""


@contextmanager
def compiling(known: Patterns, new: Patterns) -> Iterator[None]:
    """Have patterns made of what is known in the block, and noted what is not."""
    if _ENGINE is None:
        yield
        return
    real, engine = _COMPILER.compile, _Noting()

    def compiled(pattern: Any, flags: int = 0) -> Any:
        key = pattern, flags
        if type(pattern) is not str:
            return real(*key)
        if key in known:
            with suppress(TypeError, ValueError, RuntimeError, OverflowError):
                return _ENGINE.compile(pattern, *known[key])
        made = real(*key)
        new[pattern, int(flags)] = engine.parts[made]
        return made

    _COMPILER.compile, _COMPILER._sre = compiled, engine
    try:
        yield
    finally:
        _COMPILER.compile, _COMPILER._sre = real, _ENGINE


class _Noting:
    """Python's engine, noting what it makes each pattern of."""

    def __init__(self) -> None:
        self.parts: dict[Any, tuple[Any, ...]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(_ENGINE, name)

    def compile(self, pattern: Any, flags: int, code: list[int], *parts: Any) -> Any:
        """Make a pattern."""
        made = _ENGINE.compile(pattern, flags, code, *parts)
        self.parts[made] = int(flags), [*map(int, code)], *parts  # they are plain numbers but for their names
        return made
