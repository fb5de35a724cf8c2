"""GitHub on loopback: a search that wants to be told which sort, and a repository that knows what is new."""

import json as jsonlib
import re
from collections.abc import Callable
from typing import Any

from casebook.mention import Mention
from sources.settings.github import GitHubSettings
from tests.loopback import Request, Step, json
from tests.rig import SECRET, Post, World

_WRONG = "Query must include 'is:issue' or 'is:pull-request'"


class GitHubWorld(World):
    """Issues of everybody's; no pull request holds our words."""

    kind = "github"
    signs_in = True
    says = frozenset({"likes", "comments", "score"})
    given = 1000
    """Hits of one search that are given at most."""
    incomplete = False

    def settings(self, base: str) -> GitHubSettings:
        return GitHubSettings(query="acme", leave_out=("acme",), token=SECRET, base_url=base)

    def answer(self, request: Request) -> Step:
        words = request.query.get("q", "")
        kinds = re.findall(r"is:(issue|pull-request)", words)
        if request.path != "/search/issues":
            return json('{"message": "Not Found"}', status=404)
        if not kinds:
            said = {"message": "Validation Failed", "errors": [{"message": _WRONG}]}
            return json(jsonlib.dumps(said), status=422)
        found = [each for each in self.changed() if spanned(words)(stamp(each))] if kinds == ["issue"] else []
        return self.page(request, found[: self.given], len(found))

    def page(self, request: Request, found: list[Post], total: int) -> Step:
        number, size = int(request.query.get("page", 1)), int(request.query["per_page"])
        here = [issue(each) for each in found[(number - 1) * size : number * size]]
        said = {"total_count": total, "incomplete_results": self.incomplete, "items": here}
        return json(jsonlib.dumps(said), headers=linked(request, number, len(found) > number * size))

    def changed(self) -> list[Post]:
        return sorted(self.posts, key=lambda each: (stamp(each), each.number), reverse=True)

    def number(self, mention: Mention) -> int:
        return int(mention.native_id.rpartition("-")[2])

    def knows(self, request: Request) -> bool:
        return "updated:" in request.query["q"] or "pull-request" in request.query["q"]


class GitHubWatchWorld(GitHubWorld):
    """One repository, read whole: people write comments there, and machines do."""

    says = frozenset({"likes", "score"})

    def settings(self, base: str) -> GitHubSettings:
        return GitHubSettings(watch=("acme/app",), token=SECRET, base_url=base)

    def answer(self, request: Request) -> Step:
        if request.path == "/repos/acme/app/issues":
            return json("[]", etag=True)
        if request.path != "/repos/acme/app/issues/comments":
            return json('{"message": "Not Found"}', status=404)
        number, size = int(request.query.get("page", 1)), int(request.query["per_page"])
        found = [each for each in self.changed() if stamp(each) >= request.query.get("since", "")]
        here: list[dict[str, Any]] = [comment(each) for each in found[(number - 1) * size : number * size]]
        machine = {**comment(Post(10_000, "Acme bot", self.now)), "user": {"login": "ci", "type": "Bot"}}
        headers = linked(request, number, len(found) > number * size)
        return json(jsonlib.dumps([machine, *here] if number == 1 else here), headers=headers, etag=True)

    def knows(self, request: Request) -> bool:
        return "since" in request.query or "if-none-match" in request.headers


def spanned(words: str) -> Callable[[str], bool]:
    """Return what tells whether a time is within those a search asks for."""
    since, between = re.search(r"updated:>=(\S+)", words), re.search(r"updated:(\S+?)\.\.(\S+)", words)
    low, high = (between[1], between[2]) if between else (since[1] if since else "", "9")
    return lambda at: low <= at <= high


def linked(request: Request, number: int, more: bool) -> dict[str, str]:
    host = f"http://{request.headers['host']}{request.path}"
    asked = "&".join(f"{name}={_quoted(value)}" for name, value in request.query.items() if name != "page")
    return {"link": f'<{host}?{asked}&page={number + 1}>; rel="next"'} if more else {}


def _quoted(value: str) -> str:
    return "".join(each if each.isalnum() else f"%{ord(each):02X}" for each in value)


def stamp(post: Post) -> str:
    return (post.edited or post.at).strftime("%Y-%m-%dT%H:%M:%SZ")


def issue(post: Post) -> dict[str, Any]:
    """Return an issue as the search tells it."""
    return {
        "id": post.number,
        "number": post.number,
        "title": "It is broken",
        "body": post.text,
        "html_url": f"https://github.com/jane/tool/issues/{post.number}",
        "repository_url": "https://api.github.com/repos/jane/tool",
        "user": {"login": "jane", "type": "User", "html_url": "https://github.com/jane"},
        "created_at": post.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "updated_at": stamp(post),
        "comments": 0,
        "reactions": {"total_count": 0, "+1": 0},
    }


def comment(post: Post) -> dict[str, Any]:
    """Return a comment as a repository's list has it."""
    other = ("title", "comments", "number", "repository_url")
    own = {name: value for name, value in issue(post).items() if name not in other}
    return {
        **own,
        "html_url": f"https://github.com/acme/app/issues/3#issuecomment-{post.number}",
        "issue_url": "https://api.github.com/repos/acme/app/issues/3",
    }
