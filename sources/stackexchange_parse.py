"""Stack Exchange, as its API 2.3 tells it: bytes to mentions. Knows no network."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from casebook.kinds import CanReply, Completeness, MentionKind, Precision, ReachKind
from casebook.mention import Mention
from sources.address import host_of
from sources.errors import Unreadable
from sources.hints import backoff
from sources.html_text import from_html
from sources.links import web_link
from sources.markup import unescaped
from sources.platform import Page, page_of, parsed
from sources.source import Parsed
from sources.text import clean, clean_line
from sources.times import believed, from_epoch
from sources.values import count_of, object_in, part_of, parts_of, text_of, truth_of

_COURTESY = 2.0
"""Seconds beyond a `backoff`: who comes back at its very end is still thrown out."""
_SPENT = (
    "all questions of today are asked: it goes on after midnight UTC; "
    "a free key gives 10,000 a day in place of 300"
)


def parse(body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return the mentions an answer holds; never raises for what stands in the body."""
    return parsed(lambda: page(body))


def page(body: bytes, behind: str = "") -> Page:
    """Return one page of questions, told by when something last happened to them.

    Args:
        body: As it came.
        behind: Where the next page is, should there be one.

    Raises:
        Unreadable: It is not what Stack Exchange answers with.
    """
    said = object_in(body, "Stack Exchange")
    if not isinstance(said.get("items"), list):
        words = clean_line(text_of(said, "error_message"))[:200]
        raise Unreadable(f"Stack Exchange answered without questions{': ' * bool(words)}{words}")
    items = parts_of(said, "items")
    pause = backoff(said)
    read = page_of(
        map(_mention, items),
        behind if truth_of(said, "has_more") else "",
        pause=pause + _COURTESY if pause else None,
    )
    times = [when for each in items if (when := _when(each, "last_activity_date"))]
    return replace(
        read,
        oldest=min(times, default=None),
        newest=max(times, default=None),
        spent=_SPENT if count_of(said, "quota_remaining") == 0 else "",
    )


def _mention(item: Mapping[str, Any]) -> Mention | None:
    """Return a question or an answer; None where it cannot be told apart or says nothing."""
    is_answer = count_of(item, "answer_id") is not None
    number = count_of(item, "answer_id" if is_answer else "question_id")
    link = web_link(text_of(item, "link"))
    title = clean_line(unescaped(text_of(item, "title"))) or None
    text, completeness = _said(item)
    if number is None or not (title or text):
        return None
    written = _when(item, "creation_date")
    place = host_of(link or "")
    return Mention(
        source="stackexchange",
        native_id=f"{place}/{'a' if is_answer else 'q'}/{number}",
        text=text,
        kind=MentionKind.ANSWER if is_answer else MentionKind.QUESTION,
        url=link,
        title=title,
        created_at=written,
        created_precision=Precision.EXACT if written else Precision.FIRST_SEEN,
        edited_at=_when(item, "last_edit_date"),
        community=place or None,
        score=count_of(item, "score"),
        comments=count_of(item, "answer_count"),
        views=count_of(item, "view_count"),
        completeness=completeness,
        can_reply=CanReply.LINK if link else CanReply.NONE,
        **dict(_author(part_of(item, "owner"))),
        **(_thread(item, place) if is_answer else {}),
    )


def _said(item: Mapping[str, Any]) -> tuple[str, Completeness]:
    if body := from_html(text_of(item, "body")):
        return body, Completeness.FULL
    if markdown := clean(unescaped(text_of(item, "body_markdown"))):
        return markdown, Completeness.FULL
    excerpt = from_html(text_of(item, "excerpt"))
    return excerpt, Completeness.SNIPPET if excerpt else Completeness.TITLE_ONLY


def _author(owner: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what is known of an author: a name that many may bear, so it is no handle; none is deleted."""
    yield "author_name", clean_line(unescaped(text_of(owner, "display_name"))) or None
    yield "author_url", web_link(text_of(owner, "link"))
    reputation = count_of(owner, "reputation")
    if reputation is not None:
        yield "author_reach", reputation
        yield "author_reach_kind", ReachKind.REPUTATION


def _thread(item: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Return which question an answer answers."""
    number = count_of(item, "question_id")
    root = f"{place}/q/{number}" if number is not None else None
    return {"thread_root_id": root, "reply_to_id": root}


def _when(item: Mapping[str, Any], key: str) -> datetime | None:
    seconds = count_of(item, key)
    return believed(from_epoch(seconds)) if seconds is not None else None
