"""How far Jetstream was heard: up to a moment of its own clock, and what was told since shortly before."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any

from casebook.frozen import frozen

OVERLAP = 5_000_000
"""Microseconds that are heard once more when a line is opened anew: events stand nearly in order."""
_KEPT = 10_000
"""Marks kept at most: a server whose clock stands still would let them grow for ever."""


@frozen
class JetstreamCursor:
    """A cursor, typed; `to_json` and `from_json` are what is stored."""

    time: int = 0
    """Microseconds since 1970 up to which all was heard; 0 before anything was."""
    told: Mapping[str, int] = field(default_factory=dict)
    """When each of the last posts was told, by its mark."""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "JetstreamCursor":
        """Return what is stored; what does not fit is forgotten."""
        time, told = stored.get("time_us"), stored.get("told")
        known = told.items() if isinstance(told, dict) else ()
        return cls(
            time if type(time) is int and time > 0 else 0,
            {str(mark): at for mark, at in known if type(at) is int},
        )

    def to_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return {"time_us": self.time, "told": dict(self.told)}

    def heard(self, latest: int, marks: Iterable[str], now: int) -> "JetstreamCursor":
        """Return the cursor after some lines; a clock that is ahead of ours hides nothing of the present.

        Args:
            latest: When the last of them was.
            marks: What was told of them.
            now: Microseconds since 1970 by our own clock.
        """
        time = max(self.time, min(latest, now))
        known = {**self.told, **dict.fromkeys(marks, time)}
        kept = [(mark, at) for mark, at in known.items() if at >= time - 2 * OVERLAP]
        return JetstreamCursor(time, dict(kept[-_KEPT:]))
