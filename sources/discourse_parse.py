"""Discourse, as its JSON tells it: bytes to mentions. Knows no network."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from casebook.kinds import CanReply, Completeness, HealthKind, MentionKind, Precision, ReachKind
from casebook.mention import Mention
from casebook.pattern import pattern
from sources.address import base_of, host_of
from sources.errors import Refused, Unreadable
from sources.html_text import from_html
from sources.links import web_link
from sources.platform import Page, page_of, parsed
from sources.source import Parsed
from sources.text import clean_line
from sources.times import believed, from_iso
from sources.values import count_of, object_in, part_of, parts_of, text_of, truth_of

_WRITTEN = 1
"""The sort of post people write; the others tell of a topic that was closed, moved or pinned."""
_LIKED = 2
_WALL = "the search gives ten pages at most: the oldest of what it found cannot be read"
_INSIDE = pattern(r"/(?:posts?(?:/\d+)?|search|latest|t/.*)(?:\.json)?$", re.DOTALL)


def parse(body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return the mentions an answer holds; never raises for what stands in the body."""
    return parsed(lambda: page(body, _INSIDE.sub("", base_of(url))))


def page(body: bytes, forum: str) -> Page:
    """Return one page of posts: the latest of all, those of a topic, what a search found, or a single one.

    Args:
        body: As it came.
        forum: Its address, without a slash at the end; empty where nobody knows it.

    Raises:
        Unreadable: It is not what Discourse answers with.
        Refused: It says no, with status 200.
    """
    said = object_in(body, "the forum")
    if isinstance(said.get("grouped_search_result"), Mapping):
        return _found(said, forum)
    if isinstance(said.get("latest_posts"), list):
        return _page(parts_of(said, "latest_posts"), {}, forum)
    if isinstance(part_of(said, "post_stream").get("posts"), list):
        return _page(parts_of(part_of(said, "post_stream"), "posts"), {count_of(said, "id"): said}, forum)
    if "post_number" in said:
        return _page([said], {}, forum)
    raise Unreadable("the forum answered with JSON, but without posts: perhaps an error message")


def _found(said: Mapping[str, Any], forum: str) -> Page:
    """Return what a search found: of a post only what stands around the words, of its topic the title."""
    result = part_of(said, "grouped_search_result")
    if error := clean_line(text_of(result, "error")):
        raise Refused(f"the forum did not search: {error[:200]}", HealthKind.ERROR, None, None)
    topics = {count_of(each, "id"): each for each in parts_of(said, "topics")}
    found = _page(parts_of(said, "posts"), topics, forum)
    return replace(found, wall=_WALL if truth_of(result, "more_full_page_results") else "")


def _page(posts: list[Mapping[str, Any]], topics: Mapping[int | None, Mapping[str, Any]], forum: str) -> Page:
    written = [each for each in posts if each.get("post_type", _WRITTEN) == _WRITTEN]
    read = page_of(_mention(each, topics.get(count_of(each, "topic_id"), {}), forum) for each in written)
    return replace(read, hits=len(posts))


def _mention(post: Mapping[str, Any], topic: Mapping[str, Any], forum: str) -> Mention | None:
    """Return a post as a mention; None where it cannot be told apart or says nothing."""
    number, place = count_of(post, "id"), count_of(post, "post_number")
    deleted = bool(post.get("deleted_at")) or any(truth_of(post, name) for name in ("user_deleted", "hidden"))
    text, completeness = _said(post)
    title = clean_line(text_of(post, "topic_title") or text_of(topic, "title")) or None
    if number is None or not (text or title or deleted):
        return None
    written, edited = (believed(from_iso(text_of(post, name))) for name in ("created_at", "updated_at"))
    thread = _thread(post, topic, forum)
    return Mention(
        source="discourse",
        native_id=f"{_place(forum)}/p/{number}",
        text="" if deleted else text,
        kind=MentionKind.COMMENT if place is not None and place > 1 else MentionKind.POST,
        url=_link(thread["thread_root_url"], place),
        title=title,
        created_at=written,
        created_precision=Precision.EXACT if written else Precision.FIRST_SEEN,
        edited_at=edited if edited and written and edited > written else None,
        deleted=deleted,
        completeness=completeness,
        can_reply=CanReply.LINK if forum else CanReply.NONE,
        **_author(post, forum),
        **_counts(post),
        **thread,
    )


def _said(post: Mapping[str, Any]) -> tuple[str, Completeness]:
    if text := from_html(text_of(post, "cooked")):
        return text, Completeness.FULL
    blurb = from_html(text_of(post, "blurb"))
    return blurb, Completeness.SNIPPET if blurb else Completeness.TITLE_ONLY


def _author(post: Mapping[str, Any], forum: str) -> dict[str, Any]:
    """Return who wrote it; a handle is one forum's own, so it says which."""
    handle = clean_line(text_of(post, "username"))
    home = host_of(forum)
    trust = count_of(post, "trust_level")
    return {
        "author_handle": (f"{handle}@{home}" if handle and home else handle) or None,
        "author_name": clean_line(text_of(post, "name")) or handle or None,
        "author_url": web_link(f"{forum}/u/{handle}") if handle and forum else None,
        "author_reach": trust,
        "author_reach_kind": ReachKind.TRUST_LEVEL if trust is not None else None,
    }


def _counts(post: Mapping[str, Any]) -> dict[str, Any]:
    likes = [each for each in parts_of(post, "actions_summary") if count_of(each, "id") == _LIKED]
    return {
        "likes": count_of(likes[0], "count") if likes else count_of(post, "like_count"),
        "comments": count_of(post, "reply_count"),
        "reposts": count_of(post, "quote_count"),
    }


def _thread(post: Mapping[str, Any], topic: Mapping[str, Any], forum: str) -> dict[str, Any]:
    """Return the topic a post stands in; what it answers is known by its number there."""
    number = count_of(post, "topic_id")
    slug = clean_line(text_of(post, "topic_slug") or text_of(topic, "slug")) or "-"
    root = web_link(f"{forum}/t/{slug}/{number}") if forum and number is not None else None
    answered = count_of(post, "reply_to_post_number")
    return {
        "thread_root_id": f"{_place(forum)}/t/{number}" if number is not None else None,
        "thread_root_url": root,
        "reply_to_url": _link(root, answered) if answered is not None else None,
    }


def _place(forum: str) -> str:
    """Return what tells one forum from another: host and folder."""
    return forum.partition("//")[2].rpartition("@")[2].lower()


def _link(root: str | None, place: int | None) -> str | None:
    return f"{root}/{place}" if root and place is not None else root
