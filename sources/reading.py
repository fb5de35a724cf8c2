"""What a parser makes of a feed: every entry in its order, the unreadable ones as gaps."""

from casebook.frozen import frozen
from casebook.mention import Mention

MOST = 5000
"""Entries of a feed that are looked at, the first ones: no honest feed has more, and each costs its mark."""
TOO_MANY = f"the feed holds more than {MOST} entries: the others are not read"


@frozen
class Reading:
    """A feed as it was read."""

    entries: tuple[Mention | None, ...]
    """None where an entry holds nothing anybody could read."""
    flaw: str = ""
    """What is wrong with the feed as a whole, in words."""
    ttl: float | None = None
    """Seconds the feed itself asks to be left alone."""

    @property
    def lost(self) -> str:
        """How many entries could not be read, in words; empty when all could."""
        gaps = sum(entry is None for entry in self.entries)
        return f"{gaps} of {len(self.entries)} entries could not be read" if gaps else ""
