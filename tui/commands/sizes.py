"""Figures of the store in words."""

from collections.abc import Mapping

from casebook.store.copies import Copy

_TOLD = ("mentions", "cases", "notes", "follow_ups", "customers")
"""The tables a responder asks after."""


def in_words(counts: Mapping[str, int]) -> str:
    """Return how much there is, e.g. "1,203 mentions, 1 case, 0 notes"."""
    return ", ".join(_many(counts[name], name.replace("_", "-")) for name in _TOLD)


def copied(copy: Copy) -> str:
    """Return what a copy holds, and its size."""
    return f"{in_words(copy.counts)} ({_size(copy.size)})"


def _many(number: int, nouns: str) -> str:
    return f"{number:,} {nouns if number != 1 else nouns.removesuffix('s')}"


def _size(size: int) -> str:
    kilo = size / 1000
    return f"{kilo:,.0f} kB" if kilo < 1000 else f"{kilo / 1000:,.1f} MB"
