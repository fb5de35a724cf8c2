"""A flood: nearly all of a feed new at once, though written long ago, as when a site has moved.

What floods is known, but held back, until the responder says what is to become of it; what was written since
comes in meanwhile.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta

from casebook.document import to_ms
from casebook.mention import Mention
from sources.feed_cursor import HELD, FeedCursor
from sources.feed_news import News
from sources.feed_window import mark_of
from sources.settings.feed import Flood

_PART = 0.8
"""Part of a feed that is new at once."""
_FEWEST = 5
"""Entries of a feed of which this is odd: of two or three, all may well be new."""
_LATE = timedelta(days=1) // timedelta(milliseconds=1)
"""Milliseconds an entry may be older than the newest we knew, and still be news: some appear late."""
_UNDATED = 1
"""The bound where no entry ever had a date."""
DO = 'say flood = "take" in the settings, and they come in, or "leave", and they do not; until then they wait'


def settled(known: FeedCursor, flood: Flood) -> FeedCursor:
    """Return the cursor after what the responder has said of what is held back."""
    if not known.flood or flood is Flood.ASK:
        return known
    if flood is Flood.LEAVE:
        seen = {mark: key.removeprefix(HELD) for mark, key in known.seen.items()}
        return replace(known, seen=seen, flood=0, flaw="", lossy=False)
    seen = {mark: key for mark, key in known.seen.items() if not key.startswith(HELD)}
    return replace(known, seen=seen, flood=0, flaw="", lossy=False, digest="", etag="", modified="")


def sifted(found: News, known: FeedCursor, flood: Flood) -> tuple[News, FeedCursor]:
    """Return what is news of what was found, and the cursor that knows what is held back.

    Args:
        found: What a feed holds that nobody knew.
        known: The cursor before that.
        flood: What the responder has said is to be done with a flood.
    """
    bound = known.flood or _bound(found, known) if flood is not Flood.TAKE else 0
    old = {_key(each) for each in found.mentions if bound and _before(each, bound)}
    held = old - {key.removeprefix(HELD) for key in known.seen.values()}
    news = replace(found, mentions=tuple(each for each in found.mentions if _key(each) not in held))
    if flood is Flood.LEAVE:
        return news, _newer(known, news)
    news = replace(news, marks=_marked(found.marks, held))
    waiting = sum(key.startswith(HELD) for key in news.marks.values())
    if waiting:
        say = f"{waiting} of its {len(news.marks)} entries were new at once, though written before: held back"
        news = replace(news, flaw=news.flaw or say, lossy=True)
    return news, replace(_newer(known, news), flood=bound if waiting else 0)


def _bound(found: News, known: FeedCursor) -> int:
    """Return before when an entry must be written to be part of a flood; 0 where there is none."""
    total = len(found.marks) + found.left
    keys = {key.removeprefix(HELD) for key in known.seen.values()}
    new = [each for each in found.mentions if _key(each) not in keys]
    if not known.seen or total < _FEWEST or len(new) + found.left <= _PART * total:
        return 0
    bound = known.newest - _LATE if known.newest else _UNDATED
    return bound if 2 * sum(_before(each, bound) for each in new) > len(new) else 0


def _before(mention: Mention, bound: int) -> bool:
    return mention.created_at is None or to_ms(mention.created_at) < bound


def _key(mention: Mention) -> str:
    return mark_of(mention.native_id.encode())


def _marked(marks: Mapping[str, str], held: Collection[str]) -> dict[str, str]:
    return {mark: f"{HELD}{key}" if key in held else key for mark, key in marks.items()}


def _newer(known: FeedCursor, news: News) -> FeedCursor:
    """Return the cursor that knows when the newest entry was written."""
    times = [to_ms(each.created_at) for each in news.mentions if each.created_at is not None]
    return replace(known, newest=max([known.newest, *times]))
