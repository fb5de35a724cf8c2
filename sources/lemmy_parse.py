"""Lemmy, as its API 3 or 4 tells it: bytes to mentions. Knows no network."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casebook.kinds import CanReply, MentionKind, Precision
from casebook.mention import Mention
from sources.address import host_of
from sources.errors import Unreadable
from sources.links import web_link
from sources.platform import Page, page_of, parsed
from sources.source import Parsed
from sources.text import clean, clean_line
from sources.times import believed, from_iso
from sources.values import count_of, object_in, part_of, parts_of, text_of, truth_of

_LISTS = ("posts", "comments")
_MIXED = ("search", "results")
"""What API 4 calls the list of whatever it found."""
_ONES = frozenset({"post", "comment"})
_GONE = ("deleted", "removed")


def parse(body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return the mentions an answer holds; never raises for what stands in the body."""
    return parsed(lambda: page(body))


def page(body: bytes, behind: str = "") -> Page:
    """Return one page of posts or comments, or a single one of them.

    Args:
        body: As it came.
        behind: Where the next page is, should there be one.

    Raises:
        Unreadable: It is not what Lemmy answers with.
    """
    said = object_in(body, "Lemmy")
    views = [view for name in _LISTS for view in parts_of(said, name)]
    views += [each for name in _MIXED for each in parts_of(said, name) if not each.keys().isdisjoint(_ONES)]
    alone = [said[name] for name in ("post_view", "comment_view") if isinstance(said.get(name), Mapping)]
    if not (alone or any(isinstance(said.get(name), list) for name in (*_LISTS, *_MIXED))):
        raise Unreadable("Lemmy answered with JSON, but without posts: perhaps an error message")
    return page_of(map(_mention, views + alone), behind if views else "")


def cursor_in(body: bytes) -> str:
    """Return what API 4 calls the page behind this one; empty at the end."""
    return text_of(object_in(body, "Lemmy"), "next_page")


def _mention(view: Mapping[str, Any]) -> Mention | None:
    """Return a post or a comment as a mention; None where it cannot be told apart or says nothing."""
    is_comment = "comment" in view
    own, post, creator = (
        part_of(view, name) for name in ("comment" if is_comment else "post", "post", "creator")
    )
    link = web_link(text_of(own, "ap_id"))
    deleted = any(truth_of(own, name) for name in _GONE)
    title = clean_line(text_of(post, "name")) or None
    text = "" if deleted else clean(text_of(own, "content" if is_comment else "body"))
    if link is None or not (title or text or deleted):
        return None
    written, handle = (
        believed(from_iso(text_of(own, "published") or text_of(own, "published_at"))),
        _handle(creator),
    )
    return Mention(
        source="lemmy",
        native_id=link,
        text=text,
        kind=MentionKind.COMMENT if is_comment else MentionKind.POST,
        url=link,
        title=title,
        author_handle=handle,
        author_name=clean_line(text_of(creator, "display_name")) or handle,
        author_url=web_link(_home(creator)),
        created_at=written,
        created_precision=Precision.EXACT if written else Precision.FIRST_SEEN,
        edited_at=_when(own, "updated"),
        deleted=deleted,
        community=clean_line(text_of(part_of(view, "community"), "name")) or None,
        can_reply=CanReply.LINK,
        **_counts(view, is_comment=is_comment),
        **(_thread(own, post) if is_comment else {}),
    )


def _handle(creator: Mapping[str, Any]) -> str | None:
    """Return an account as people write it: of a name on one of many servers."""
    name = clean_line(text_of(creator, "name"))
    home = host_of(_home(creator))
    return (f"{name}@{home}" if home else name) or None


def _when(own: Mapping[str, Any], name: str) -> datetime | None:
    """Return a time, UTC where it says no zone; API 4 adds to its name."""
    return believed(from_iso(text_of(own, name) or text_of(own, f"{name}_at")))


def _home(creator: Mapping[str, Any]) -> str:
    """Return an account's own address; API 4 calls it by another name."""
    return text_of(creator, "actor_id") or text_of(creator, "ap_id")


def _counts(view: Mapping[str, Any], *, is_comment: bool) -> dict[str, Any]:
    counts = part_of(view, "counts") or part_of(view, "comment" if is_comment else "post")
    return {
        "score": count_of(counts, "score"),
        "likes": count_of(counts, "upvotes"),
        "comments": count_of(counts, "child_count" if is_comment else "comments"),
    }


def _thread(comment: Mapping[str, Any], post: Mapping[str, Any]) -> dict[str, Any]:
    """Return where a comment stands; of what it answers, only a post is known by its address."""
    root = web_link(text_of(post, "ap_id"))
    parent = root if text_of(comment, "path").count(".") == 1 else None
    return {
        "thread_root_id": root,
        "thread_root_url": root,
        "reply_to_id": parent,
        "reply_to_url": parent,
    }
