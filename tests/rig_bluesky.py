"""A Bluesky server on loopback: it opens sessions, lets them run out, and searches."""

import json as jsonlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casebook.mention import Mention
from sources.settings.bluesky import BlueskySettings
from tests.loopback import Request, Step, json
from tests.rig import HUSH, SECRET, Post, World

DID = "did:plc:jane"
_SERVER = "/xrpc/com.atproto.server."


@dataclass
class BlueskyWorld(World):
    """Searches, and knows sessions by their number: of each only the last is good."""

    kind = "bluesky"
    signs_in = True
    edits = False
    says = frozenset({"likes", "comments", "reposts"})
    sessions: int = 0
    """How many were opened."""
    renewals: int = 0
    good: str = ""
    """The session that has not run out."""
    renewable: bool = True

    def settings(self, base: str) -> BlueskySettings:
        return BlueskySettings("acme.example", SECRET, query="acme", base_url=base)

    def answer(self, request: Request) -> Step:
        if request.path.startswith(_SERVER):
            return self._let_in(request)
        if request.headers.get("authorization") != f"Bearer {self.good}":
            return json('{"error":"ExpiredToken","message":"Token has expired"}', status=400)
        if request.path != "/xrpc/app.bsky.feed.searchPosts":
            return json('{"error":"InvalidRequest","message":"no such method"}', status=400)
        return json(jsonlib.dumps(self._found(request)))

    def run_out(self) -> None:
        """Let the open session run out."""
        self.good = "run out"

    def _let_in(self, request: Request) -> Step:
        if request.path.endswith("refreshSession"):
            if not self.renewable or not request.headers["authorization"].startswith("Bearer renew-"):
                return json('{"error":"ExpiredToken","message":"Token has been revoked"}', status=400)
            self.renewals += 1
        else:
            if jsonlib.loads(request.body) != {"identifier": "acme.example", "password": HUSH}:
                say = {"error": "AuthenticationRequired", "message": f"Invalid identifier or {HUSH}"}
                return json(jsonlib.dumps(say), status=401)
            self.sessions += 1
        number = f"{self.sessions}-{self.renewals}"
        self.good = f"open-{HUSH}-{number}"
        home = {"type": "AtprotoPersonalDataServer", "serviceEndpoint": f"http://{request.headers['host']}"}
        said = {"accessJwt": self.good, "refreshJwt": f"renew-{HUSH}-{number}", "didDoc": {"service": [home]}}
        return json(jsonlib.dumps(said))

    def _found(self, request: Request) -> dict[str, Any]:
        since, at = request.query.get("since", ""), int(request.query.get("cursor", "0"))
        posts = [each for each in self.newest_first() if iso(each.at) >= since and not each.deleted]
        shown = posts[at : at + min(int(request.query["limit"]), 100)]
        more = {"cursor": str(at + len(shown))} if at + len(shown) < len(posts) else {}
        return {"posts": [post(each) for each in shown], **more}

    def number(self, mention: Mention) -> int:
        return int(mention.native_id.rpartition("/")[2])

    def knows(self, request: Request) -> bool:
        return "since" in request.query


def post(said: Post, **more: Any) -> dict[str, Any]:
    """Return a post as a search gives it."""
    return {
        "uri": f"at://{DID}/app.bsky.feed.post/{said.number}",
        "author": {"did": DID, "handle": "jane.example", "displayName": "Jane", "labels": []},
        "record": {
            "$type": "app.bsky.feed.post",
            "text": said.text,
            "createdAt": iso(said.at),
            "langs": ["en"],
        },
        "replyCount": 0,
        "repostCount": 0,
        "likeCount": 0,
        "quoteCount": 0,
        "indexedAt": iso(said.at),
        "labels": [],
        **more,
    }


def iso(when: datetime) -> str:
    return f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond // 1000:03}Z"
