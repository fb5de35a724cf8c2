"""Reddit's Atom feeds to mentions: searches, subreddits, threads. Knows no network.

They tell no score, no number of comments, no karma: that stays unknown.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from casebook.kinds import Completeness, MentionKind
from casebook.mention import Mention
from sources.dialect import Dialect, Entry
from sources.html_text import from_html
from sources.links import web_link
from sources.text import clean_line
from sources.values import text_of

_NAME = re.compile(r"t[13]_[a-z0-9]{1,13}")
_BODY = re.compile(r"<!--\s*SC_OFF\s*-->(.*?)(?:<!--\s*SC_ON\s*-->|\Z)", re.DOTALL)
_THREAD = re.compile(r"(https?://[^/?#]+/(?:r|user|u)/[^/?#]+/comments/([a-z0-9]{1,13})/(?:[^/?#]*/)?)")
_ON = re.compile(r"/u/\S+ on (.+)")
_GONE = frozenset({"[deleted]", "[removed]", "[deleted by user]", "[ removed by reddit ]"})
_SINCE = re.compile(rb"<updated>[^<]*</updated>")


def _reads(mention: Mention, entry: Entry, about: Entry) -> Mention:
    """Return a post or a comment as a mention."""
    name = _name(entry, mention.url)
    text, title = _text(entry), mention.title
    text = text if text or title or mention.url else mention.text
    gone = text.lower() in _GONE or (title or "").lower() in _GONE
    is_comment = name.startswith("t1_")
    on = _ON.fullmatch(title or "") if is_comment else None
    return replace(
        mention,
        source="reddit",
        native_id=name or mention.native_id,
        kind=MentionKind.COMMENT if is_comment else MentionKind.POST,
        text="" if gone else text,
        title=on[1] if on else title,
        edited_at=None,
        deleted=gone,
        community=_community(entry),
        completeness=Completeness.FULL,
        **_author(mention),
        **(_thread(mention.url) if is_comment else {}),
    )


def _name(entry: Entry, link: str | None) -> str:
    """Return what Reddit calls it: as its id says, or a post's address; empty where neither does."""
    said, found = text_of(entry, "id"), _THREAD.fullmatch(link or "")
    return said if _NAME.fullmatch(said) else f"t3_{found[2]}" if found else ""


def _text(entry: Entry) -> str:
    """Return a body's words; a link or a picture has none, only Reddit's own words around it."""
    contents = [text_of(each, "value") for each in entry.get("content", []) if isinstance(each, Mapping)]
    found = _BODY.search(contents[0]) if contents else None
    return from_html(found[1]) if found else ""


def _author(mention: Mention) -> dict[str, Any]:
    """Return an account by its name; one that is no more has none."""
    name = (mention.author_name or "").removeprefix("/u/").removeprefix("u/")
    if not name or name.lower() in _GONE:
        return {"author_handle": None, "author_name": None, "author_url": None}
    return {"author_handle": name, "author_name": name}


def _community(entry: Entry) -> str | None:
    tags = [each for each in entry.get("tags", []) if isinstance(each, Mapping)]
    return clean_line(text_of(tags[0], "term"))[:100] or None if tags else None


def _thread(link: str | None) -> dict[str, Any]:
    """Return the post a comment stands under; which comment it answers, a feed does not say."""
    found = _THREAD.match(link or "")
    if found is None:
        return {}
    return {"thread_root_id": f"t3_{found[2]}", "thread_root_url": web_link(found[1])}


def _essence(piece: bytes) -> bytes:
    """Return a feed without the time it was made at, which is another each time; an entry as it is."""
    head, entry, rest = piece.partition(b"<entry")
    return _SINCE.sub(b"", head) + entry + rest


DIALECT = Dialect("reddit", _reads, _essence)
