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


_GAPS = 16
"""Gaps of one list that are remembered apart."""


@frozen
class Gap:
    """A stretch of a list that is still to be read."""

    url: str
    """Where it begins, with what was written last."""
    floor: int
    """Where it ends, in seconds since 1970; 0 where all behind it is unread."""

    @classmethod
    def from_json(cls, stored: Any) -> "Gap | None":
        """Return what is stored; None for what does not fit."""
        match stored:
            case [str(url), int(floor)]:
                return cls(url, floor)
        return None


@frozen
class StrandCursor:
    """How far one list was read."""

    mark: int = 0
    """Up to here everything was read but for the gaps, in seconds since 1970; 0 before the first walk."""
    gaps: tuple[Gap, ...] = ()
    """What lies behind the mark and was not reached, the newest first."""
    tag: Mapping[str, str] = field(default_factory=dict)
    """What asks whether the first page has changed, as headers; with the mark of its address."""

    @classmethod
    def from_json(cls, stored: Any) -> "StrandCursor":
        """Return what is stored; what does not fit is forgotten."""
        said = stored if isinstance(stored, dict) else {}
        mark, gaps, tag = said.get("mark"), said.get("gaps"), said.get("tag")
        read = map(Gap.from_json, gaps if isinstance(gaps, list) else ())
        return cls(
            mark if type(mark) is int else 0,
            tuple(each for each in read if each is not None),
            tag if isinstance(tag, dict) else {},
        )

    def to_json(self) -> dict[str, Any]:
        """Return what is stored; what says nothing is left out."""
        gaps = [[each.url, each.floor] for each in self.gaps]
        told = {"mark": self.mark, "gaps": gaps, "tag": dict(self.tag)}
        return {name: value for name, value in told.items() if value}

    def since(self, overlap: float) -> datetime | None:
        """Return from when on it is asked, so many seconds behind the mark; None before the first walk."""
        return after(self.mark, overlap)

    def read_to(self, newest: int, now: int, tag: Mapping[str, str]) -> "StrandCursor":
        """Return the cursor of a list that was read from its newest; no time to come hides the present."""
        return replace(self, mark=max(self.mark, min(newest, now)), tag=tag)

    def left_at(self, url: str, newest: int, now: int) -> "StrandCursor":
        """Return the cursor of a list of which only the newest was read: the rest is a gap.

        Of too many gaps the two oldest become one, and what lies between them is read twice.
        """
        gaps = (Gap(url, self.mark), *self.gaps)
        if len(gaps) > _GAPS:
            gaps = (*gaps[:-2], Gap(gaps[-2].url, gaps[-1].floor))
        return replace(self.read_to(newest, now, {}), gaps=gaps)

    def gap_at(self, url: str) -> "StrandCursor":
        """Return the cursor with its newest gap read as far as a page, or closed where that is empty."""
        first, *others = self.gaps
        return replace(self, gaps=(*([Gap(url, first.floor)] if url else []), *others))

    def again(self) -> "StrandCursor":
        """Return the cursor of a list whose newest gap can no longer be asked for: it is looked for anew."""
        first, *others = self.gaps
        return replace(self, mark=min(self.mark, first.floor), gaps=tuple(others), tag={})


def after(mark: int, overlap: float) -> datetime | None:
    """Return the time so many seconds before a mark; None where there is none."""
    return datetime.fromtimestamp(mark, UTC) - timedelta(seconds=overlap) if mark else None


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
