"""How far a search over Hacker News was read: up to a mark, or down from the top while there is too much."""

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from casebook.frozen import frozen

_KEPT = 2000
"""Hits kept at least, those with the highest numbers: they are the latest."""


@frozen
class HackerNewsCursor:
    """A search's cursor, typed; `to_json` and `from_json` are what is stored."""

    of: str
    """Mark of what is asked, and where: with other settings, nothing here means anything."""
    mark: int = 0
    """Up to here everything was read, in seconds since 1970; 0 before the first answer."""
    below: int = 0
    """While hits are left over from an earlier asking: they were written before this; else 0."""
    newest: int = 0
    """Where the mark goes once those are read."""
    seen: Mapping[str, str] = field(default_factory=dict)
    """Marks of known hits by their number."""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any], of: str) -> "HackerNewsCursor":
        """Return what is stored for these settings; what does not fit is forgotten."""
        if stored.get("of") != of:
            return cls(of)
        numbers = {
            name: stored[name] for name in ("mark", "below", "newest") if type(stored.get(name)) is int
        }
        seen = stored.get("seen")
        known = {key: mark for key, mark in seen.items() if key.isdecimal()} if isinstance(seen, dict) else {}
        return cls(of, **numbers, seen=known)

    def to_json(self) -> dict[str, Any]:
        """Return what is stored."""
        told = {name: getattr(self, name) for name in ("of", "mark", "below", "newest")}
        return {**told, "seen": dict(self.seen)}

    def knowing(self, seen: Mapping[str, str]) -> "HackerNewsCursor":
        """Return the cursor that knows these hits too."""
        known = {**self.seen, **seen}
        latest = sorted(known, key=int, reverse=True)[: max(_KEPT, len(seen))]
        return replace(self, seen={number: known[number] for number in latest})

    def through(self, newest: int) -> "HackerNewsCursor":
        """Return the cursor of a search that was read to its end; the newest hit's time becomes the mark."""
        return replace(self, mark=max(self.mark, self.newest, newest), below=0, newest=0)

    def down_to(self, oldest: int, newest: int) -> "HackerNewsCursor | None":
        """Return the cursor of a search that was read only down to a time; None where that leads nowhere.

        That second is asked for once more, for it may hold more hits; then it is left behind.
        """
        if self.below and oldest >= self.below:
            return None
        again = oldest + 1
        below = oldest if again == self.below else again
        return replace(self, below=below, newest=max(self.newest, newest))
