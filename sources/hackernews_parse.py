"""Hacker News, as the Algolia search tells it: bytes to mentions. Knows no network."""

import json
import re
from collections.abc import Mapping
from typing import Any

from casebook.frozen import frozen
from casebook.kinds import CanReply, Completeness, HealthKind, MentionKind, Precision
from casebook.mention import Mention
from sources.errors import Unreadable
from sources.html_text import from_html
from sources.links import web_link
from sources.source import Health, Parsed
from sources.text import clean_line
from sources.times import believed, from_epoch
from sources.values import text_of

SITE = "https://news.ycombinator.com"
_AT = "created_at_i"
_SEARCHED = ("title", "url", "story_text", "comment_text")
"""Where a word must stand to count; an author or a thread of that name is no mention."""


@frozen
class Hits:
    """One page of hits."""

    mentions: tuple[Mention, ...]
    """Those that hold all the words."""
    hits: int
    """How many hits there were, fitting or not."""
    pages: int
    """How many pages there are."""
    found: int
    """How many hits there are on all of them, and beyond the last one that is given."""
    lost: int
    """How many hits could not be read."""
    oldest: int | None
    """Oldest time of writing of all hits, in seconds since 1970; None where none says."""
    newest: int | None


def parse(body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return the mentions a page of hits holds; never raises for what stands in the body."""
    try:
        page = read_hits(body)
    except Unreadable as error:
        return Parsed((), Health(error.health, str(error)))
    if page.lost:
        return Parsed(page.mentions, Health(HealthKind.PARTIAL, f"{page.lost} hits could not be read"))
    return Parsed(page.mentions, Health(HealthKind.OK))


def read_hits(body: bytes) -> Hits:
    """Return one page of hits.

    Raises:
        Unreadable: It is not what the search answers with.
    """
    try:
        said = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("the search did not answer with whole JSON") from error
    hits = said.get("hits") if isinstance(said, dict) else None
    if not isinstance(hits, list):
        raise Unreadable("the search answered with JSON, but without hits: perhaps an error message")
    read = [_mention(hit) for hit in hits if _fits(hit)]
    mentions = tuple(mention for mention in read if mention is not None)
    pages, found = _count(said, "nbPages"), _count(said, "nbHits")
    times = [at for hit in hits if isinstance(hit, dict) and _when(hit) and (at := _count(hit, _AT))]
    oldest, newest = min(times, default=None), max(times, default=None)
    return Hits(mentions, len(hits), pages or 0, found or 0, len(read) - len(mentions), oldest, newest)


def _fits(hit: Any) -> bool:
    """Whether all the words stand in the text; the search also finds names, and words merely similar."""
    marked = hit.get("_highlightResult") if isinstance(hit, dict) else None
    if not isinstance(marked, dict):
        return True
    levels = [part.get("matchLevel") for part in marked.values() if isinstance(part, dict)]
    own = [marked[name].get("matchLevel") for name in _SEARCHED if isinstance(marked.get(name), dict)]
    return "full" in own or not any(level in ("full", "partial") for level in levels)


def _mention(hit: Any) -> Mention | None:
    if not isinstance(hit, dict) or not re.fullmatch(r"\d{1,15}", str(hit.get("objectID"))):
        return None
    number, author = str(hit["objectID"]), clean_line(text_of(hit, "author")) or None
    tags = hit.get("_tags")
    is_comment = hit.get("comment_text") is not None or (isinstance(tags, list) and "comment" in tags)
    text = from_html(text_of(hit, "comment_text") or text_of(hit, "story_text"))
    title = clean_line(from_html(text_of(hit, "title") or text_of(hit, "story_title"))) or None
    when = _when(hit)
    if not (text or title):
        return None
    return Mention(
        source="hackernews",
        native_id=number,
        text=text,
        kind=MentionKind.COMMENT if is_comment else MentionKind.POST,
        url=_item(number),
        title=title,
        author_handle=author,
        author_name=author,
        author_url=web_link(f"{SITE}/user?id={author}") if author else None,
        created_at=when,
        created_precision=Precision.EXACT if when else Precision.FIRST_SEEN,
        score=_count(hit, "points"),
        comments=_count(hit, "num_comments"),
        completeness=Completeness.FULL if text else Completeness.TITLE_ONLY,
        can_reply=CanReply.LINK,
        **_thread(hit, number, is_comment),
    )


def _thread(hit: Mapping[str, Any], number: str, is_comment: bool) -> dict[str, Any]:
    story = _count(hit, "story_id") if is_comment else int(number)
    parent = _count(hit, "parent_id") if is_comment else None
    return {
        "thread_root_id": str(story) if story else None,
        "thread_root_url": _item(story) if story else None,
        "reply_to_id": str(parent) if parent else None,
        "reply_to_url": _item(parent) if parent else None,
    }


def _when(hit: Mapping[str, Any]) -> Any:
    seconds = _count(hit, _AT)
    return believed(from_epoch(seconds)) if seconds is not None else None


def _item(number: int | str) -> str:
    return f"{SITE}/item?id={number}"


def _count(hit: Mapping[str, Any], key: str) -> int | None:
    """Return a number; a null of the old replies and an absent key of the new ones are both None."""
    value = hit.get(key)
    return value if type(value) is int and abs(value) < 2**53 else None
