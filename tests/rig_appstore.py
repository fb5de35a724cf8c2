"""The App Store on loopback: one of its addresses is always empty, another gives pages of fifty reviews."""

import json as jsonlib
import re
from typing import Any

from casebook.mention import Mention
from sources.settings.appstore import AppStoreSettings
from tests.loopback import Request, Step, json
from tests.rig import Post, World

WORKS = re.compile(r"/us/rss/customerreviews/id=4711000/sortBy=mostRecent/page=(\d+)/json")


class AppStoreWorld(World):
    kind = "appstore"
    empty_is_odd = True
    says = frozenset({"rating", "score"})

    def settings(self, base: str) -> AppStoreSettings:
        return AppStoreSettings("4711000", base_url=base)

    def answer(self, request: Request) -> Step:
        found = WORKS.fullmatch(request.path)
        page = int(found[1]) if found else 0
        reviews = sorted(self.posts, key=lambda each: (each.edited or each.at, each.number), reverse=True)
        return feed([review(each) for each in reviews[(page - 1) * 50 : page * 50]] if 0 < page <= 10 else [])

    def number(self, mention: Mention) -> int:
        return int(mention.native_id)

    def knows(self, request: Request) -> bool:
        return WORKS.fullmatch(request.path) is not None


def feed(reviews: list[dict[str, Any]]) -> Step:
    """Return reviews as they are told: none is no list, one is no list either."""
    told: dict[str, Any] = {"author": {"name": {"label": "iTunes Store"}}}
    if reviews:
        told["entry"] = reviews if len(reviews) > 1 else reviews[0]
    return json(jsonlib.dumps({"feed": told}))


def review(post: Post) -> dict[str, Any]:
    """Return a review in today's shape."""
    link = {"rel": "related", "href": "https://itunes.apple.com/us/review?id=4711000&type=Purple%20Software"}
    labels = {
        "id": str(post.number),
        "title": "Never again",
        "content": post.text,
        "updated": (post.edited or post.at).isoformat(),
        "im:rating": "2",
        "im:version": "3.1",
        "im:voteSum": "0",
        "im:voteCount": "0",
    }
    author = {"name": {"label": "jane"}, "uri": {"label": "https://itunes.apple.com/us/reviews/id7"}}
    return {
        **{name: {"label": label} for name, label in labels.items()},
        "author": author,
        "link": {"attributes": link},
    }
