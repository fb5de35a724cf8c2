"""What is said in the made-up afternoon, and what of it stands in public at a given moment."""

from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from casebook.frozen import frozen
from casebook.kinds import Portal
from casebook.toml import Place, read
from desk.errors import DeskError

DATA = Path(__file__).parent / "data"
CUSTOMERS = DATA / "customers.csv"
"""The made-up company's customers, for the ordinary import."""

ORDINARY, FAST = 1.0, 1 / 60
"""Real minutes a minute of the afternoon takes."""


class Shape(StrEnum):
    """In which of the web's formats a feed speaks."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json"
    HACKERNEWS = "hackernews"


@frozen
class Feed:
    """One place people talk in."""

    name: str
    title: str
    shape: Shape
    portal: Portal
    home: str
    """Where a person would read it; a name that leads nowhere."""


@frozen
class Edit:
    """What the author made of it later."""

    at: float
    text: str


@frozen
class Said:
    """One mention, as it is written in the data."""

    id: str
    at: float
    """Minutes from the start of the afternoon; below zero it was there before."""
    author: str
    text: str
    title: str | None = None
    path: str | None = None
    """Where it stands below the feed's home; None: below its own id."""
    link: str | None = None
    """What it points to, where it only points."""
    reply_to: str | None = None
    """Id of the one it answers, in the same feed."""
    lang: str | None = None
    score: int | None = None
    comments: int | None = None
    edited: Edit | None = None


@frozen
class Posting:
    """One mention as it stands in public at some moment."""

    said: Said
    text: str
    at: datetime
    updated: datetime


@frozen
class _Head:
    company: str
    responder: str
    query: str
    feeds: tuple[Feed, ...]


@frozen
class _Sheet:
    mentions: tuple[Said, ...]


@frozen
class Afternoon:
    """The whole of it."""

    company: str
    responder: str
    query: str
    """What Hacker News is asked for."""
    feeds: tuple[Feed, ...]
    said: dict[str, tuple[Said, ...]]
    """By the feed's name."""

    def feed(self, name: str) -> Feed | None:
        """Return the feed of this name, or None."""
        return next((each for each in self.feeds if each.name == name), None)

    def standing(self, feed: Feed, start: datetime, pace: float, now: datetime) -> list[Posting]:
        """Return what stands in a feed at a moment, the newest first.

        Args:
            feed: Which one.
            start: When the afternoon began.
            pace: Real minutes a minute of the afternoon takes; what was there before keeps its distance.
            now: The moment.
        """
        postings = [_posting(each, start, pace, now) for each in self.said[feed.name]]
        return sorted((each for each in postings if each.at <= now), key=lambda each: each.at, reverse=True)


def load(folder: Path = DATA) -> Afternoon:
    """Return the afternoon a folder holds.

    Raises:
        DeskError: A file does not fit.
    """
    head = read(_Head, Place(folder / "afternoon.toml", DeskError))
    said = {feed.name: _said(folder / "mentions" / f"{feed.name}.toml") for feed in head.feeds}
    return Afternoon(head.company, head.responder, head.query, head.feeds, said)


def _said(file: Path) -> tuple[Said, ...]:
    return read(_Sheet, Place(file, DeskError)).mentions


def _posting(said: Said, start: datetime, pace: float, now: datetime) -> Posting:
    at = _moment(said.at, start, pace)
    edited = _moment(said.edited.at, start, pace) if said.edited else None
    if said.edited is None or edited is None or edited > now:
        return Posting(said, said.text, at, at)
    return Posting(said, said.edited.text, at, edited)


def _moment(minutes: float, start: datetime, pace: float) -> datetime:
    return start + timedelta(minutes=minutes * pace if minutes > 0 else minutes)
