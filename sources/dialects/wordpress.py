"""WordPress comment feeds to mentions: who said what under which post. Knows no network."""

import re
from dataclasses import replace
from typing import Any

from casebook.kinds import MentionKind
from casebook.mention import Mention
from sources.dialect import Dialect, Entry
from sources.feed_behind import numbered
from sources.links import web_link
from sources.text import clean_line
from sources.values import text_of

_COMMENT = "#comment-"
_ON_A_POST = re.compile(r"By: (.+)")
_ON_THE_SITE = re.compile(r"Comment on (.+) by (.+)")
_POST = re.compile(r"Comments on: (.+)")
_ANSWERS = re.compile(r"\s*(?:<p>\s*)?[^<>]{1,60}<a[^<>]*\shref=[\"']([^\"'<>]*#comment-\d+)[\"'][^<>]*>")
"""How the words of an answer to a comment begin: "In reply to NAME", in the site's language."""


def _reads(mention: Mention, entry: Entry, about: Entry) -> Mention:
    """Return a comment as a mention, or a post where it is a feed of posts."""
    link = _comment(mention.url, text_of(entry, "id"))
    if link is None:
        return replace(mention, source="wordpress", kind=MentionKind.ARTICLE)
    post = link.partition("#")[0]
    name, title = _named(mention, about)
    return replace(
        mention,
        source="wordpress",
        kind=MentionKind.COMMENT,
        url=mention.url if mention.url and _COMMENT in mention.url else link,
        title=title,
        author_name=name,
        thread_root_id=post,
        thread_root_url=post,
        **_answers(entry, post),
    )


def _comment(link: str | None, guid: str) -> str | None:
    """Return the comment's own address: as its link says it, or its id."""
    said = (web_link(each) for each in (link, guid) if each and _COMMENT in each)
    return next((each for each in said if each), None)


def _named(mention: Mention, about: Entry) -> tuple[str | None, str | None]:
    """Return who wrote it and under which post; a site in another language keeps its own title."""
    title, name = mention.title or "", mention.author_name
    if found := _ON_A_POST.fullmatch(title):
        post = _POST.fullmatch(clean_line(text_of(about, "title")))
        return name or found[1], post[1] if post else None
    if name and title.startswith("Comment on ") and title.endswith(f" by {name}"):
        return name, title[len("Comment on ") : -len(f" by {name}")] or None
    if found := _ON_THE_SITE.fullmatch(title):
        return name or found[2], found[1]
    return name, mention.title


def _answers(entry: Entry, post: str) -> dict[str, Any]:
    """Return which comment it answers, where its words begin with that."""
    contents = [text_of(each, "value") for each in entry.get("content", [])]
    found = _ANSWERS.match(contents[0] if contents else text_of(entry, "summary"))
    parent = web_link(found[1]) if found else None
    return {"reply_to_id": parent, "reply_to_url": parent} if parent else {}


DIALECT = Dialect("wordpress", _reads, behind=numbered)
