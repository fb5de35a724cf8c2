"""The App Store's reviews, as JSON or as XML: bytes to mentions. Knows no network.

Both forms become the same small records first: texts by field name. No link of the feed names one review, so
none is taken for the review's own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any
from xml.etree import ElementTree

from casebook.kinds import CanReply, LangSource, MentionKind, Precision
from casebook.mention import Mention
from casebook.pattern import pattern
from sources.errors import Unreadable
from sources.links import web_link
from sources.platform import Page, page_of, parsed
from sources.source import Parsed
from sources.text import clean, clean_line
from sources.times import believed, from_iso
from sources.values import MOST, PARTS, language_in, object_in, part_of, parts_of, text_of

LAST = 10
"""Pages are given at most, of fifty reviews."""
_WALL = "the App Store gives 500 reviews at most: the older ones of this storm cannot be read"
_ATOM = "{http://www.w3.org/2005/Atom}"
_APPLE = "{http://itunes.apple.com/rss}"
_FIELDS = ("id", "title", "updated", "im:rating", "im:version", "im:voteSum", "im:voteCount")
_ABOUT_THE_APP = ("im:name", "im:artist", "im:image")
_STORE = pattern(r"https?://[^/]{1,100}/([a-z]{2})/")

Record = Mapping[str, str]
"""A review's texts; `app` instead where an entry is the app itself."""


def parse(body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return the mentions an answer holds; never raises for what stands in the body."""
    return parsed(lambda: page(body))


def page(body: bytes, number: int = LAST, behind: str = "") -> Page:
    """Return one page of reviews.

    Args:
        body: As it came, JSON or XML.
        number: Which page it is, from 1.
        behind: Where the next one is, should there be one.

    Raises:
        Unreadable: It is not what the App Store answers with.
    """
    is_markup = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
    records = list(_of_xml(body) if is_markup else _of_json(body))
    reviews = [_mention(each) for each in records if "app" not in each]
    found = page_of(reviews, behind if number < LAST else "")
    return replace(found, wall=_WALL if found.hits and number >= LAST else "")


def holds_reviews(body: bytes, *, dated: bool = False) -> bool:
    """Whether a body holds any review, at a glance: a feed without is well formed all the same.

    Args:
        body: As it came.
        dated: Whether they must say when they were written; JSON did not always.
    """
    said = body.count(b'"im:rating"')
    return b"<im:rating" in body or (said > 0 and (not dated or body.count(b'"updated"') >= said))


def _of_json(body: bytes) -> Iterator[Record]:
    said = object_in(body, "the App Store")
    feed = said.get("feed")
    if not isinstance(feed, Mapping):
        raise Unreadable("the App Store answered with JSON, but without a feed: perhaps an error message")
    entry = feed.get("entry", [])
    for each in parts_of({"all": entry if isinstance(entry, list) else [entry]}, "all"):
        yield _labels(each) if each else {}


def _labels(entry: Mapping[str, Any]) -> Record:
    """Return an entry's texts, each of which is wrapped in a label."""
    if "im:rating" not in entry and any(name in entry for name in _ABOUT_THE_APP):
        return {"app": "yes"}
    author, link = part_of(entry, "author"), entry.get("link")
    links = [each for each in (link if isinstance(link, list) else [link]) if isinstance(each, Mapping)]
    return {
        **{name: text_of(part_of(entry, name), "label") for name in (*_FIELDS, "content")},
        "name": text_of(part_of(author, "name"), "label"),
        "uri": text_of(part_of(author, "uri"), "label"),
        "link": next((text_of(part_of(each, "attributes"), "href") for each in links), ""),
    }


def _of_xml(body: bytes) -> Iterator[Record]:
    if b"\0" in body[:200] or b"<!DOCTYPE" in body or b"<feed" not in body[:2000]:
        raise Unreadable("the App Store answered with a page for people")
    if body.count(b"<") > PARTS:
        raise Unreadable("the App Store answered with XML of more parts than any page has")
    try:
        feed = ElementTree.fromstring(body)
    except ElementTree.ParseError as error:
        raise Unreadable("the App Store answered without whole XML") from error
    lang = feed.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    for entry in islice(feed.iter(f"{_ATOM}entry"), MOST):
        yield {**_texts(entry), "lang": lang}


def _texts(entry: ElementTree.Element) -> Record:
    names = {name: name.replace("im:", _APPLE) if ":" in name else _ATOM + name for name in _FIELDS}
    if entry.find(names["im:rating"]) is None and entry.find(f"{_APPLE}name") is not None:
        return {"app": "yes"}
    contents = {each.get("type", "text"): each.text or "" for each in entry.findall(f"{_ATOM}content")}
    author, link = entry.find(f"{_ATOM}author"), entry.find(f"{_ATOM}link")
    return {
        **{name: entry.findtext(tag, "") for name, tag in names.items()},
        "content": contents.get("text", ""),
        "name": author.findtext(f"{_ATOM}name", "") if author is not None else "",
        "uri": author.findtext(f"{_ATOM}uri", "") if author is not None else "",
        "link": link.get("href", "") if link is not None else "",
    }


def _mention(said: Record) -> Mention | None:
    """Return a review as a mention; None where it cannot be told apart or says nothing."""
    number = clean_line(said.get("id", ""))
    title, text = clean_line(said.get("title", "")) or None, clean(said.get("content", ""))
    if not re.fullmatch(r"\d{1,20}", number) or not (title or text):
        return None
    written = believed(from_iso(said["updated"]))
    store = _STORE.match(said["uri"]) or _STORE.match(said["link"])
    url, lang = web_link(said["link"]), language_in(said.get("lang"))
    return Mention(
        source="appstore",
        native_id=number,
        text=text,
        kind=MentionKind.REVIEW,
        url=url,
        title=title,
        author_name=clean_line(said["name"]) or None,
        author_url=web_link(said["uri"]),
        created_at=written,
        created_precision=Precision.EXACT if written else Precision.FIRST_SEEN,
        community=store[1] if store else None,
        rating=_number(said["im:rating"], 1, 5),
        can_reply=CanReply.LINK if url else CanReply.NONE,
        lang=lang,
        lang_source=LangSource.FEED if lang else None,
        **_votes(said),
    )


def _votes(said: Record) -> dict[str, Any]:
    """Return how many found it helpful, and which part that is of all who said anything."""
    helpful, votes = _number(said["im:voteSum"]), _number(said["im:voteCount"])
    whole = votes and helpful is not None and helpful <= votes
    return {"score": helpful, "upvote_ratio": helpful / votes if whole and helpful and votes else None}


def _number(said: str, least: int = 0, most: int = 10**9) -> int | None:
    number = int(said) if re.fullmatch(r"\d{1,9}", said.strip()) else None
    return number if number is not None and least <= number <= most else None
