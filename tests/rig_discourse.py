"""A Discourse forum on loopback: its posts as three ages of it give them, and a search of ten pages."""

import json as jsonlib
import re
from datetime import timedelta
from typing import Any

from casebook.mention import Mention
from sources.settings.discourse import DiscourseSettings
from tests.loopback import Request, Step, json
from tests.rig import SECRET, Post, World

_HIDDEN = range(61, 131)
"""Numbers of posts in private messages: nobody else may see them, though they are counted."""


class DiscourseWorld(World):
    """All posts, the fifty newest below a number; behind the 60th seventy are nobody's business."""

    kind = "discourse"
    deletes = True
    signs_in = True
    empty_is_odd = True
    says = frozenset({"likes", "comments", "author_reach"})

    def settings(self, base: str) -> DiscourseSettings:
        return DiscourseSettings(f"{base}/community/", key=SECRET, user="desk")

    def answer(self, request: Request) -> Step:
        if request.path != "/community/posts.json":
            return json('{"errors": ["not found"], "error_type": "not_found"}', status=404)
        long_ago = self.now - timedelta(days=400)
        posts = [*([Post(self.base, "What are your hours?", long_ago)] if self.base else []), *self.posts]
        newest = sorted(posts, key=lambda each: each.number, reverse=True)
        here = self.given(newest, int(request.query.get("before", 0)))
        return json(jsonlib.dumps({"latest_posts": [post(each) for each in here]}))

    def given(self, newest: list[Post], before: int) -> list[Post]:
        """Return a page; 0 stands for the first."""
        return [each for each in newest if not before or shown(each.number) < before][:50]

    def number(self, mention: Mention) -> int:
        number = int(mention.native_id.rpartition("/")[2])
        return number if number < _HIDDEN.start else number - len(_HIDDEN)

    def knows(self, request: Request) -> bool:
        return True  # the newest window is all that can be asked for


class DiscourseOf2023World(DiscourseWorld):
    """The same, when the number itself was among those below it."""

    def given(self, newest: list[Post], before: int) -> list[Post]:
        return [each for each in newest if not before or shown(each.number) <= before][:50]


class DiscourseOf2018World(DiscourseWorld):
    """The same, when a page was fifty numbers, whatever one may see of them."""

    def given(self, newest: list[Post], before: int) -> list[Post]:
        last = before or max((shown(each.number) for each in newest), default=0)
        return [each for each in newest if last - 50 < shown(each.number) <= last]


class DiscourseSearchWorld(DiscourseWorld):
    """The same forum, searched: blurbs, fifty a page, ten pages; what is gone is not found."""

    deletes = False
    empty_is_odd = False
    says = frozenset({"likes"})

    def settings(self, base: str) -> DiscourseSettings:
        return DiscourseSettings(f"{base}/community", search=True, query="acme", key=SECRET)

    def answer(self, request: Request) -> Step:
        number = int(request.query.get("page", 1))
        if request.path != "/community/search.json" or number > 10:
            return json('{"errors": ["no"], "error_type": "invalid_parameters"}', status=400)
        after = re.search(r"after:(\S+)", request.query["q"])
        found = [each for each in self.newest_first() if not after or str(each.at.date()) > after[1]]
        here = [each for each in found[(number - 1) * 50 : number * 50] if not each.deleted]
        result = {"error": None, "more_full_page_results": len(found) > number * 50 or None}
        topics = [{"id": 7, "title": "Who else?", "slug": "who-else"}]
        posts = [blurb(each) for each in here]
        return json(jsonlib.dumps({"posts": posts, "topics": topics, "grouped_search_result": result}))

    def knows(self, request: Request) -> bool:
        return "after:" in request.query["q"]


def shown(number: int) -> int:
    """Return the number a post has on the forum."""
    return number if number < _HIDDEN.start else number + len(_HIDDEN)


def post(each: Post) -> dict[str, Any]:
    """Return a post as the list of all has it."""
    changed = (each.edited or each.at).isoformat().replace("+00:00", "Z")
    return {
        "id": shown(each.number),
        "name": "",
        "username": "jane",
        "created_at": each.at.isoformat().replace("+00:00", "Z"),
        "updated_at": changed,
        "cooked": "<p>(post deleted by author)</p>" if each.deleted else f"<p>{each.text}</p>",
        "post_number": each.number,
        "post_type": 1,
        "reply_count": 0,
        "topic_id": 7,
        "topic_slug": "who-else",
        "topic_title": "Who else?",
        "trust_level": 2,
        "user_deleted": each.deleted,
        "actions_summary": [{"id": 2, "count": 3}],
    }


def blurb(each: Post) -> dict[str, Any]:
    """Return a post as the search has it."""
    own = {key: value for key, value in post(each).items() if key in ("id", "username", "created_at")}
    return {
        **own,
        "name": None,
        "blurb": each.text,
        "like_count": 3,
        "post_number": each.number,
        "topic_id": 7,
    }
