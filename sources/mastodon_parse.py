"""Mastodon and servers that speak its API: bytes to mentions. Knows no network."""

from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from casebook.kinds import CanReply, LangSource, MentionKind, Precision, ReachKind
from casebook.mention import Mention
from sources.address import host_of
from sources.errors import Unreadable
from sources.html_text import from_html
from sources.links import web_link
from sources.platform import Page, parsed
from sources.source import Parsed
from sources.text import clean, clean_line
from sources.times import believed, from_iso
from sources.values import anything_in, count_of, id_of, language_in, part_of, parts_of, text_of, truth_of

_FOR_ALL = frozenset({"public", "unlisted"})
"""What anybody may read; all else is a letter to somebody."""
_AIMED = frozenset({"mention", "quote"})
"""Notifications of something that was written; others tell of a star or a new follower."""
_LISTS = ("statuses", "ancestors", "descendants")
_WHAT = 300
"""Letters of a server's own words that are told."""


def parse(body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return the mentions an answer holds; never raises for what stands in the body."""
    return parsed(lambda: page(body, host_of(url)))


def page(
    body: bytes,
    host: str = "",
    behind: Callable[[str], str] | None = None,
    met: MutableMapping[str, str] | None = None,
) -> Page:
    """Return one page: of a timeline, a search or notifications; or a single one of these.

    What is not for everybody is counted, and goes no further.

    Args:
        body: As it came.
        host: Who says it: the ids it gives are its own.
        behind: Says where the page behind an entry is, by the entry's id.
        met: Takes what the server's ids stand for.

    Raises:
        Unreadable: It is not what such a server answers with.
    """
    entries = entries_in(body)
    told = [each for each in entries if tells(each)]
    statuses = [status for each in told if "content" in (status := status_of(each))]
    uris = {id_of(each, "id"): clean_line(text_of(each, "uri")) for each in statuses}
    if met is not None:
        met.update(uris)
    read = [mention_of(each, host, uris) for each in statuses if visible(each)]
    times = [when for each in told if (when := believed(from_iso(text_of(each, "created_at"))))]
    return Page(
        tuple(each for each in read if each is not None),
        hits=len(entries),
        lost=len(told) - len(statuses) + read.count(None),
        next=behind(id_of(entries[-1], "id")) if behind and entries else "",
        oldest=times[-1] if times else None,
        newest=max(times, default=None),
    )


def entries_in(body: bytes) -> list[Mapping[str, Any]]:
    """Return the entries of an answer: statuses or notifications, as they stand there.

    Raises:
        Unreadable: It is not what such a server answers with.
    """
    said = anything_in(body, "Mastodon")
    if isinstance(said, list):
        return parts_of({"all": said}, "all")
    if isinstance(said, Mapping) and any(isinstance(said.get(name), list) for name in _LISTS):
        return [each for name in _LISTS for each in parts_of(said, name)]
    if isinstance(said, Mapping) and (("uri" in said and "content" in said) or "status" in said):
        return [said]
    words = own_words(body)
    raise Unreadable(f"Mastodon answered with JSON, but without posts{': ' if words else ''}{words}")


def status_of(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the status an entry is about: a notification's own, and of a boost what was boosted."""
    status = part_of(entry, "status") or entry
    return part_of(status, "reblog") or status


def visible(status: Mapping[str, Any]) -> bool:
    """Whether anybody may read a status; of one that does not say so nobody may."""
    return text_of(status, "visibility") in _FOR_ALL


def own_words(body: bytes) -> str:
    """Return what a server says of its refusal, on one line; empty where it says nothing."""
    try:
        said = anything_in(body, "Mastodon")
    except Unreadable:
        return ""
    if not isinstance(said, Mapping):
        return ""
    return clean_line(text_of(said, "error_description") or text_of(said, "error"))[:_WHAT]


def mention_of(
    status: Mapping[str, Any], host: str = "", uris: Mapping[str, str] | None = None
) -> Mention | None:
    """Return a status as a mention; None where it cannot be told apart or says nothing.

    Args:
        status: As the server has it; its counts are what this one server knows of it.
        host: The server.
        uris: What its ids stand for, as far as that is known.
    """
    uri = clean_line(text_of(status, "uri"))
    text = _words(status)
    if not uri or not (text or parts_of(status, "media_attachments")):
        return None
    written = believed(from_iso(text_of(status, "created_at")))
    lang, answers = language_in(status.get("language")), id_of(status, "in_reply_to_id")
    return Mention(
        source="mastodon",
        native_id=uri,
        text=text,
        kind=MentionKind.COMMENT if answers else MentionKind.POST,
        url=web_link(text_of(status, "url")) or web_link(uri),
        created_at=written,
        created_precision=Precision.EXACT if written else Precision.FIRST_SEEN,
        edited_at=believed(from_iso(text_of(status, "edited_at"))),
        reply_to_id=(uris or {}).get(answers) or f"{host}/{answers}" if answers else None,
        lang=lang,
        lang_source=LangSource.DECLARED if lang else None,
        can_reply=CanReply.LINK,
        **_author(part_of(status, "account")),
        **_counts(status),
    )


def tells(entry: Mapping[str, Any]) -> bool:
    """Whether an entry is about something that was written: not of a new follower, nor of a star."""
    return "type" not in entry or (text_of(entry, "type") in _AIMED and bool(part_of(entry, "status")))


def _words(status: Mapping[str, Any]) -> str:
    """Return what somebody wrote, the warning they put before it first."""
    warning = clean_line(text_of(status, "spoiler_text"))
    return clean(f"{warning}\n\n{from_html(text_of(status, 'content'))}")


def _author(account: Mapping[str, Any]) -> dict[str, Any]:
    """Return who wrote it: the account as people write it everywhere, with its home."""
    short, link = clean_line(text_of(account, "acct")), web_link(text_of(account, "url"))
    home = host_of(text_of(account, "uri") or link or "")
    handle = f"{short}@{home}" if short and home and "@" not in short else short
    name = clean_line(text_of(account, "display_name")) or handle
    followers = count_of(account, "followers_count")
    followers = followers if followers is not None and followers >= 0 else None
    return {
        "author_handle": handle or None,
        "author_name": (f"{name} (automated)" if truth_of(account, "bot") else name) or None,
        "author_url": link,
        "author_reach": followers,
        "author_reach_kind": ReachKind.FOLLOWERS if followers is not None else None,
    }


def _counts(status: Mapping[str, Any]) -> dict[str, Any]:
    boosts, quotes = count_of(status, "reblogs_count"), count_of(status, "quotes_count")
    return {
        "comments": count_of(status, "replies_count"),
        "reposts": None if boosts is None else boosts + (quotes or 0),
        "likes": count_of(status, "favourites_count"),
    }
