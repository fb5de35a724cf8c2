"""Patterns that are compiled when they are first used, for modules that load at every start.

Compiling the patterns of this house takes longer than importing some of its rooms; a given run needs few.
"""

import re
from typing import Any, cast


class _Late:
    """Stands for a pattern, and has what the pattern has from the first use on."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what Python itself asks for is not a use
            raise AttributeError(name)
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` would, for its methods and attributes; a text that is no pattern fails late.

    Args:
        text: As `re` reads it.
        flags: As `re` takes them.
    """
    return cast(re.Pattern[str], _Late(text, flags))
