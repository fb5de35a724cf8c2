"""How far a feed was read: what the server gave to ask with next time, and which entries are known."""

from collections.abc import Mapping
from dataclasses import Field, field, fields, replace
from datetime import datetime
from typing import Any

from casebook.document import to_ms
from casebook.frozen import frozen
from sources.address import shown
from sources.feed_window import mark_of
from sources.kit import Reply
from sources.validators import validators

_KEPT = 500
"""Marks kept at least, so that an entry which comes back is known; never fewer than two feeds' worth."""
_TWICE = 2
"""A permanent redirect is believed when it is seen this often in a row."""
HELD = "?"
"""What the key of an entry begins with that is known, but held back until somebody decides."""


@frozen
class FeedCursor:
    """A feed's cursor, typed; `to_json` and `from_json` are what is stored."""

    of: str = ""
    """Mark of the address in the settings: with another one, nothing here means anything."""
    etag: str = ""
    modified: str = ""
    digest: str = ""
    """Mark of the whole body."""
    seen: Mapping[str, str] = field(default_factory=dict)
    """Marks of known entries, each with its entry's key ("" where it has none); the newest feed's first.

    An entry that was edited is known by its latest mark alone, so that an edit taken back is news again.
    """
    flaw: str = ""
    """What was wrong with what was read last; kept while the body stays the same."""
    lossy: bool = False
    """Whether that cost us entries; a blemish that costs nothing is only told."""
    url: str = ""
    """Where it moved for good, if it did."""
    moved: str = ""
    """Where it says it moved."""
    moves: int = 0
    """How often in a row it said so."""
    ttl: float = 0.0
    """Seconds the feed itself asks to be left alone."""
    since: int = 0
    """Milliseconds since 1970: what was written before it first answered, less the backfill, is no news."""
    newest: int = 0
    """Milliseconds since 1970: when the newest entry we told of was written."""
    missed: int = 0
    """How often in a row a page behind the first could not be had, so that all of it is asked for again."""
    flood: int = 0
    """Milliseconds since 1970: what was written before this is held back; 0 where nothing is."""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any], url: str, rule: str = "") -> "FeedCursor":
        """Return what is stored; what does not fit is forgotten, and costs one full reading.

        Args:
            stored: As `to_json` gave it; of another address, all of it is forgotten.
            url: The feed's address in the settings.
            rule: What it is listened to for, written out. By another rule other entries may be meant that
                are known already: then it is read anew as well, as far back as at first.
        """
        of = mark_of(f"{url}\0{rule}".encode() if rule else url.encode())
        if stored.get("of") != of:
            return cls(of)
        known = {each.name: stored[each.name] for each in fields(cls) if _fits(each, stored)}
        return cls(**known, seen=_marks(stored.get("seen")))

    def to_json(self) -> dict[str, Any]:
        """Return what is stored."""
        told = {each.name: value for each in fields(self) if (value := getattr(self, each.name))}
        return {**told, "seen": dict(self.seen)}

    def validators(self) -> dict[str, str]:
        """Return the headers that let a server say "nothing new": exactly what it gave us, both together."""
        pairs = (("if-none-match", self.etag), ("if-modified-since", self.modified))
        return {name: value for name, value in pairs if value}

    def told(self, reply: Reply, digest: str) -> "FeedCursor":
        """Return the cursor after a whole answer."""
        given = validators(reply.headers)
        etag, modified = given.get("if-none-match", ""), given.get("if-modified-since", "")
        return replace(self, etag=etag, modified=modified, digest=digest, missed=0)

    def knowing(self, marks: Mapping[str, str]) -> "FeedCursor":
        """Return the cursor that knows the feed's present entries, and those that left it behind them."""
        present = set(marks.values()) - {""}
        gone = {mark: key for mark, key in self.seen.items() if mark not in marks and key not in present}
        kept = max(_KEPT, 2 * len(marks))
        return replace(self, seen=dict(list({**marks, **gone}.items())[:kept]))

    def begun(self, now: datetime, backfill: float) -> "FeedCursor":
        """Return the cursor that knows how far back to read: told at the first answer, for good."""
        if self.seen or self.since:
            return self
        return replace(self, since=max(1, to_ms(now) - int(backfill * 1000)))

    def heard_from(self, reply: Reply) -> "FeedCursor":
        """Return the cursor that minds a move: told twice in a row, it is believed."""
        if not reply.moved or shown(reply.moved) != reply.moved:  # what may hold a secret is not kept
            return replace(self, moved="", moves=0) if self.moved else self
        moves = self.moves + 1 if reply.moved == self.moved else 1
        if moves >= _TWICE:
            return replace(self, url=reply.moved, moved="", moves=0)
        return replace(self, moved=reply.moved, moves=moves)


def _fits(each: Field[Any], stored: Mapping[str, Any]) -> bool:
    return each.name != "seen" and type(stored.get(each.name)) is type(each.default)


def _marks(stored: Any) -> dict[str, str]:
    if not isinstance(stored, Mapping):
        return {}
    return {mark: key for mark, key in stored.items() if isinstance(mark, str) and isinstance(key, str)}
