"""The Stack Exchange API on loopback: sorted by activity, filtered, paged, always packed."""

import json as jsonlib
from typing import Any

from casebook.mention import Mention
from sources.settings.stackexchange import StackExchangeSettings
from tests.loopback import Request, Step, json
from tests.rig import SECRET, Post, World


class StackExchangeWorld(World):
    kind = "stackexchange"
    signs_in = True
    says = frozenset({"score", "comments", "views", "author_reach"})
    quota = 9000

    def settings(self, base: str) -> StackExchangeSettings:
        return StackExchangeSettings(query="acme", key=SECRET, base_url=base)

    def answer(self, request: Request) -> Step:
        asked = request.query
        if request.path != "/2.3/search/advanced" or asked.get("sort") != "activity":
            return json('{"error_id": 404, "error_name": "no_method"}', status=400, gzip=True)
        since, size, number = int(asked.get("min", 0)), int(asked["pagesize"]), int(asked["page"])
        found = [each for each in self.newest_first() if activity(each) >= since]
        found.sort(key=activity, reverse=True)
        items = [question(each) for each in found[(number - 1) * size : number * size]]
        said = {"items": items, "has_more": len(found) > number * size, "quota_remaining": self.quota}
        return json(jsonlib.dumps(said), gzip=True)

    def number(self, mention: Mention) -> int:
        return int(mention.native_id.rpartition("/")[2])

    def knows(self, request: Request) -> bool:
        return "min" in request.query


def activity(post: Post) -> int:
    return int((post.edited or post.at).timestamp())


def question(post: Post) -> dict[str, Any]:
    """Return a question as it is told with its body."""
    own = {
        "question_id": post.number,
        "title": "Who else &amp; why?",
        "body": f"<p>{post.text}</p>",
        "link": f"https://stackoverflow.com/questions/{post.number}/who-else",
        "creation_date": int(post.at.timestamp()),
        "last_activity_date": activity(post),
        "score": 0,
        "answer_count": 0,
        "view_count": 12,
        "owner": {"display_name": "jane", "reputation": 31, "user_type": "registered"},
    }
    return own | ({"last_edit_date": activity(post)} if post.edited else {})
