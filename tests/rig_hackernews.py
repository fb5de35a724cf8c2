"""The search over Hacker News on loopback: filtered by time, a hundred hits a page, a thousand at most."""

from casebook.mention import Mention
from sources.settings.hackernews import HackerNewsSettings
from tests.hackernews_samples import PATH, Search, hit
from tests.loopback import Request, Step, json
from tests.rig import World


class HackerNewsWorld(World):
    """Comments; somebody writes something else all the time."""

    kind = "hackernews"
    empty_is_odd = True

    def settings(self, base: str) -> HackerNewsSettings:
        return HackerNewsSettings("acme", base_url=base)

    def answer(self, request: Request) -> Step:
        if request.path != PATH:
            return json('{"message": "not found", "status": 404}', status=404)
        hits = [hit(each.number, each.text, at=int(each.at.timestamp())) for each in self.posts]
        return Search(hits, now=self.now)(request)

    def number(self, mention: Mention) -> int:
        return int(mention.native_id)

    def knows(self, request: Request) -> bool:
        return "numericFilters" in request.query or request.query["hitsPerPage"] == "1"
