"""How Reddit is asked: with a token feed's secret in the address, which nobody but Reddit ever sees."""

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from sources.errors import Misled
from sources.kit import FEED_LIMIT, JSON_LIMIT, Asks, Reply, Unlocks
from sources.paging import with_query
from sources.reddit_page import LATER, REST

_REFUSED = (401, 403)
_RESET = "x-ratelimit-reset"
_SECONDS = re.compile(r"\d{1,6}(?:\.\d{1,6})?")


class RedditWeb:
    """Asks Reddit; addresses in and out are without the secret."""

    def __init__(self, web: Asks, keys: Unlocks, user: str, token: str) -> None:
        """Make it.

        Args:
            web: What asks.
            keys: What knows the secret.
            user: The account whose token feed is asked; empty for none.
            token: Where its secret is.
        """
        self._web, self._keys = web, keys
        self._user, self._token = user, token

    async def get(
        self, url: str, headers: Mapping[str, str] | None = None, *, limit: int = FEED_LIMIT
    ) -> Reply:
        """Ask for an address; where it leads to a login, Reddit is left alone for an hour."""
        secret = await self._keys.of(self._token)
        at = with_query(url, {"feed": secret, "user": self._user}) if secret else url
        try:
            reply = await self._web.get(at, headers, limit=limit)
        except Misled as error:
            error.pause = REST
            raise
        if secret and reply.status in _REFUSED:
            self._keys.forget(self._token)
        moved = _bare(reply.moved) if reply.moved else None
        return replace(reply, url=_bare(reply.url), moved=moved, headers=_later(reply))

    async def post(
        self, url: str, body: bytes, headers: Mapping[str, str] | None = None, *, limit: int = JSON_LIMIT
    ) -> Reply:
        """Send a body, without any secret."""
        return await self._web.post(url, body, headers, limit=limit)


def _later(reply: Reply) -> Mapping[str, str]:
    """Return the headers of a good answer with its reset a little later: on the second it is too early."""
    said = reply.headers.get(_RESET, "")
    if reply.status >= 400 or not _SECONDS.fullmatch(said):
        return reply.headers
    return {**reply.headers, _RESET: str(float(said) + LATER)}


def _bare(url: str) -> str:
    """Return an address without the secret."""
    parts = urlsplit(url)
    kept = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in ("feed", "user")
    ]
    return parts._replace(query=urlencode(kept)).geturl() if len(parts.query) else url
