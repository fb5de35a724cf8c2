"""What `sources.roll` must know of a platform so that it can listen to it: its lists, how to ask and to read.

A list (a search, a tag, a forum, a country's reviews) gives what was written last first, page by page.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Protocol

from casebook.frozen import frozen
from casebook.kinds import HealthKind
from casebook.mention import Mention
from casebook.query.rule import Rule
from sources.errors import SourceError
from sources.kit import JSON_LIMIT, Asks, Reply
from sources.source import Health, Parsed
from sources.values import MOST

_TOO_MANY = f"a page holds {MOST} entries or more: no others of it are read"


class Addressed(Protocol):
    """Says where a list's first page is."""

    def __call__(self, since: datetime | None) -> str:
        """Return the address that gives what was written since a time, or the newest where that is None.

        A platform that cannot be told a time leaves it aside. No address holds a secret: it is stored.
        """


@frozen
class Strand:
    """One list."""

    key: str
    """Its name among the platform's lists, the same at each asking; for the eye too: "#acme"."""
    first: Addressed
    query: str | None = None
    """What it was asked for, as the responder wrote it."""


@frozen
class Page:
    """One page of a list, read."""

    mentions: tuple[Mention, ...] = ()
    """Those anybody could read; new, known, edited, deleted."""
    hits: int = 0
    """How many entries there were, readable or not, ours or not."""
    lost: int = 0
    """How many of them could not be read."""
    next: str = ""
    """Where the page behind it is, also where this one is an empty window; empty at the end."""
    oldest: datetime | None = None
    """When the last of them was written, though an older one may stand above it; None where nobody says."""
    newest: datetime | None = None
    flaw: str = ""
    """What is wrong with it although it could be read, in words."""
    pause: float | None = None
    """Seconds it asks to be left alone, where the body says so."""
    wall: str = ""
    """What is to be said where the platform gives nothing behind this page although there may be more."""
    patchy: bool = False
    """Whether it may lack what it should hold: the same is asked for again."""
    spent: str = ""
    """What is to be said where this was the last answer of the day, by UTC."""

    @property
    def trouble(self) -> str:
        """What is wrong with it as a whole, in words."""
        return self.flaw or (_TOO_MANY if self.hits >= MOST else "")


class Platform(Protocol):
    """A platform."""

    strands: tuple[Strand, ...]
    overlap: float
    """Seconds asked again behind the mark: how late the platform may show what was written."""
    pages: int
    """Pages of one list asked at once, at most; the next asking goes on behind them."""
    at_once: int
    """Lists asked one after another in one asking; the others have their turn at the next."""
    in_order: bool
    """Whether nothing shows up late: what is new stands above all that was read, so it is read no further."""
    never_empty: bool
    """Whether a list that held something must hold it still: if it is empty, the platform is blind."""

    async def ask(self, url: str, headers: Mapping[str, str]) -> Reply:
        """Ask an address, signed in where need be; a reply of any status, or a `SourceError`."""

    def read(self, reply: Reply, strand: Strand) -> Page:
        """Return what a whole, good answer holds; in a thread, without any network.

        Raises:
            SourceError: It is not what the platform answers with, or says no in a good answer's dress.
        """


class Plain:
    """A platform that is asked without signing in, or with headers that stay the same; to build on."""

    overlap = 600.0
    pages = 10
    at_once = 100
    in_order = False
    never_empty = False

    def __init__(
        self, web: Asks, strands: Iterable[Strand], headers: Mapping[str, str] | None = None
    ) -> None:
        """Make it.

        Args:
            web: What asks.
            strands: Its lists.
            headers: Told at each asking.
        """
        self.strands = tuple(strands)
        self.web = web
        self._headers = {"accept": "application/json", **(headers or {})}

    async def ask(self, url: str, headers: Mapping[str, str]) -> Reply:
        """Ask an address."""
        return await self.web.get(url, {**self._headers, **headers}, limit=JSON_LIMIT)


def page_of(
    mentions: Iterable[Mention | None], behind: str = "", *, flaw: str = "", pause: float | None = None
) -> Page:
    """Return the page of a list whose entries are all told by when they were written.

    Args:
        mentions: One for each entry, in the list's order; None for one that cannot be read.
        behind: Where the next page is; of an empty page it is not asked for.
        flaw: What is wrong with it.
        pause: Seconds it asks to be left alone.
    """
    read = list(mentions)
    good = tuple(each for each in read if each is not None)
    times = [each.created_at for each in good if each.created_at is not None]
    return Page(
        good,
        hits=len(read),
        lost=len(read) - len(good),
        next=behind if read else "",
        oldest=times[-1] if times else None,
        newest=max(times, default=None),
        flaw=flaw,
        pause=pause,
    )


def phrases(query: str, rule: Rule) -> tuple[str, ...]:
    """Return what a search is asked for, each by itself: its own words, or what its rule needs."""
    return (query,) if query else rule.cover()


def quoted(query: str, rule: Rule) -> tuple[str, ...]:
    """Return the same for a search that takes words apart: what our brands have side by side is quoted."""
    return (query,) if query else tuple(f'"{each}"' if " " in each else each for each in rule.cover())


def parsed(read: Callable[[], Page]) -> Parsed:
    """Return what reading a page gives, as a preview; what stands in the page never raises."""
    try:
        page = read()
    except SourceError as error:
        return Parsed((), Health(error.health, str(error), error.until))
    flaw = f"{page.lost} of {page.hits} entries could not be read" if page.lost else page.trouble
    return Parsed(page.mentions, Health(HealthKind.PARTIAL if flaw else HealthKind.OK, flaw))
