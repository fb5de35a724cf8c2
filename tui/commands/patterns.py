"""Patterns that a start compiles, kept for the next: Python compiles them anew each time, in Python.

Where this Python has no such compiler as we know, patterns are compiled as ever; so is each that is not
kept, or does not fit.
"""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tui.between_starts import leave, left

Known = dict[tuple[str, int], tuple[Any, ...]]
"""What Python's engine asks for to make a pattern, by its words and flags."""

_COMPILER: Any = getattr(re, "_compiler", None)
_ENGINE: Any = getattr(_COMPILER, "_sre", None)
_STAMP = f"{sys.version!r} {getattr(_ENGINE, 'MAGIC', None)}\n".encode()


@contextmanager
def kept(file: Path, *, write: bool = True) -> Iterator[None]:
    """Take the patterns that are compiled in the block from a file, and put there what was not in it.

    Args:
        file: Ours alone; it need not exist, and what is not whole or another Python's is not used.
        write: Whether it may be written.
    """
    if _ENGINE is None:
        yield
        return
    known = read(file)
    new: Known = {}
    with _compiling(known, new):
        yield
    if new and write:
        with suppress(OSError):
            _write(file, {**known, **new})


@contextmanager
def _compiling(known: Known, new: Known) -> Iterator[None]:
    """Have patterns made of what is known in the block, and noted what is not."""
    real, engine = _COMPILER.compile, _Noting()

    def compiled(pattern: Any, flags: int = 0) -> Any:
        key = pattern, flags
        if type(pattern) is not str:
            return real(*key)
        if key in known:
            with suppress(TypeError, ValueError, RuntimeError, OverflowError):
                return _ENGINE.compile(pattern, *known[key])
        made = real(*key)
        new[key] = engine.parts[made]
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

    def compile(self, pattern: Any, *parts: Any) -> Any:
        """Make a pattern."""
        made = _ENGINE.compile(pattern, *parts)
        self.parts[made] = parts
        return made


def read(file: Path) -> Known:
    """Return what a file keeps; nothing, where it is not there, not whole, or another Python's."""
    try:
        patterns = json.loads(left(file, _STAMP))
    except (OSError, ValueError):
        return {}
    return {(pattern, asked): (*parts, tuple(names)) for pattern, asked, *parts, names in patterns}


def _write(file: Path, known: Known) -> None:
    leave(file, _STAMP, json.dumps([[*key, *parts] for key, parts in known.items()]).encode())
