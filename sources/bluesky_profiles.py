"""Who wrote on Bluesky: names and followers, looked up by DID without an account."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from casebook.mention import Mention
from sources.bluesky_parse import SITE, handle_of, named, reach_of
from sources.errors import SourceError, Unreadable
from sources.kit import JSON_LIMIT, Asks
from sources.links import web_link
from sources.text import clean_line
from sources.values import object_in, parts_of, text_of

_TOGETHER = 25
"""Accounts asked for at once: the API's own limit."""
_KEPT = 5000
_PATIENCE = 10.0
"""Seconds that posts wait for their authors."""
_REST = 300.0
"""Seconds for which nobody is looked up after a look that failed: a post is more than its author's name."""


class Profiles:
    """Knows authors, and asks for those it does not know."""

    def __init__(self, web: Asks, base_url: str, patience: float = _PATIENCE) -> None:
        """Make it.

        Args:
            web: What asks.
            base_url: Whom; empty: nobody is looked up.
            patience: Seconds a look may take.
        """
        self._web, self._base, self._patience = web, base_url, patience
        self._known: dict[str, Mapping[str, Any]] = {}
        self._rests = 0.0

    async def introduced(self, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
        """Return mentions with who wrote them, as far as that can be had; they wait for it but shortly."""
        told = tuple(mentions)
        unknown = [each.author_handle for each in told if each.author_handle not in self._known]
        dids = list(dict.fromkeys(each for each in unknown if each and each.startswith("did:")))
        now = asyncio.get_running_loop().time()
        if dids and self._base and now >= self._rests:
            try:
                async with asyncio.timeout(self._patience):
                    await self._look_up(dids)
            except (SourceError, TimeoutError):
                self._rests = now + _REST
        return tuple(_introduced(each, self._known.get(each.author_handle or "")) for each in told)

    async def _look_up(self, dids: list[str]) -> None:
        for at in range(0, len(dids), _TOGETHER):
            asked = urlencode([("actors", each) for each in dids[at : at + _TOGETHER]])
            url = f"{self._base.rstrip('/')}/xrpc/app.bsky.actor.getProfiles?{asked}"
            reply = await self._web.get(url, {"accept": "application/json"}, limit=JSON_LIMIT)
            if reply.status != 200:
                raise Unreadable(f"Bluesky looks nobody up (status {reply.status})")
            said = object_in(reply.body, "Bluesky")
            self._known |= {text_of(each, "did"): each for each in parts_of(said, "profiles")}
        for each in list(self._known)[: max(0, len(self._known) - _KEPT)]:
            del self._known[each]


def _introduced(mention: Mention, profile: Mapping[str, Any] | None) -> Mention:
    """Return a mention with what its author's profile says, as a search would have told it."""
    if profile is None:
        return mention
    handle = handle_of(profile) or mention.author_handle or ""
    name = clean_line(text_of(profile, "displayName")) or handle
    return replace(
        mention,
        url=web_link(f"{SITE}/profile/{handle}/post/{mention.native_id.rpartition('/')[2]}") or mention.url,
        author_handle=handle,
        author_name=named(name, profile),
        author_url=web_link(f"{SITE}/profile/{handle}"),
        **reach_of(profile),
    )
