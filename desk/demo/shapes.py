"""The afternoon's postings in the web's own formats: RSS 2.0, Atom, JSON Feed. Postings in, bytes out."""

import html
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from desk.demo.afternoon import Feed, Posting, Said, Shape

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ACCOUNT = re.compile(r"(?P<name>[\w.-]+)@(?P<host>[\w.-]+)")
_COMMENT = "#comment-"
_THREADS = "http://purl.org/syndication/thread/1.0"
_CREATOR = "http://purl.org/dc/elements/1.1/"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_ATOM = "http://www.w3.org/2005/Atom"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def link_of(feed: Feed, said: Said) -> str:
    """Return where a person would read it, which is its name for good; a post of `name@host` stands there."""
    if feed.shape is Shape.HACKERNEWS:
        return f"{feed.home}/item?id={said.id}"
    account = _ACCOUNT.fullmatch(said.author)
    if account is not None:
        return f"https://{account['host']}/@{account['name']}/{said.id}"
    return feed.home + (said.path or f"/{said.id}")


def rss(feed: Feed, postings: list[Posting]) -> bytes:
    """Return an RSS 2.0 document."""
    items = (_rss_item(feed, each, _answered(postings, each)) for each in postings)
    channel = _tags(("title", feed.title), ("link", feed.home), ("description", feed.title))
    names = f'xmlns:dc="{_CREATOR}" xmlns:content="{_CONTENT}" xmlns:thr="{_THREADS}"'
    return (
        f'{_HEAD}<rss version="2.0" {names}><channel>{channel}\n{"".join(items)}</channel></rss>\n'.encode()
    )


def atom(feed: Feed, postings: list[Posting]) -> bytes:
    """Return an Atom document."""
    entries = (_atom_entry(feed, each, _answered(postings, each)) for each in postings)
    updated = [("updated", _iso(max(each.updated for each in postings)))] if postings else []
    about = _tags(("title", feed.title), ("id", feed.home), *updated)
    return (
        f'{_HEAD}<feed xmlns="{_ATOM}" xmlns:thr="{_THREADS}">{about}\n{"".join(entries)}</feed>\n'.encode()
    )


def json_feed(feed: Feed, postings: list[Posting]) -> bytes:
    """Return a JSON Feed 1.1 document."""
    items = [_json_item(feed, each) for each in postings]
    head = {"version": "https://jsonfeed.org/version/1.1", "title": feed.title, "home_page_url": feed.home}
    return json.dumps({**head, "items": items}).encode()


WRITERS: Mapping[Shape, tuple[str, Callable[[Feed, list[Posting]], bytes]]] = {
    Shape.RSS: ("application/rss+xml; charset=utf-8", rss),
    Shape.ATOM: ("application/atom+xml; charset=utf-8", atom),
    Shape.JSON: ("application/feed+json", json_feed),
}
"""By shape: the media type, and who writes it."""


def _answered(postings: list[Posting], posting: Posting) -> Said | None:
    wanted = posting.said.reply_to
    return next((each.said for each in postings if each.said.id == wanted), None)


def _rss_item(feed: Feed, posting: Posting, answered: Said | None) -> str:
    said = posting.said
    title = [("title", said.title)] if said.title else []
    plain = _tags(
        *title,
        ("link", link_of(feed, said)),
        ("pubDate", format_datetime(posting.at)),
        ("dc:creator", said.author.partition("@")[0] or said.author),
        ("description", _html(posting.text)),
        ("content:encoded", _html(posting.text)),
    )
    guid = f'<guid isPermaLink="true">{_xml(link_of(feed, said))}</guid>'
    return f"<item>{guid}{plain}{_thread(feed, said, answered)}</item>\n"


def _atom_entry(feed: Feed, posting: Posting, answered: Said | None) -> str:
    said = posting.said
    plain = _tags(
        ("id", link_of(feed, said)),
        ("title", said.title or ""),
        ("published", _iso(posting.at)),
        ("updated", _iso(posting.updated)),
    )
    lang = f" xml:lang={quoteattr(said.lang)}" if said.lang else ""
    link = f'<link rel="alternate" href={quoteattr(link_of(feed, said))}/>'
    author = f"<author>{_tags(('name', said.author))}</author>"
    content = f'<content type="html">{_xml(_html(posting.text))}</content>'
    return f"<entry{lang}>{plain}{link}{author}{_thread(feed, said, answered)}{content}</entry>\n"


def _tags(*pairs: tuple[str, str]) -> str:
    return "".join(f"<{name}>{_xml(text)}</{name}>" for name, text in pairs)


def _thread(feed: Feed, said: Said, answered: Said | None) -> str:
    """Return what the entry answers; a comment's own link says it already."""
    if answered is None or _COMMENT in link_of(feed, said):
        return ""
    link = quoteattr(link_of(feed, answered))
    return f"<thr:in-reply-to ref={link} href={link}/>"


def _json_item(feed: Feed, posting: Posting) -> dict[str, Any]:
    said = posting.said
    item = {
        "id": link_of(feed, said),
        "url": link_of(feed, said),
        "title": said.title,
        "content_text": posting.text,
        "date_published": _iso(posting.at),
        "date_modified": _iso(posting.updated) if posting.updated > posting.at else None,
        "authors": [{"name": said.author}],
        "language": said.lang,
    }
    return {key: value for key, value in item.items() if value is not None}


def _html(text: str) -> str:
    return "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n"))


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
