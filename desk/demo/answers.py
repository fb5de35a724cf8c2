"""What the afternoon's server answers: the head of a request in, the bytes of a response out. Pure."""

from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from desk.demo.afternoon import Afternoon, Feed, Shape
from desk.demo.algolia import search_by_date
from desk.demo.begun import Begun
from desk.demo.shapes import WRITERS

_SEARCH = "/search_by_date"


def answer(head: bytes, afternoon: Afternoon, since: Begun, now: datetime) -> bytes:
    """Return the response to a request: the feed named by the path's first part, or Hacker News' search.

    An entity tag that is still right is answered with 304 and no body.
    """
    lines = head.decode("latin-1").split("\r\n")
    method, target, *_ = [*lines[0].split(" "), "", ""]
    if method != "GET":
        return _response(HTTPStatus.METHOD_NOT_ALLOWED, now)
    try:
        found = _content(target, afternoon, since, now)
    except ValueError:  # no address, or no number anybody means
        return _response(HTTPStatus.BAD_REQUEST, now)
    if found is None:
        return _response(HTTPStatus.NOT_FOUND, now)
    media, body = found
    tag = f'"{sha256(body).hexdigest()[:24]}"'
    if tag in _header(lines, "if-none-match"):
        return _response(HTTPStatus.NOT_MODIFIED, now, tag=tag)
    return _response(HTTPStatus.OK, now, media, body, tag)


def _content(target: str, afternoon: Afternoon, since: Begun, now: datetime) -> tuple[str, bytes] | None:
    parts = urlsplit(target)
    feed = afternoon.feed(parts.path.split("/")[1] if "/" in parts.path else "")
    if feed is None:
        return None
    return _of_feed(feed, parts.path, parts.query, afternoon, since, now)


def _of_feed(
    feed: Feed, path: str, query: str, afternoon: Afternoon, since: Begun, now: datetime
) -> tuple[str, bytes] | None:
    standing = afternoon.standing(feed, since.start, since.pace, now)
    if feed.shape is not Shape.HACKERNEWS:
        media, write = WRITERS[feed.shape]
        return media, write(feed, standing)
    if not path.endswith(_SEARCH):
        return None
    return "application/json; charset=utf-8", search_by_date(standing, dict(parse_qsl(query)), now)


def _header(lines: list[str], name: str) -> str:
    return next(
        (line.partition(":")[2].strip() for line in lines[1:] if line.lower().startswith(f"{name}:")), ""
    )


def _response(status: HTTPStatus, now: datetime, media: str = "", body: bytes = b"", tag: str = "") -> bytes:
    headers = [f"HTTP/1.1 {status.value} {status.phrase}", f"Date: {format_datetime(now, usegmt=True)}"]
    if media:
        headers.append(f"Content-Type: {media}")
    if tag:
        headers += [f"ETag: {tag}", "Cache-Control: no-cache"]
    if status is not HTTPStatus.NOT_MODIFIED:
        headers.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*headers, "", ""]).encode("latin-1") + body
