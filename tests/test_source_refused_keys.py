"""Keys that are refused are fetched anew the next time; a refusal that means too fast is none of a key."""

import json as jsonlib
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any

import pytest

from casebook.kinds import HealthKind
from sources.kit import Kit, Line, Reply
from sources.reading import Reading
from sources.registry import KINDS
from sources.settings.bluesky import BlueskySettings
from sources.settings.discourse import DiscourseSettings
from sources.settings.github import GitHubSettings
from sources.settings.mastodon import MastodonSettings
from sources.settings.reddit import RedditSettings
from sources.settings.stackexchange import StackExchangeSettings
from tests.feed_samples import NOW

KEY = "env:KEY"
REFUSALS: list[tuple[str, Any, int, Mapping[str, str]]] = [
    ("bluesky", BlueskySettings("acme.example", KEY, "acme"), 401, {"error": "AuthenticationRequired"}),
    ("discourse", DiscourseSettings("https://forum.example", key=KEY), 403, {"error_type": "not_logged_in"}),
    ("github", GitHubSettings("acme", token=KEY), 401, {"message": "Bad credentials"}),
    ("mastodon", MastodonSettings("https://social.example", ("acme",), token=KEY), 401, {"error": "invalid"}),
    ("reddit", RedditSettings("acme", user="jane", token=KEY), 403, {"message": "Forbidden"}),
    ("stackexchange", StackExchangeSettings(query="acme", key=KEY), 400, {"error_message": "no such key"}),
]


@dataclass
class Refusing:
    """Says no to whatever is asked, knows the key, and remembers what was forgotten."""

    status: int
    said: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)

    async def get(self, url: str, headers: Any = None, *, limit: int = 0) -> Reply:
        return Reply(self.status, self.headers, jsonlib.dumps(self.said).encode(), url)

    async def post(self, url: str, body: bytes, headers: Any = None, *, limit: int = 0) -> Reply:
        return await self.get(url)

    async def read(self, body: bytes, url: str, content_type: str, dialect: str = "feed") -> Reading:
        raise AssertionError("no feed is read")

    def line(self, url: str, headers: Any = None, *, silence: float = 0) -> AbstractAsyncContextManager[Line]:
        raise AssertionError("no line is held")

    async def of(self, reference: str) -> str:
        return "hush" if reference == KEY else ""

    def forget(self, reference: str) -> None:
        self.forgotten.append(reference)


@pytest.mark.parametrize(("kind", "settings", "status", "said"), REFUSALS, ids=[each[0] for each in REFUSALS])
async def test_a_key_that_is_refused_is_fetched_anew(
    kind: str, settings: Any, status: int, said: Mapping[str, str]
) -> None:
    world = Refusing(status, said)
    answer = await KINDS[kind].build("mine", settings, Kit(world, world, world, world)).fetch({}, NOW)
    assert not answer.health.kind.well
    assert world.forgotten == [KEY]


async def test_a_refusal_that_means_too_fast_is_none_of_ours() -> None:
    limit = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "300"}
    world = Refusing(403, {"error": "Too many requests"}, limit)
    settings = MastodonSettings("https://social.example", ("acme",))
    answer = await KINDS["mastodon"].build("mine", settings, Kit(world, world, world, world)).fetch({}, NOW)
    assert answer.health.kind is HealthKind.RATE_LIMITED
