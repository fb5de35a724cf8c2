"""How far a feed was read: what the server gave to ask with next time, and which entries are known."""

from collections.abc import Iterable, Mapping
from dataclasses import Field, dataclass, fields, replace
from typing import Any

from sources.address import shown
from sources.kit import Reply

_KEPT = 500
"""Marks kept at least, so that an entry which comes back is known; never fewer than two feeds' worth."""
_TWICE = 2
"""A permanent redirect is believed when it is seen this often in a row."""


@dataclass(frozen=True, slots=True)
class FeedCursor:
    """A feed's cursor, typed; `to_json` and `from_json` are what is stored."""

    etag: str = ""
    modified: str = ""
    digest: str = ""
    """Mark of the whole body."""
    seen: tuple[str, ...] = ()
    """Marks of known entries, the newest feed's first."""
    flaw: str = ""
    """What was wrong with the feed when it was last read; true until it changes."""
    url: str = ""
    """Where it moved for good, if it did."""
    moved: str = ""
    """Where it says it moved."""
    moves: int = 0
    """How often in a row it said so."""
    ttl: float = 0.0
    """Seconds the feed itself asks to be left alone."""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "FeedCursor":
        """Return what is stored; what does not fit is forgotten, and costs one full reading."""
        known = {each.name: stored[each.name] for each in fields(cls) if _fits(each, stored)}
        seen = stored.get("seen")
        marks = (
            tuple(mark for mark in seen if isinstance(mark, str)) if isinstance(seen, list | tuple) else ()
        )
        return cls(**known, seen=marks)

    def to_json(self) -> dict[str, Any]:
        """Return what is stored."""
        told = {name: getattr(self, name) for name in self.__slots__ if getattr(self, name)}
        return {**told, "seen": list(self.seen)}

    def validators(self) -> dict[str, str]:
        """Return the headers that let a server say "nothing new": exactly what it gave us, both together."""
        pairs = (("if-none-match", self.etag), ("if-modified-since", self.modified))
        return {name: value for name, value in pairs if value}

    def same(self, reply: Reply, digest: str) -> bool:
        """Whether a full answer still says that nothing changed: the same tag, or the same bytes."""
        tag = "" if _mistrusted(reply) else reply.headers.get("etag", "")
        return bool(self.digest) and (digest == self.digest or (bool(tag) and tag == self.etag))

    def told(self, reply: Reply, digest: str) -> "FeedCursor":
        """Return the cursor after a whole answer."""
        trusted = {} if _mistrusted(reply) else reply.headers
        return replace(
            self,
            etag=trusted.get("etag", ""),
            modified=trusted.get("last-modified", ""),
            digest=digest,
        )

    def knowing(self, marks: Iterable[str]) -> "FeedCursor":
        """Return the cursor that knows the feed's present entries, and the older ones behind them."""
        present = list(dict.fromkeys(marks))
        older = [mark for mark in self.seen if mark not in set(present)]
        return replace(self, seen=tuple((present + older)[: max(_KEPT, 2 * len(present))]))

    def heard_from(self, reply: Reply) -> "FeedCursor":
        """Return the cursor that minds a move: told twice in a row, it is believed."""
        if not reply.moved or shown(reply.moved) != reply.moved:  # what may hold a secret is not kept
            return replace(self, moved="", moves=0) if self.moved else self
        moves = self.moves + 1 if reply.moved == self.moved else 1
        if moves >= _TWICE:
            return replace(self, url=reply.moved, moved="", moves=0)
        return replace(self, moved=reply.moved, moves=moves)


def _mistrusted(reply: Reply) -> bool:
    """Whether the server says its answers are stale at once: then its tags mean nothing."""
    return reply.headers.get("expires", "").strip() == "0"


def _fits(each: Field[Any], stored: Mapping[str, Any]) -> bool:
    return each.name != "seen" and type(stored.get(each.name)) is type(each.default)
