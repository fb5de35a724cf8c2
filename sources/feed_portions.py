"""Many new entries, read a portion at a time: what breaks the parser, or its limit, costs only itself.

A portion that does is tried again in smaller ones, down to a single entry; one that breaks the parser all by
itself is left out, so that a feed never stands still behind it. Anybody may write into a feed of a forum.
"""

from collections.abc import Awaitable, Callable, Sequence

from casebook.frozen import frozen
from casebook.mention import Mention
from sources.errors import ParserBroke, ParserSlow
from sources.reading import Reading

PORTION = 100
"""Entries the parser is handed at once, so that what has gathered comes in on a busy machine too."""
_SMALLER = 5
_BREAKS = 4
"""Times the time limit may be broken in a pass: as often as it takes from a portion down to one entry."""


@frozen
class Portions:
    """What was read of some spans."""

    reading: Reading
    """One entry for each span from the first on; fewer than there are spans where the parser broke."""
    broke: bool = False
    """Whether the parser's limit was too short for something."""


async def read_portions(
    spans: Sequence[bytes], read: Callable[[Sequence[bytes]], Awaitable[Reading]]
) -> Portions | None:
    """Return what could be read: at least one entry, however little the parser can do in its time.

    Args:
        spans: The entries as they came, one or more.
        read: Reads some of them.

    Returns:
        None where not every span is one entry.

    Raises:
        Unreadable: They are no feed.
    """
    entries: list[Mention | None] = []
    flaw, ttl, size, breaks = "", None, PORTION, 0
    while len(entries) < len(spans) and breaks < _BREAKS:
        some = spans[len(entries) : len(entries) + size]
        try:
            reading = await read(some)
        except ParserBroke as error:
            breaks += isinstance(error, ParserSlow)
            size = max(1, len(some) // _SMALLER)
            entries += [None] if len(some) == 1 else []
            continue
        if len(reading.entries) != len(some):
            return None
        entries += reading.entries
        flaw, ttl = flaw or reading.flaw, reading.ttl
    return Portions(Reading(tuple(entries), flaw, ttl), bool(breaks))
