"""Who wrote on Bluesky: looked up once, and a post never waits long for its author's name."""

import asyncio
import json as jsonlib
from dataclasses import dataclass, field
from typing import Any

import pytest

from casebook.mention import Mention
from sources.bluesky_profiles import Profiles
from sources.kit import Reply

POST = Mention("bluesky", "at://did:plc:w1/app.bsky.feed.post/1", "Acme", author_handle="did:plc:w1")
JANE = {"did": "did:plc:w1", "handle": "jane.example", "followersCount": 70}


@dataclass
class Server:
    """Answers each question alike, or never."""

    status: int = 200
    body: Any = field(default_factory=lambda: {"profiles": [JANE]})
    silent: bool = False
    asked: int = 0

    async def get(self, url: str, headers: Any = None, *, limit: int = 0) -> Reply:
        self.asked += 1
        if self.silent:
            await asyncio.Event().wait()
        return Reply(self.status, {}, jsonlib.dumps(self.body).encode(), url)

    async def post(self, url: str, body: bytes, headers: Any = None, *, limit: int = 0) -> Reply:
        raise AssertionError("nobody is told anything")


async def test_an_author_is_looked_up_once() -> None:
    server = Server()
    profiles = Profiles(server, "https://api.example/")
    (first,), (again,) = [await profiles.introduced([POST]) for _ in range(2)]
    assert (first.author_handle, first.author_reach, first == again, server.asked) == (
        "jane.example",
        70,
        True,
        1,
    )


@pytest.mark.parametrize(
    "server",
    [
        Server(429, {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}),
        Server(400, {"error": "InvalidRequest"}),
        Server(body=[]),
        Server(silent=True),
    ],
)
async def test_who_cannot_look_up_is_left_alone_and_nobody_waits(server: Server) -> None:
    profiles = Profiles(server, "https://api.example", patience=0.01)
    told = [await profiles.introduced([POST]) for _ in range(3)]
    assert told == [(POST,)] * 3
    assert server.asked == 1
