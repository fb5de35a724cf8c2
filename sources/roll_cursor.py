"""How far the lists of a platform were read: each up to a mark, and what is known of all of them together."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from casebook.frozen import frozen

_KEPT = 3000
"""Marks of mentions kept at least, those seen last."""
_OF_EACH = 300
"""So many for each list, where there are many."""


@frozen
class StrandCursor:
    """How far one list was read."""

    mark: int = 0
    """Up to here everything was read, in seconds since 1970; 0 before the first walk to the end."""
    newest: int = 0
    """Where the mark goes once what is left over is read."""
    rest: str = ""
    """The page an earlier asking left off before; empty when nothing is left over."""
    tag: Mapping[str, str] = field(default_factory=dict)
    """What asks whether the first page has changed, as headers; with the mark of its address."""

    @classmethod
    def from_json(cls, stored: Any) -> "StrandCursor":
        """Return what is stored; what does not fit is forgotten."""
        said = stored if isinstance(stored, dict) else {}
        numbers = {name: said[name] for name in ("mark", "newest") if type(said.get(name)) is int}
        rest, tag = said.get("rest"), said.get("tag")
        return cls(
            **numbers,
            rest=rest if isinstance(rest, str) else "",
            tag=tag if isinstance(tag, dict) else {},
        )

    def to_json(self) -> dict[str, Any]:
        """Return what is stored; what says nothing is left out."""
        told = {name: getattr(self, name) for name in ("mark", "newest", "rest")}
        return {name: value for name, value in {**told, "tag": dict(self.tag)}.items() if value}

    def since(self, overlap: float) -> datetime | None:
        """Return from when on it is asked, so many seconds behind the mark; None before the first walk."""
        return datetime.fromtimestamp(self.mark, UTC) - timedelta(seconds=overlap) if self.mark else None

    def at_end(self, newest: int, now: int) -> "StrandCursor":
        """Return the cursor of a list that was read to where we were; no time to come hides the present."""
        return replace(self, mark=max(self.mark, min(max(self.newest, newest), now)), newest=0, rest="")

    def left_at(self, rest: str, newest: int) -> "StrandCursor":
        """Return the cursor of a list that goes on behind what was read of it."""
        return replace(self, rest=rest, newest=max(self.newest, newest), tag={})


@frozen
class RollCursor:
    """A platform's cursor, typed; `to_json` and `from_json` are what is stored."""

    of: str
    """Mark of what is asked, and where: with other settings, nothing here means anything."""
    begun: int
    """What was written before this is left alone, in seconds since 1970."""
    turn: str = ""
    """The list that is asked first; empty for the first of all."""
    strands: Mapping[str, StrandCursor] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    """Marks of what was said, by mark of the id; those seen last stand last."""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any], of: str, begun: int) -> "RollCursor":
        """Return what is stored for these settings; what does not fit is forgotten."""
        if stored.get("of") != of:
            return cls(of, begun)
        strands, seen, turn = (stored.get(name) for name in ("strands", "seen", "turn"))
        known = stored.get("begun")
        return cls(
            of,
            known if type(known) is int else begun,
            turn if isinstance(turn, str) else "",
            {key: StrandCursor.from_json(each) for key, each in strands.items()}
            if isinstance(strands, dict)
            else {},
            seen if isinstance(seen, dict) else {},
        )

    def to_json(self) -> dict[str, Any]:
        """Return what is stored."""
        strands = {key: each.to_json() for key, each in self.strands.items()}
        told = {name: getattr(self, name) for name in ("of", "begun", "turn")}
        return {**told, "strands": strands, "seen": dict(self.seen)}

    def strand(self, key: str) -> StrandCursor:
        """Return how far a list was read."""
        return self.strands.get(key, StrandCursor())

    def walked(self, key: str, strand: StrandCursor, seen: Mapping[str, str]) -> "RollCursor":
        """Return the cursor after a walk along a list, knowing what stood there."""
        known = {each: mark for each, mark in self.seen.items() if each not in seen} | dict(seen)
        over = len(known) - max(_KEPT, _OF_EACH * len(self.strands), 2 * len(seen))
        kept = dict(list(known.items())[over:]) if over > 0 else known
        return replace(self, strands={**self.strands, key: strand}, seen=kept)
