"""Durations as a person writes them: "90s", "5m", "1h30m", "1.5h", "2d"."""

import re
from datetime import timedelta
from typing import Annotated, Any

Seconds = Annotated[float, "written as a number or as a duration"]
"""The type of a record's field that counts seconds."""

LONGEST = 1_000_000 * 86_400
"""Seconds; any longer, and a date that much later is past the last year a date can have."""

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")
_WHOLE = re.compile(rf"\s*(?:{_PART.pattern}\s*)+")


def seconds(written: Any) -> float | None:
    """Return the seconds a number or a text means; None if it is no duration, or longer than any."""
    found = _counted(written)
    return float(found) if found is not None and 0 <= found <= LONGEST else None


def _counted(written: Any) -> float | None:
    if isinstance(written, int | float) and not isinstance(written, bool):
        return written
    if not isinstance(written, str) or not _WHOLE.fullmatch(written):
        return None
    return sum(float(number) * _SECONDS[unit] for number, unit in _PART.findall(written))


def span(length: timedelta) -> str:
    """Return a length of time in one unit, e.g. "3m", "2h", "5d"; below a minute "now"."""
    seconds = int(abs(length).total_seconds())
    for unit, size in (("y", 365 * 86400), ("d", 86400), ("h", 3600), ("m", 60)):
        if seconds >= size:
            return f"{seconds // size}{unit}"
    return "now"


def spelled(length: timedelta) -> str:
    """Return a length of time to the minute, e.g. "30m", "2h 30m", "3d 4h"; below a minute "less than 1m"."""
    minutes, found = int(abs(length).total_seconds()) // 60, list[str]()
    for unit, size in (("d", 24 * 60), ("h", 60), ("m", 1)):
        if minutes >= size:
            found.append(f"{minutes // size}{unit}")
            minutes %= size
    return " ".join(found) or "less than 1m"
