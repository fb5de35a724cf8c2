"""Hacker News, as the Algolia search tells it: bytes to mentions. Knows no network."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from casebook.frozen import frozen
from casebook.kinds import CanReply, Completeness, MentionKind, Precision
from casebook.mention import Mention
from sources.errors import Unreadable
from sources.html_text import from_html
from sources.links import web_link
from sources.platform import Page, page_of, parsed
from sources.source import Parsed
from sources.text import clean_line
from sources.times import believed, from_epoch
from sources.values import count_of, id_of, object_in, part_of, parts_of, text_of

SITE = "https://news.ycombinator.com"
_AT = "created_at_i"
_NUMBER = re.compile(r"\d{1,15}", re.ASCII)
_SEARCHED = ("title", "url", "story_text", "comment_text")
"""Where a word must stand to count; an author or a thread of that name is no mention."""


@frozen
class Hits:
    """One page of hits."""

    page: Page
    """Of its mentions those that hold all the words; its hits and times are of all, fitting or not."""
    pages: int
    """How many pages there are."""
    found: int
    """How many hits there are on all of them, and beyond the last one that is given."""


def parse(body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return the mentions a page of hits holds; never raises for what stands in the body."""
    return parsed(lambda: read_hits(body).page)


def read_hits(body: bytes) -> Hits:
    """Return one page of hits.

    Raises:
        Unreadable: It is not what the search answers with.
    """
    said = object_in(body, "the search")
    if not isinstance(said.get("hits"), list):
        raise Unreadable("the search answered with JSON, but without hits: perhaps an error message")
    hits = parts_of(said, "hits")
    read = page_of(_mention(hit) for hit in hits if _fits(hit))
    times = [when for hit in hits if (when := _when(hit)) is not None]
    page = replace(read, hits=len(hits), oldest=min(times, default=None), newest=max(times, default=None))
    return Hits(page, count_of(said, "nbPages") or 0, count_of(said, "nbHits") or 0)


def _fits(hit: Mapping[str, Any]) -> bool:
    """Whether all the words stand in the text; the search also finds names, and words merely similar."""
    marked = part_of(hit, "_highlightResult")
    levels = [text_of(part_of(marked, name), "matchLevel") for name in marked]
    own = [text_of(part_of(marked, name), "matchLevel") for name in _SEARCHED]
    return "full" in own or not any(level in ("full", "partial") for level in levels)


def _mention(hit: Mapping[str, Any]) -> Mention | None:
    number = id_of(hit, "objectID")
    if not _NUMBER.fullmatch(number):
        return None
    author = clean_line(text_of(hit, "author")) or None
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
        score=count_of(hit, "points"),
        comments=count_of(hit, "num_comments"),
        completeness=Completeness.FULL if text else Completeness.TITLE_ONLY,
        can_reply=CanReply.LINK,
        **_thread(hit, number, is_comment),
    )


def _thread(hit: Mapping[str, Any], number: str, is_comment: bool) -> dict[str, Any]:
    story = count_of(hit, "story_id") if is_comment else int(number)
    parent = count_of(hit, "parent_id") if is_comment else None
    return {
        "thread_root_id": str(story) if story else None,
        "thread_root_url": _item(story) if story else None,
        "reply_to_id": str(parent) if parent else None,
        "reply_to_url": _item(parent) if parent else None,
    }


def _when(hit: Mapping[str, Any]) -> datetime | None:
    seconds = count_of(hit, _AT)
    return believed(from_epoch(seconds)) if seconds is not None else None


def _item(number: int | str) -> str:
    return f"{SITE}/item?id={number}"
