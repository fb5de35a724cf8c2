"""What stands in a stranger's record, taken only as the kind of value it should be."""

from collections.abc import Mapping
from typing import Any


def text_of(place: Mapping[str, Any], key: str) -> str:
    """Return a text; empty where there is none, or something else."""
    value = place.get(key)
    return value if isinstance(value, str) else ""
