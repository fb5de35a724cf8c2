"""Style sheets as they were read at a start before: Textual reads them anew each time, in Python.

What is not whole, not ours, or was read by another Textual or for other colours is not used; then, as where
nothing is kept, the sheets are read as ever.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import Enum
from io import BytesIO
from pathlib import Path
from pickle import PickleError, Pickler, Unpickler
from typing import Any

from textual import color, geometry
from textual.css import model, parse, scalar, styles, tokenize
from textual.css.stylesheet import Stylesheet

from tui.between_starts import leave, left

_READERS = (color, geometry, model, parse, scalar, styles, tokenize)
"""What decides how a sheet is read: as with a module's own cache, by when each was written."""
_VALUES = ("textual.color", "textual.css.", "textual.geometry", "textual.layouts.")
"""Where the values of rules are declared; nothing else is made of what a file says."""

Rules = dict[tuple[Any, ...], list[model.RuleSet]]
"""What was read of each sheet, by all that decides it but the colours."""


class KeptStyles:
    """The rules of one look, in one file."""

    def __init__(self, file: Path) -> None:
        """Prepare it; the file is ours alone, and need not exist."""
        self._file = file
        self._known: Rules = {}

    def recall(self, sheets: Stylesheet) -> None:
        """Have sheets take what is kept instead of reading it; to be called when they know their colours."""
        self._known = self._read(_stamp(sheets._variables))
        for key, rules in self._known.items():
            sheets._parse_cache[key] = rules

    def keeping(self, sheets: Stylesheet) -> Callable[[], None]:
        """Return what keeps what sheets have read by now, unless it is kept already.

        It may be called anywhere, in its own time, and raises OSError where it cannot write.
        """
        cache, colours = sheets._parse_cache, dict(sheets._variables)
        read: Rules = {key: cache[key] for key in [*cache.keys()]}

        def keep() -> None:
            if not read.keys() <= self._known.keys():
                said = BytesIO()
                _Writer(said, protocol=5).dump(read)
                leave(self._file, _stamp(colours), said.getvalue())

        return keep

    def _read(self, stamp: bytes) -> Rules:
        try:
            rules: Rules = _Reader(BytesIO(left(self._file, stamp))).load()
        except (
            OSError,
            ValueError,
            PickleError,
            AttributeError,
            ImportError,
            LookupError,
            TypeError,
            EOFError,
        ):
            return {}
        return rules


class _Writer(Pickler):
    """Says of a value its class and what it is made of: to read it, nothing but classes is looked up."""

    def reducer_override(self, each: Any) -> Any:
        """Return how to make a value again."""
        match each:
            case Enum():
                return type(each), (each.value,)
            case model.Selector() | styles.Styles():
                return type(each), tuple(getattr(each, field.name) for field in fields(each))
        return NotImplemented


class _Reader(Unpickler):
    """Makes what rules are made of, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class by its name.

        Raises:
            PickleError: No rule is made of it.
        """
        if not module.startswith(_VALUES) or "." in name:
            raise PickleError(f"{module}.{name} is no value of a rule")
        found = super().find_class(module, name)
        if getattr(found, "__module__", "") != module:
            raise PickleError(f"{module}.{name} comes from elsewhere")
        return found


def _stamp(colours: Mapping[str, str]) -> bytes:
    """Return all that decides how sheets are read, besides their words."""
    files = [Path(str(each.__file__)).stat() for each in _READERS]
    by = [(each.st_mtime_ns, each.st_size) for each in files]
    return f"{sys.version!r} {by} {sorted(colours.items())}\n".encode()
