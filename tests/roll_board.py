"""A board of numbered posts, and something to ask it with: for the engine that reads lists."""

import json as jsonlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from casebook.kinds import Portal
from casebook.mention import Mention
from sources.kit import Reply
from sources.paging import address, page_after
from sources.platform import Page, Plain, Strand, page_of
from sources.roll import Roll
from sources.source import Answer, Cursor
from sources.times import from_epoch
from sources.values import object_in, parts_of
from tests.feed_samples import NOW

HOST = "https://board.example"
SIZE = 10


@dataclass(frozen=True)
class Said:
    base_url: str = HOST
    every: float = 60.0
    portal: Portal = Portal.SOCIAL
    backfill: float = 86_400.0


@dataclass
class Board:
    """A platform's server: lists of numbered posts, and what is answered instead."""

    lists: dict[str, list[dict[str, Any]]]
    asked: list[str] = field(default_factory=list)
    told: list[Mapping[str, str]] = field(default_factory=list)
    instead: dict[str, Reply | Exception] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    dated: bool = True
    elsewhere: str = ""

    async def get(self, url: str, headers: Mapping[str, str] | None = None, *, limit: int = 0) -> Reply:
        self.asked.append(url.removeprefix(HOST))
        self.told.append(headers or {})
        other = self.instead.get(url.removeprefix(HOST))
        if isinstance(other, Exception):
            raise other
        return other or Reply(200, self.headers, self._page(url), url)

    async def post(self, url: str, body: bytes, headers: Any = None, *, limit: int = 0) -> Reply:
        raise AssertionError("a board is asked, and never told anything")

    def _page(self, url: str) -> bytes:
        name, _, number = url.rpartition("/")[2].partition("?page=")
        posts = self.lists[name][(int(number) - 1) * SIZE : int(number) * SIZE]
        return jsonlib.dumps({"posts": posts}).encode()

    def write(self, name: str, numbers: Iterable[int], *, hours: float = 1.0) -> None:
        for number in numbers:
            at = NOW - timedelta(hours=hours) + timedelta(seconds=number)
            self.lists[name].insert(0, {"id": number, "text": f"Lost {number}", "at": int(at.timestamp())})


class Boarded(Plain):
    pages = 3
    overlap = 5.0

    def __init__(self, board: Board, **about: Any) -> None:
        super().__init__(board, (Strand(name, starting(name)) for name in board.lists))
        self.board = board
        for name, value in about.items():
            setattr(self, name, value)

    def read(self, reply: Reply, strand: Strand) -> Page:
        posts = parts_of(object_in(reply.body, "the board"), "posts")
        behind = (self.board.elsewhere or page_after(reply.url)) if len(posts) == SIZE else ""
        page = page_of([mention(each) for each in posts], behind)
        return page if self.board.dated else replace(page, oldest=None, newest=None)


def starting(name: str) -> Any:
    def first(since: datetime | None) -> str:
        return address(HOST, f"/{name}", {"page": 1})

    return first


def mention(post: Mapping[str, Any]) -> Mention:
    return Mention("board", str(post["id"]), str(post["text"]), created_at=from_epoch(post["at"]))


@dataclass
class Asker:
    roll: Roll
    cursor: Cursor = field(default_factory=dict)
    now: datetime = NOW

    async def ask(self) -> tuple[list[int], Answer]:
        answer = await self.roll.fetch(self.cursor, self.now)
        self.cursor = jsonlib.loads(jsonlib.dumps(answer.cursor))
        self.now += timedelta(minutes=1)
        return sorted(int(each.native_id) for each in answer.mentions), answer


def asking(board: Board, **about: Any) -> Asker:
    return Asker(Roll("mine", Said(), Boarded(board, **about)))


def board_of(*names: str) -> Board:
    return Board({name: [] for name in names or ("a",)})
