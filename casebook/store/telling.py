"""How whoever waits for the store hears what takes long."""

from collections.abc import Callable

Tell = Callable[[str], None]
"""Tells it in a line."""


def silent(said: str) -> None:
    """Tell nobody."""
