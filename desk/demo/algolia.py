"""The afternoon's Hacker News, as its search answers: query, tags, numeric filters and pages apply."""

import html
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from operator import eq, ge, gt, le, lt
from typing import Any

from desk.demo.afternoon import Posting

_FILTER = re.compile(r"(created_at_i|points|num_comments)(<=|>=|<|>|=)(-?\d{1,18})")
_COMPARE: Mapping[str, Callable[[int, int], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq}
_MOST = 1_000
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r'"([^"]+)"|([^\s"]+)')


def search_by_date(postings: list[Posting], asked: Mapping[str, str], now: datetime) -> bytes:
    """Return what `search_by_date` answers over these postings, the newest first.

    Args:
        postings: What stands there now, the newest first.
        asked: The query string: `query`, `tags`, `numericFilters`, `hitsPerPage`, `page`.
        now: When it is asked; somebody always writes something about somebody else.
    """
    by_id = {each.said.id: each for each in postings}
    hits = [_of_others(now), *(_hit(each, by_id) for each in postings)]
    hits = [each for each in hits if _fits(each, asked)]
    size = min(_number(asked, "hitsPerPage", 20), _MOST) or 20
    page = _number(asked, "page", 0)
    answer = {
        "hits": hits[page * size : (page + 1) * size],
        "nbHits": len(hits),
        "page": page,
        "nbPages": -(-len(hits) // size),
        "hitsPerPage": size,
        "query": asked.get("query", ""),
    }
    return json.dumps(answer).encode()


def _number(asked: Mapping[str, str], name: str, usual: int) -> int:
    told = asked.get(name, "")
    return int(told) if told.isascii() and told.isdigit() else usual


def _hit(posting: Posting, by_id: Mapping[str, Posting]) -> dict[str, Any]:
    said = posting.said
    hit: dict[str, Any] = {
        "objectID": said.id,
        "author": said.author,
        "created_at": _iso(posting.at),
        "created_at_i": int(posting.at.timestamp()),
        "updated_at": _iso(posting.updated),
    }
    return {**hit, **(_comment(posting, by_id) if said.reply_to else _story(posting))}


def _of_others(now: datetime) -> dict[str, Any]:
    """Return a story of this minute that is about nobody here."""
    minute = now.replace(second=0, microsecond=0)
    return {
        "objectID": "1",
        "author": "somebody",
        "created_at": _iso(minute),
        "created_at_i": int(minute.timestamp()),
        "title": "Show HN: a clock",
        "_tags": ["story", "author_somebody", "story_1"],
    }


def _story(posting: Posting) -> dict[str, Any]:
    said = posting.said
    hit = {
        "title": said.title,
        "url": said.link,
        "story_text": posting.text or None,
        "points": said.score,
        "num_comments": said.comments,
        "story_id": int(said.id),
        "_tags": ["story", f"author_{said.author}", f"story_{said.id}"],
        "_highlightResult": {"title": {"value": said.title, "matchLevel": "full"}},
    }
    return {key: value for key, value in hit.items() if value is not None}


def _comment(posting: Posting, by_id: Mapping[str, Posting]) -> dict[str, Any]:
    said, root = posting.said, _root(posting, by_id)
    return {
        "comment_text": posting.text,
        "parent_id": int(said.reply_to or 0),
        "story_id": int(root.said.id),
        "story_title": root.said.title,
        "story_url": root.said.link,
        "_tags": ["comment", f"author_{said.author}", f"story_{root.said.id}"],
        "_highlightResult": {"comment_text": {"value": posting.text, "matchLevel": "full"}},
    }


def _root(posting: Posting, by_id: Mapping[str, Posting]) -> Posting:
    while (answered := by_id.get(posting.said.reply_to or "")) is not None:
        posting = answered
    return posting


def _fits(hit: Mapping[str, Any], asked: Mapping[str, str]) -> bool:
    return _says(hit, asked.get("query", "")) and _tagged(hit, asked.get("tags", "")) and _within(hit, asked)


def _says(hit: Mapping[str, Any], query: str) -> bool:
    text = " ".join(
        str(hit.get(key) or "") for key in ("title", "story_text", "comment_text", "url", "story_title")
    )
    plain = html.unescape(_TAG.sub(" ", text)).casefold()
    return all((phrase or word) in plain for phrase, word in _WORD.findall(query.casefold()))


def _tagged(hit: Mapping[str, Any], tags: str) -> bool:
    """Return whether the tags fit: a comma is AND, and OR within parentheses."""
    groups = re.findall(r"\(([^)]*)\)|([^,()]+)", tags)
    return all(set((either or one).split(",")) & set(hit["_tags"]) for either, one in groups)


def _within(hit: Mapping[str, Any], asked: Mapping[str, str]) -> bool:
    filters = _FILTER.findall(asked.get("numericFilters", ""))
    return all(_COMPARE[sign](hit.get(field) or 0, int(limit)) for field, sign, limit in filters)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
