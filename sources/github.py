"""GitHub as a source: issues and pull requests that hold our words, all that is said in known repositories.

Everything is asked for by when something last happened to it, so that edits are seen. A repository's own list
says when it has not changed, and that costs nothing; a search never does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from casebook.kinds import HealthKind
from casebook.query.rule import Rule
from sources.errors import SourceError
from sources.github_parse import GIVEN, page, total
from sources.github_search import KINDS, asked, below, groups
from sources.kit import Kit, Reply
from sources.paging import address, linked_next
from sources.platform import Addressed, Page, Plain, Strand, phrases
from sources.refusal import refused
from sources.roll import Roll
from sources.settings.github import GitHubSettings
from sources.values import object_in, parts_of, text_of

A_PAGE = 100
_VERSION = {"accept": "application/vnd.github+json", "x-github-api-version": "2022-11-28"}
_SEARCH = "/search/issues"
_WALL = "GitHub gives a thousand hits of one second at most: the others cannot be read"
_TIME = "%Y-%m-%dT%H:%M:%SZ"


class GitHub(Plain):
    """Searches, and repositories."""

    def __init__(self, kit: Kit, settings: GitHubSettings, phrases: tuple[str, ...]) -> None:
        """Make it.

        Args:
            kit: What asks, and knows the token.
            settings: Whose repositories, and with which token.
            phrases: What is searched for, each by itself.
        """
        super().__init__(kit.web, _strands(settings, phrases), _VERSION)
        self._keys, self._token, self._bots = kit.keys, settings.token, settings.bots

    async def ask(self, url: str, headers: Mapping[str, str]) -> Reply:
        """Ask an address, with the token where there is one."""
        token = await self._keys.of(self._token)
        signed = {"authorization": f"Bearer {token}"} if token else {}
        reply = await super().ask(url, {**headers, **signed})
        if reply.status == 401:
            self._keys.forget(self._token)
            raise refused(reply, "the token is not valid", HealthKind.AUTH, "make a new token", token)
        if reply.status == 422 and (words := _words(reply)):
            raise refused(reply, words, do="look at the words and the accounts in the settings", secret=token)
        return reply

    def read(self, reply: Reply, strand: Strand) -> Page:
        """Return a page of hits, issues or comments."""
        found = page(reply.body, linked_next(reply.headers, reply.url), bots=self._bots)
        if strand.query is None or found.next or found.oldest is None:
            return found
        return self._behind_the_last(reply, found)

    def _behind_the_last(self, reply: Reply, found: Page) -> Page:
        """Return the last page of a search, with what is behind it where it was not given everything."""
        last = f"page={GIVEN // A_PAGE}" in reply.url.partition("?")[2].split("&")
        if not last or total(reply.body) <= GIVEN or found.oldest is None:
            return found
        behind = below(reply.url, found.oldest)
        return replace(found, next=behind, wall="" if behind else _WALL)


def _strands(settings: GitHubSettings, phrases: tuple[str, ...]) -> Iterator[Strand]:
    """Yield what is listened to: each search by kind, and of each repository its issues and its comments."""
    for group in groups(phrases, settings.whose):
        named = group[0] if len(group) == 1 else " or ".join(group)
        for kind in KINDS:
            yield Strand(f"{kind} “{named}”", _search(settings, group, kind), named)
    for each in settings.watch:
        for what in ("issues", "issues/comments"):
            yield Strand(f"{each} {what}", _listed(settings.base_url, f"/repos/{each}/{what}"))


def _search(settings: GitHubSettings, group: tuple[str, ...], kind: str) -> Addressed:
    def first(since: datetime | None) -> str:
        words = asked(group, kind, settings.whose, since)
        said = {"q": words, "sort": "updated", "order": "desc", "per_page": A_PAGE, "page": 1}
        return address(settings.base_url, _SEARCH, said)

    return first


def _listed(base: str, path: str) -> Addressed:
    def first(since: datetime | None) -> str:
        said = {"sort": "updated", "direction": "desc", "per_page": A_PAGE}
        state = {"state": "all"} if path.endswith("/issues") else {}
        return address(base, path, {**said, **state, "since": since.strftime(_TIME) if since else None})

    return first


def _words(reply: Reply) -> str:
    """Return what GitHub says of a question it does not take; empty where it says nothing."""
    try:
        said = object_in(reply.body, "GitHub")
    except SourceError:
        return ""
    reasons = [text_of(each, "message") for each in parts_of(said, "errors")]
    return "; ".join(dict.fromkeys(filter(None, (text_of(said, "message"), *reasons))))


def build(name: str, settings: GitHubSettings, kit: Kit, rule: Rule) -> Roll:
    """Return GitHub as a source."""
    return Roll(name, settings, GitHub(kit, settings, phrases(settings.query, rule)))
