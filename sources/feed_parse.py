"""A feed's bytes to mentions: RSS, Atom and RDF by feedparser, JSON Feed beside it. Knows no network."""

import html
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

import feedparser

from casebook.kinds import CanReply, Completeness, HealthKind, LangSource, MentionKind, Precision
from casebook.mention import Mention
from sources.address import base_of
from sources.dialect import PLAIN, Dialect
from sources.errors import Bare, ParserBroke, Unreadable
from sources.feed_author import author
from sources.feed_crowd import uncrowded
from sources.feed_id import native_id, scope_of, scoped
from sources.feed_json import is_json, read_json
from sources.feed_offered import pointed
from sources.html_text import from_html
from sources.links import unwrapped, web_link
from sources.reading import Reading
from sources.source import Health, Parsed
from sources.text import clean, clean_line
from sources.times import believed, from_struct, precision_of
from sources.values import language_in, text_of

_WARNINGS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
"""What feedparser remarks on although everything was read."""


def parse(body: bytes, url: str = "", content_type: str = "", dialect: Dialect = PLAIN) -> Parsed:
    """Return the mentions a feed holds and how it is; never raises for what stands in the body."""
    try:
        reading = read(body, url, content_type, dialect)
    except Unreadable as error:
        told = pointed(error, body, url, content_type)
        return Parsed((), Health(told.health, str(told), do=told.do))
    scope = scope_of(url)
    mentions = tuple(
        replace(each, native_id=scoped(each.native_id, scope)) for each in reading.entries if each is not None
    )
    kind = HealthKind.PARTIAL if reading.lost or reading.flaw else HealthKind.OK
    return Parsed(mentions, Health(kind, reading.lost or reading.flaw))


def read(body: bytes, url: str = "", content_type: str = "", dialect: Dialect = PLAIN) -> Reading:
    """Return every entry of a feed, in its own order.

    Args:
        body: As it came.
        url: Where it was found; relative links need it.
        content_type: As the server said, for the encoding.
        dialect: How its entries are to be understood.

    Raises:
        Unreadable: This is no feed.
        ParserBroke: Something in it breaks the parser.
    """
    if not body.strip():
        raise Bare("the answer was empty")
    if is_json(body):
        return _json(body, url, dialect)
    feed = _fed(body, content_type)
    if not feed.get("version"):
        raise Unreadable("this is no feed: perhaps a page for people, or an error page")
    entries = feed.entries
    flaw = _flaw(feed)
    if flaw and entries and not (entries[-1].get("id") or entries[-1].get("link")):
        entries = entries[:-1]
    about = feed.feed
    read_ones = (_understood(entry, about, url, feed.version, dialect) for entry in entries)
    return Reading(tuple(read_ones), flaw, _ttl(about))


def _json(body: bytes, url: str, dialect: Dialect) -> Reading:
    if dialect is PLAIN:
        return read_json(body, url)
    raise Unreadable("this is JSON in place of a feed: perhaps an error message")


def _understood(entry: Any, about: Any, url: str, version: str, dialect: Dialect) -> Mention | None:
    mention = _mention(entry, about, url, version)
    return dialect.reads(mention, entry, about) if mention else None


def _fed(body: bytes, content_type: str) -> Any:
    """Return what feedparser reads; it is not told the address, or it would make links of local ids."""
    headers = {"content-type": content_type} if content_type else {}
    try:
        return feedparser.parse(
            io.BytesIO(uncrowded(body)),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # the worker edge: whatever breaks in there is the body's fault
        raise ParserBroke(f"the feed could not be parsed ({type(error).__name__})") from error


def _flaw(feed: Any) -> str:
    if not feed.bozo or isinstance(feed.get("bozo_exception"), _WARNINGS):
        return ""
    return "the feed is not well formed: some of it may be missing"


def _ttl(about: Mapping[str, Any]) -> float | None:
    minutes = str(about.get("ttl", ""))
    return float(minutes) * 60 if re.fullmatch(r"\d{1,5}", minutes) else None


def _mention(entry: Any, about: Any, url: str, version: str) -> Mention | None:
    """Return one entry as a mention; None where it holds nothing anybody could read."""
    link = _link(entry, base_of(url))
    title = clean_line(_worded(entry.get("title_detail"), version)) or None
    text, completeness = _said(entry, version)
    when, edited, precision = _times(entry)
    written = when.isoformat() if when else ""
    if not (link or title or text):
        return None
    guid = clean_line(text_of(entry, "id"))
    return Mention(
        source="feed",
        native_id=native_id(guid, link, title or "", written, text),
        text=text,
        url=link,
        title=title,
        created_at=when,
        edited_at=edited,
        created_precision=precision,
        completeness=completeness,
        can_reply=CanReply.LINK if link else CanReply.NONE,
        **author(entry, version),
        **_thread(entry, guid, link),
        **_language(entry, about),
    )


def _link(entry: Any, base: str) -> str | None:
    """Return where an entry stands: its own link, or an id that is one; feedparser's guess may be no link."""
    own = [text_of(link, "href") for link in entry.get("links", []) if link.get("rel") == "alternate"]
    said = next(filter(None, own), "")
    try:
        return unwrapped(urljoin(base, said.strip()) if said else text_of(entry, "id"))
    except ValueError:
        return None


def _said(entry: Any, version: str) -> tuple[str, Completeness]:
    """Return the longest text an entry has, and how much of the whole it may be."""
    bodies = [clean(_worded(content, version)) for content in entry.get("content", [])]
    full = max(bodies, key=len, default="")
    summary = clean(_worded(entry.get("summary_detail"), version))
    if full and len(full) >= len(summary):
        return full, Completeness.FULL
    return summary, Completeness.SNIPPET if summary else Completeness.TITLE_ONLY


def _worded(detail: Mapping[str, Any] | None, version: str) -> str:
    """Return the words of a text construct, by the type it says it has."""
    value = (detail or {}).get("value") or ""
    if not isinstance(value, str):
        return ""
    if (detail or {}).get("type") == "text/plain":
        return html.unescape(value) if version.startswith("rss") and len(value) < 1000 else value
    return from_html(value)


def _times(entry: Any) -> tuple[datetime | None, datetime | None, Precision]:
    published = believed(from_struct(entry.get("published_parsed") or entry.get("created_parsed")))
    updated = believed(from_struct(entry.get("updated_parsed") if "updated" in entry else None))
    when = published or updated
    if when is None:
        return None, None, Precision.FIRST_SEEN
    edited = updated if published and updated and updated > published else None
    written = text_of(entry, "published" if published else "updated")
    return when, edited, precision_of(written)


def _thread(entry: Any, guid: str, link: str | None) -> dict[str, Any]:
    """Return what an entry says of its thread: RFC 4685, or the `#comment-` of a comments feed."""
    reply = entry.get("thr_in-reply-to") or entry.get("in-reply-to")
    said = reply if isinstance(reply, Mapping) else {}
    comments = text_of(entry, "slash_comments") or text_of(entry, "thr_total")
    found: dict[str, Any] = {"comments": int(comments) if re.fullmatch(r"\d{1,9}", comments) else None}
    if ref := clean_line(text_of(said, "ref")):
        found |= {
            "reply_to_id": ref[:500],
            "reply_to_url": web_link(text_of(said, "href")),
            "kind": MentionKind.COMMENT,
        }
    elif link and "#comment-" in link:
        found |= {"thread_root_url": link.partition("#")[0], "kind": MentionKind.COMMENT}
    elif "#comment-" in guid:
        found["kind"] = MentionKind.COMMENT
    return found


def _language(entry: Any, about: Any) -> dict[str, Any]:
    own = (entry.get("title_detail") or {}).get("language") or (entry.get("summary_detail") or {}).get(
        "language"
    )
    lang = language_in(own or text_of(about, "language"))
    return {"lang": lang, "lang_source": LangSource.FEED} if lang else {}
