"""Bluesky, as its API tells it: bytes to mentions. Knows no network."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from casebook.kinds import CanReply, LangSource, MentionKind, Precision, ReachKind
from casebook.mention import Mention
from casebook.pattern import pattern
from sources.bluesky_text import words_of
from sources.errors import Unreadable
from sources.links import web_link
from sources.platform import Page, page_of, parsed
from sources.source import Parsed
from sources.text import clean_line
from sources.times import believed, from_iso
from sources.values import count_of, language_in, object_in, part_of, parts_of, text_of, truth_of

SITE = "https://bsky.app"
AIMED = ("mention", "reply", "quote")
"""Notifications of something that was written to us."""
_URI = pattern(r"at://([\w.:%-]{1,300})/app\.bsky\.feed\.post/([\w.~:-]{1,512})")
_BOT = "bot"
_NOBODY = "handle.invalid"


def parse(body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return the mentions an answer holds; never raises for what stands in the body."""
    return parsed(lambda: page(body))


def page(body: bytes, behind: Callable[[str], str] | None = None) -> Page:
    """Return one page of a search, of posts asked for, or of notifications.

    Args:
        body: As it came.
        behind: Says where the page behind a cursor is.

    Raises:
        Unreadable: It is not what Bluesky answers with.
    """
    said = object_in(body, "Bluesky")
    lists = [name for name in ("posts", "notifications") if isinstance(said.get(name), list)]
    if not lists:
        words = clean_line(text_of(said, "message") or text_of(said, "error"))[:300]
        raise Unreadable(f"Bluesky answered with JSON, but without posts{': ' if words else ''}{words}")
    entries = parts_of(said, lists[0])
    aimed = [each for each in entries if "reason" not in each or text_of(each, "reason") in AIMED]
    more = text_of(said, "cursor") if entries else ""
    found = page_of(map(mention_of, aimed), behind(more) if behind and more else "")
    return _timed(found, entries) if lists == ["notifications"] else found


def mention_of(post: Mapping[str, Any]) -> Mention | None:
    """Return a post, or the notification of one, as a mention; None where it cannot be told apart."""
    author, indexed = part_of(post, "author"), from_iso(text_of(post, "indexedAt"))
    handle = handle_of(author)
    found = of_record(text_of(post, "uri"), part_of(post, "record"), indexed, handle)
    if found is None:
        return None
    name = clean_line(text_of(author, "displayName")) or handle
    return replace(
        found,
        author_name=named(name, author) if name else None,
        community=_labelled([*parts_of(post, "labels"), *own_labels(part_of(post, "record"))]),
        **_counts(post),
    )


def of_record(uri: str, record: Mapping[str, Any], seen: datetime | None, handle: str = "") -> Mention | None:
    """Return what somebody's own record of a post tells, as a mention; None where it is none.

    Args:
        uri: Its at-uri.
        record: What they wrote.
        seen: When the network saw it: they may well claim to have written it later.
        handle: Theirs, where it is known; without it they are known by their DID.
    """
    place = _URI.fullmatch(uri)
    if place is None or not isinstance(record.get("text"), str):
        return None
    did = place[1]
    said = believed(from_iso(text_of(record, "createdAt")))
    written = min(filter(None, (said, believed(seen))), default=None)
    langs = record.get("langs")
    lang = language_in(langs[0]) if isinstance(langs, list) and langs else None
    return Mention(
        source="bluesky",
        native_id=uri,
        text=words_of(record),
        kind=MentionKind.COMMENT if "reply" in record else MentionKind.POST,
        url=web_link(f"{SITE}/profile/{handle or did}/post/{place[2]}"),
        author_handle=handle or did,
        author_url=web_link(f"{SITE}/profile/{handle or did}"),
        created_at=written,
        created_precision=Precision.EXACT if written else Precision.FIRST_SEEN,
        community=_labelled(own_labels(record)),
        lang=lang,
        lang_source=LangSource.DECLARED if lang else None,
        can_reply=CanReply.LINK,
        **_thread(part_of(record, "reply")),
    )


def gone(uri: str) -> Mention | None:
    """Return the mention that says that a post is gone; None where the uri is no post's."""
    return Mention(source="bluesky", native_id=uri, deleted=True) if _URI.fullmatch(uri) else None


def handle_of(author: Mapping[str, Any]) -> str:
    """Return somebody's handle; empty where they have none that leads to them."""
    handle = clean_line(text_of(author, "handle"))
    return "" if handle == _NOBODY else handle


def named(name: str, author: Mapping[str, Any]) -> str:
    """Return a name, with a word where an account says of itself that it posts by itself."""
    bot = any(text_of(each, "val") == _BOT for each in parts_of(author, "labels"))
    return f"{name} (automated)" if bot else name


def own_labels(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what somebody put on their own post, such as a warning."""
    return parts_of(part_of(record, "labels"), "values")


def reach_of(profile: Mapping[str, Any]) -> dict[str, Any]:
    """Return how many follow somebody, as fields of a mention."""
    followers = count_of(profile, "followersCount")
    known = followers is not None and followers >= 0
    return {"author_reach": followers, "author_reach_kind": ReachKind.FOLLOWERS} if known else {}


def _labelled(labels: list[Mapping[str, Any]]) -> str | None:
    """Return the labels of a post in words; those that only tell programs what to do begin with "!"."""
    said = dict.fromkeys(
        clean_line(text_of(each, "val"))[:100] for each in labels if not truth_of(each, "neg")
    )
    words = ", ".join(each for each in said if each and not each.startswith("!"))
    return f"labelled {words}" if words else None


def _counts(post: Mapping[str, Any]) -> dict[str, Any]:
    reposts, quotes = count_of(post, "repostCount"), count_of(post, "quoteCount")
    return {
        "comments": count_of(post, "replyCount"),
        "reposts": None if reposts is None else reposts + (quotes or 0),
        "likes": count_of(post, "likeCount"),
    }


def _thread(reply: Mapping[str, Any]) -> dict[str, Any]:
    root, parent = (text_of(part_of(reply, each), "uri") for each in ("root", "parent"))
    return {
        "thread_root_id": root if _URI.fullmatch(root) else None,
        "thread_root_url": _page_of(root),
        "reply_to_id": parent if _URI.fullmatch(parent) else None,
        "reply_to_url": _page_of(parent),
    }


def _page_of(uri: str) -> str | None:
    place = _URI.fullmatch(uri)
    return web_link(f"{SITE}/profile/{place[1]}/post/{place[2]}") if place else None


def _timed(found: Page, entries: list[Mapping[str, Any]]) -> Page:
    """Return a page of notifications by when they were given, which is the order they stand in."""
    times = [when for each in entries if (when := believed(from_iso(text_of(each, "indexedAt"))))]
    oldest = times[-1] if times else None
    return replace(found, hits=len(entries), oldest=oldest, newest=max(times, default=None))
