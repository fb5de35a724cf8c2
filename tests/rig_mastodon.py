"""A Mastodon server on loopback."""

import json as jsonlib
from typing import Any

from casebook.mention import Mention
from sources.settings.mastodon import MastodonSettings
from tests.loopback import Request, Step, json
from tests.rig import HUSH, SECRET, Post, World


class MastodonWorld(World):
    """Holds one tag, as somebody with a token sees it."""

    kind = "mastodon"
    signs_in = True
    says = frozenset({"likes", "comments", "reposts", "author_reach"})

    def settings(self, base: str) -> MastodonSettings:
        return MastodonSettings(base, tags=("#Acme",), token=SECRET)

    def answer(self, request: Request) -> Step:
        if request.headers.get("authorization") != f"Bearer {HUSH}":
            return json('{"error": "The access token is invalid"}', status=401)
        if request.path == "/api/v2/instance":
            return json("{}")
        if request.path != "/api/v1/timelines/tag/acme":
            return json('{"error": "Record not found"}', status=404)
        before = int(request.query.get("max_id", "999999"))
        posts = [each for each in self.newest_first() if each.number < before and not each.deleted]
        return json(
            jsonlib.dumps([status(each) for each in posts[: min(int(request.query["limit"]), 40)]]), etag=True
        )

    def number(self, mention: Mention) -> int:
        return int(mention.native_id.rpartition("/")[2])

    def knows(self, request: Request) -> bool:
        return "if-none-match" in request.headers


def status(post: Post, **more: Any) -> dict[str, Any]:
    """Return a status in the shape of 4.6."""
    link = f"https://mastodon.example/@jane/{post.number}"
    return {
        "id": str(post.number),
        "created_at": _iso(post.at),
        "in_reply_to_id": None,
        "spoiler_text": "",
        "visibility": "public",
        "language": "en",
        "uri": f"https://mastodon.example/users/jane/statuses/{post.number}",
        "url": link,
        "replies_count": 0,
        "reblogs_count": 0,
        "favourites_count": 0,
        "edited_at": _iso(post.edited) if post.edited else None,
        "content": f"<p>{post.text} <a href='https://mastodon.example/tags/acme'>#<span>acme</span></a></p>",
        "reblog": None,
        "account": {
            "acct": "jane",
            "display_name": "Jane",
            "bot": False,
            "url": "https://mastodon.example/@jane",
            "uri": "https://mastodon.example/users/jane",
            "followers_count": 12,
        },
        "media_attachments": [],
        **more,
    }


def _iso(when: Any) -> str:
    return str(when.isoformat()).replace("+00:00", "Z")
