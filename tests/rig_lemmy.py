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
    says = frozenset({"likes", "comments", "score"})

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


class LemmyOneWorld(LemmyWorld):
    """The same server as of Lemmy 1.0: API 4, small letters, a cursor; it does not know API 3 any more."""

    def answer(self, request: Request) -> Step:
        if request.path != "/api/v4/search":
            return json('{"error": "not_found"}', status=404)
        assert (request.query["sort"], "page" in request.query) == ("new", False)
        start, size = int(request.query.get("page_cursor", "c0")[1:]), int(request.query["limit"])
        found = self.newest_first() if request.query["type_"] == "comments" else []
        here = found[start : start + size]
        behind = {"next_page": f"c{start + size}"} if len(found) > start + size else {}
        return json(jsonlib.dumps({"search": [in_four(each) for each in here], **behind}))

    def knows(self, request: Request) -> bool:
        return request.path == "/api/v4/search"


def in_four(post: Post) -> dict[str, Any]:
    """Return a comment in the shape of 1.0: counts with the rest, times and accounts under other names."""
    view = comment(post)
    own = {**view["comment"], **view.pop("counts"), "published_at": view["comment"].pop("published")}
    own.pop("published")
    changed = {"updated_at": own.pop("updated")} if "updated" in own else {}
    creator = {"name": "jane", "ap_id": "https://lemmy.example/u/jane"}
    return {**view, "type_": "comment", "comment": {**own, **changed}, "creator": creator}
