"""The JSON of tools we know, put into the mention's own field names: what `shape` in the settings names."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from sources.errors import BadLine
from sources.links import unwrapped
from sources.mapping import Plan, plan
from sources.pages import first_link, subreddit_of
from sources.shape_github import github
from sources.values import text_of

Shape = Callable[[Any], Iterator[Mapping[str, Any]]]
"""Takes a document, yields a record in the mention's field names for each mention; none for a greeting."""

_ITEMS: Plan = plan(
    {
        "native_id": "$.id",
        "url": ["$.url", "$.external_url"],
        "title": "$.title",
        "text": "$.content_text",
        "html": "$.content_html",
        "created_at": "$.date_published",
        "edited_at": "$.date_modified",
        "author_name": ["$.authors[0].name", "$.author.name"],
        "author_url": ["$.authors[0].url", "$.author.url"],
        "lang": "$.language",
    }
)
_CHANGES: Plan = plan(
    {
        "url": ["$.watch_url", "$.url"],
        "title": ["$.watch_title", "$.title"],
        "text": ["$.diff_added", "$.diff", "$.message", "$.body", "$.current_snapshot"],
        "community": ["$.watch_tag", "$.tags"],
        "created_at": "$.timestamp",
        "source": "changedetection",
        "kind": "article",
        "completeness": "snippet",
    }
)


def mention(document: Any) -> Iterator[Mapping[str, Any]]:
    """Yield what is told in the mention's own field names."""
    if not isinstance(document, Mapping):
        raise BadLine("it is JSON, but not an object")
    yield document


def items(document: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the items of a JSON Feed, or the one item that stands alone."""
    inside = document.get("items") if isinstance(document, Mapping) else None
    for one in inside if isinstance(inside, list) else [document]:
        yield from _ITEMS.applied(_object(one))


def f5bot(document: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the alerts of F5Bot: a webhook's one, or its feed's items."""
    inside = document.get("items") if isinstance(document, Mapping) else None
    for one in inside if isinstance(inside, list) else [document]:
        for said in _ITEMS.applied(_object(one)):
            yield {**said, **_alert(one, said)}


def _alert(one: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what F5Bot says in its own way: `title` is "keyword - Reddit Comments - the title"."""
    named = one.get("tags")
    tags = [tag for tag in named if isinstance(tag, str)] if isinstance(named, list) else []
    url = unwrapped(text_of(one, "url"))
    return {
        "source": "f5bot",
        "url": url or said.get("url"),
        "title": text_of(one, "title").removeprefix(" - ".join([*tags[:2], ""])),
        "author_handle": one.get("username"),
        "query": tags[0] if tags else None,
        "kind": "comment" if any("comment" in tag.lower() for tag in tags[1:]) else "post",
        "community": subreddit_of(url or ""),
        "completeness": "snippet",
    }


def changedetection(document: Any) -> Iterator[Mapping[str, Any]]:
    """Yield a change of a watched page: changedetection.io's own words, or those of Apprise's json://."""
    for said in _CHANGES.applied(_object(document)):
        yield {**said, "url": said.get("url") or first_link(text_of(said, "text"))}


def _object(document: Any) -> Mapping[str, Any]:
    if not isinstance(document, Mapping):
        raise BadLine("it is JSON, but not an object")
    return document


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "mention": mention,
        "f5bot": f5bot,
        "changedetection": changedetection,
        "github": github,
        "jsonfeed": items,
    }
)
"""By the word used in the settings."""
