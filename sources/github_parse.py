"""GitHub's issues, pull requests and comments, as its API tells them: bytes to mentions. Knows no network."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from casebook.kinds import CanReply, Completeness, MentionKind, Precision
from casebook.mention import Mention
from casebook.pattern import pattern
from sources.errors import Unreadable
from sources.links import web_link
from sources.platform import Page, page_of, parsed
from sources.source import Parsed
from sources.text import GLANCE, clean, clean_line
from sources.times import believed, from_iso
from sources.values import anything_in, count_of, part_of, parts_of, text_of, truth_of

GIVEN = 1000
"""Hits of one search are given at most."""
_UNSHOWN = pattern(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_UP = "GitHub gave up its search half-way: what may be missing is asked for again"


def parse(body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return the mentions an answer holds; never raises for what stands in the body."""
    return parsed(lambda: page(body))


def page(body: bytes, behind: str = "", *, bots: bool = True) -> Page:
    """Return one page of a search, of a repository's issues, or of the comments on them; or a single one.

    It is told by when something last happened to each entry, for that is how they are sorted.

    Args:
        body: As it came.
        behind: Where the next page is.
        bots: Whether what machines wrote is told too.

    Raises:
        Unreadable: It is not what GitHub answers with.
    """
    said = anything_in(body, "GitHub")
    entries = _entries(said)
    ours = [each for each in entries if bots or not _by_machine(each)]
    read = page_of(map(_mention, ours), behind)
    times = [when for each in entries if (when := believed(from_iso(text_of(each, "updated_at"))))]
    patchy = isinstance(said, Mapping) and truth_of(said, "incomplete_results")
    return replace(
        read,
        hits=len(entries),
        next=behind if entries else "",
        oldest=min(times, default=None),
        newest=max(times, default=None),
        flaw=_UP if patchy else "",
        patchy=patchy,
    )


def total(body: bytes) -> int:
    """Return how many hits a search has in all; 0 where it does not say."""
    said = anything_in(body, "GitHub")
    return count_of(said, "total_count") or 0 if isinstance(said, Mapping) else 0


def _entries(said: Any) -> list[Mapping[str, Any]]:
    if isinstance(said, Mapping) and isinstance(said.get("items"), list):
        return parts_of(said, "items")
    if isinstance(said, Mapping) and "html_url" in said:
        return [said]
    if isinstance(said, list):
        return parts_of({"items": said}, "items")
    words = clean_line(text_of(said, "message"))[:200] if isinstance(said, Mapping) else ""
    raise Unreadable(f"GitHub answered with JSON, but without issues{': ' * bool(words)}{words}")


def _by_machine(entry: Mapping[str, Any]) -> bool:
    return text_of(part_of(entry, "user"), "type") == "Bot"


def _mention(entry: Mapping[str, Any]) -> Mention | None:
    """Return an issue, a pull request or a comment; None where it cannot be told apart or says nothing."""
    is_comment = "issue_url" in entry
    number, link = count_of(entry, "id"), web_link(text_of(entry, "html_url"))
    title, text = clean_line(text_of(entry, "title")) or None, _said(entry)
    if number is None or link is None or not (title or text):
        return None
    written, changed = (believed(from_iso(text_of(entry, name))) for name in ("created_at", "updated_at"))
    reactions = part_of(entry, "reactions")
    return Mention(
        source="github",
        native_id=f"{'comment' if is_comment else 'issue'}-{number}",
        text=text,
        kind=MentionKind.COMMENT if is_comment else MentionKind.ISSUE,
        url=link,
        title=title,
        created_at=written,
        created_precision=Precision.EXACT if written else Precision.FIRST_SEEN,
        edited_at=changed if is_comment and changed and written and changed > written else None,
        community=_repository(entry),
        score=count_of(reactions, "total_count"),
        likes=count_of(reactions, "+1"),
        comments=None if is_comment else count_of(entry, "comments"),
        completeness=Completeness.FULL if text else Completeness.TITLE_ONLY,
        can_reply=CanReply.LINK,
        **_author(entry),
        **(_thread(link) if is_comment else {}),
    )


def _said(entry: Mapping[str, Any]) -> str:
    """Return the Markdown as it is read: what a template only tells the writer is not shown to anybody."""
    return clean(_UNSHOWN.sub("", text_of(entry, "body")[:GLANCE]))


def _author(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return who wrote it; nobody where the account is gone. A machine's name says that it is one."""
    user = part_of(entry, "user")
    login = clean_line(text_of(user, "login")) or None
    return {
        "author_handle": login,
        "author_name": f"{login} (bot)" if login and _by_machine(entry) else login,
        "author_url": web_link(text_of(user, "html_url")),
    }


def _repository(entry: Mapping[str, Any]) -> str | None:
    """Return owner and name."""
    address = text_of(entry, "repository_url") or text_of(entry, "issue_url").partition("/issues/")[0]
    owner, _, name = address.partition("/repos/")[2].partition("/")
    return clean_line(f"{owner}/{name}") if owner and name else None


def _thread(link: str) -> dict[str, Any]:
    """Return the issue a comment stands under: the same page without the comment's own place on it."""
    return {"thread_root_url": link.partition("#")[0]}
