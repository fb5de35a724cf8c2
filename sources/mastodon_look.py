"""A second look at a Mastodon server whose list is empty: nobody wrote, or it shows us nothing."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from casebook.kinds import HealthKind
from sources.address import shown
from sources.errors import Refused, SourceError
from sources.hints import exhausted
from sources.kit import JSON_LIMIT, Asks, Reply
from sources.mastodon_parse import entries_in, own_words
from sources.paging import address
from sources.values import object_in, part_of, text_of

TIMELINE, SEARCH = "/api/v1/timelines/tag/", "/api/v2/search"
INSTANCE = "/api/v2/instance"
COMMON = "mastodon"
"""A word that somebody on any server has written."""
_ELSEWHERE = "listen to the same tags on another server"
_SIGN_IN = "put a token of an account there into the settings"
_SCOPES = "look at its token: it may be withdrawn, or lack the scopes read:search and read:notifications"
_REFUSED: Mapping[int, tuple[HealthKind, str, str]] = {
    401: (HealthKind.AUTH, "wants us to sign in", _SIGN_IN),
    403: (HealthKind.BLOCKED, "refuses us", _SCOPES),
    422: (HealthKind.ERROR, "does not accept the question", "look at its tags and words in the settings"),
}
"""By status: the health it means, what is wrong, and what is to be done."""
_SHORT = 300
"""Bytes of an empty answer at most."""


def check(reply: Reply, token: str) -> None:
    """Let an answer pass unless it is a refusal in the server's own words, which are told.

    Raises:
        Refused: It is one; no word of it is told where it holds the token.
    """
    words = own_words(reply.body) if reply.status in _REFUSED else ""
    if not words or exhausted(reply.headers):
        return
    kind, saying, todo = _REFUSED[reply.status]
    more = f": {words}" if not token or token not in words else ""
    todo = _SCOPES if token and kind is HealthKind.AUTH else todo
    raise _no(f"{shown(reply.url)} {saying}{more} (status {reply.status})", kind, todo)


def looks_empty(url: str, reply: Reply) -> str:
    """Return which list an answer is of, by its path, where its first page is empty; else nothing."""
    path = urlsplit(url).path
    kind = next((each for each in (TIMELINE, SEARCH) if each in path), "")
    if not kind or "max_id=" in url or reply.status != 200 or len(reply.body) > _SHORT:
        return ""
    try:
        return "" if entries_in(reply.body) else kind
    except SourceError:
        return ""


async def look(kind: str, base: str, web: Asks, headers: Mapping[str, str]) -> None:
    """Look behind an empty list.

    Raises:
        Refused: It is switched off; the message says so.
    """
    await (_look_at_tags(base, web, headers) if kind == TIMELINE else _look_at_search(base, web, headers))


async def instance(base: str, web: Asks) -> Mapping[str, Any]:
    """Return what a server says of itself; nothing where it says it otherwise than Mastodon."""
    reply = await web.get(address(base, INSTANCE, {}), {"accept": "application/json"}, limit=JSON_LIMIT)
    try:
        return object_in(reply.body, "Mastodon") if reply.status == 200 else {}
    except SourceError:
        return {}


async def _look_at_tags(base: str, web: Asks, headers: Mapping[str, str]) -> None:
    access = part_of(await instance(base, web), "configuration", "timelines_access", "hashtag_feeds")
    allowed = {text_of(access, each) for each in ("local", "remote")} - {""}
    if allowed == {"disabled"}:
        say = f"{shown(base)} has switched its tags off: what they list is always empty"
        raise _no(say, HealthKind.BLOCKED, _ELSEWHERE)
    if allowed and "public" not in allowed and "authorization" not in headers:
        say = f"{shown(base)} shows its tags only to those who have an account there"
        raise _no(say, HealthKind.AUTH, _SIGN_IN)


async def _look_at_search(base: str, web: Asks, headers: Mapping[str, str]) -> None:
    asked = address(base, SEARCH, {"q": COMMON, "type": "statuses", "limit": 1})
    if looks_empty(asked, await web.get(asked, headers, limit=JSON_LIMIT)):
        say = f"{shown(asked)} finds nothing even for “{COMMON}”: it searches no posts (no Elasticsearch)"
        raise _no(say, HealthKind.EMPTY, "ask who runs the server, or have an account on one that searches")


def _no(say: str, kind: HealthKind, todo: str) -> Refused:
    refused = Refused(say, kind, None, None)
    refused.do = todo
    return refused
