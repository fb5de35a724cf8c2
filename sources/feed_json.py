"""JSON Feed 1.0 and 1.1: bytes to mentions."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from casebook.kinds import CanReply, Completeness, LangSource, Precision
from casebook.mention import Mention
from sources.address import base_of
from sources.errors import Unreadable
from sources.feed_id import native_id
from sources.html_text import from_html
from sources.links import unwrapped, web_link
from sources.reading import MOST, TOO_MANY, Reading
from sources.text import clean, clean_line
from sources.times import believed, from_iso, precision_of
from sources.values import text_of

_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/")


def is_json(body: bytes) -> bool:
    """Whether a body looks like JSON rather than XML."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def read_json(body: bytes, url: str = "") -> Reading:
    """Return every item of a JSON Feed, in its own order.

    Raises:
        Unreadable: It is no JSON, or not a JSON Feed.
    """
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("this is neither a feed nor whole JSON") from error
    if not isinstance(feed, dict) or not _VERSION.match(text_of(feed, "version")):
        raise Unreadable("this is JSON, but not a JSON Feed: perhaps an error message")
    items = feed.get("items")
    if not isinstance(items, list):
        raise Unreadable("this JSON Feed has no list of items")
    flaw = TOO_MANY if len(items) > MOST else ""
    return Reading(tuple(_mention(item, feed, url) for item in items[:MOST]), flaw)


def _mention(item: Any, feed: Mapping[str, Any], url: str) -> Mention | None:
    if not isinstance(item, dict):
        return None
    link = _link(item, url)
    title = clean_line(text_of(item, "title")) or None
    text, completeness = _said(item)
    written = text_of(item, "date_published")
    when = believed(from_iso(written))
    if not (link or title or text):
        return None
    return Mention(
        source="feed",
        native_id=native_id(_id(item), link, title or "", written, text),
        text=text,
        url=link,
        title=title,
        created_at=when,
        created_precision=precision_of(written) if when else Precision.FIRST_SEEN,
        edited_at=believed(from_iso(text_of(item, "date_modified"))) if when else None,
        completeness=completeness,
        can_reply=CanReply.LINK if link else CanReply.NONE,
        **_author(item, feed),
        **_language(item, feed),
    )


def _said(item: Mapping[str, Any]) -> tuple[str, Completeness]:
    full = from_html(text_of(item, "content_html")) or clean(text_of(item, "content_text"))
    if full:
        return full, Completeness.FULL
    summary = clean(text_of(item, "summary"))
    return summary, Completeness.SNIPPET if summary else Completeness.TITLE_ONLY


def _id(item: Mapping[str, Any]) -> str:
    said = item.get("id")
    return clean_line(str(said)) if isinstance(said, str | int | float) else ""


def _link(item: Mapping[str, Any], url: str) -> str | None:
    said = text_of(item, "url") or text_of(item, "external_url")
    try:
        return unwrapped(urljoin(base_of(url), said)) if said else None
    except ValueError:
        return None


def _author(item: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, Any]:
    for place in (item, feed):
        listed = place.get("authors")
        several = listed if isinstance(listed, list) else []
        for author in (*several, place.get("author")):
            if isinstance(author, dict) and (name := clean_line(text_of(author, "name"))):
                return {"author_name": name, "author_url": web_link(text_of(author, "url"))}
    return {}


def _language(item: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, Any]:
    said = text_of(item, "language") or text_of(feed, "language")
    known = re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", said)
    return {"lang": said, "lang_source": LangSource.DECLARED} if known else {}
