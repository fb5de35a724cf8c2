"""A Lemmy server on loopback."""

import json as jsonlib
from typing import Any

from casebook.mention import Mention
from sources.settings.lemmy import LemmySettings
from tests.loopback import Request, Step, json
from tests.rig import Post, World


class LemmyWorld(World):
    """Searches comments alone: no post holds our words."""

    kind = "lemmy"
    deletes = True

    def settings(self, base: str) -> LemmySettings:
        return LemmySettings(base, query="acme")

    def answer(self, request: Request) -> Step:
        if request.path != "/api/v3/search" or request.query.get("sort") != "New":
            return json('{"error": "unknown"}', status=400)
        asked, name = int(request.query["page"]), request.query["type_"].lower()
        size = min(int(request.query["limit"]), 50)
        posts = self.newest_first()[(asked - 1) * size : asked * size] if name == "comments" else []
        empty: dict[str, Any] = {"type_": request.query["type_"], "posts": [], "comments": []}
        return json(jsonlib.dumps({**empty, "comments": [comment(each) for each in posts]}))

    def number(self, mention: Mention) -> int:
        return int(mention.native_id.rpartition("/")[2])

    def knows(self, request: Request) -> bool:
        return int(request.query["page"]) <= 4  # what the overlap holds, and the end


def comment(post: Post) -> dict[str, Any]:
    """Return a comment in the shape of 0.19: what is not known is absent."""
    link = f"https://lemmy.example/comment/{post.number}"
    own = {
        "id": post.number,
        "content": post.text,
        "published": post.at.isoformat().replace("+00:00", "Z"),
        "ap_id": link,
        "path": f"0.{post.number}",
        "deleted": post.deleted,
        "removed": False,
    }
    return {
        "comment": own | ({"updated": post.edited.isoformat()} if post.edited else {}),
        "creator": {"name": "jane", "actor_id": "https://lemmy.example/u/jane"},
        "post": {"id": 1, "name": "Who else?", "ap_id": "https://lemmy.example/post/1"},
        "community": {"name": "help"},
        "counts": {"score": 2, "upvotes": 3, "child_count": 0},
    }
