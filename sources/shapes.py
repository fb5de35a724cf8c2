"""The JSON of tools we know, put into the mention's own field names: what `shape` in the settings names."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from casebook.frozen import frozen
from sources.jsonlines import NEEDS
from sources.links import unwrapped
from sources.mapping import Plan, plan
from sources.pages import first_link, subreddit_of
from sources.shape_github import github
from sources.values import text_of


@frozen
class Shape:
    """How a tool writes."""

    reads: Callable[[Any], Iterator[Any]]
    """Takes a document, yields for each mention a record in its field names; nothing for a greeting.

    What is no object, where one should stand, is yielded as it is.
    """
    needs: str = NEEDS
    """What it calls that of which a mention has at least one."""


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


def mention(document: Any) -> Iterator[Any]:
    """Yield what is told in the mention's own field names."""
    yield document


def items(document: Any) -> Iterator[Any]:
    """Yield the items of a JSON Feed, or the one item that stands alone."""
    for one in _items_of(document):
        yield from _ITEMS.applied(one) if isinstance(one, Mapping) else [one]


def f5bot(document: Any) -> Iterator[Any]:
    """Yield the alerts of F5Bot: a webhook's one, or its feed's items."""
    for one in _items_of(document):
        if isinstance(one, Mapping):
            yield from ({**said, **_alert(one, said)} for said in _ITEMS.applied(one))
        else:
            yield one


def _items_of(document: Any) -> list[Any]:
    inside = document.get("items") if isinstance(document, Mapping) else None
    return inside if isinstance(inside, list) else [document]


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


def changedetection(document: Any) -> Iterator[Any]:
    """Yield a change of a watched page: changedetection.io's own words, or those of Apprise's json://."""
    if not isinstance(document, Mapping):
        yield document
        return
    for said in _CHANGES.applied(document):
        yield {**said, "url": said.get("url") or first_link(text_of(said, "text"))}


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "mention": Shape(mention),
        "f5bot": Shape(f5bot, _ITEMS.needs),
        "changedetection": Shape(changedetection, _CHANGES.needs),
        "github": Shape(github),
        "jsonfeed": Shape(items, _ITEMS.needs),
    }
)
"""By the word used in the settings."""
