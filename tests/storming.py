"""Weeks of a made-up railway's mentions, through the real intake, with a clock of their own."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from casebook.hour import Hour, Sum, said_of
from casebook.mention import Mention
from casebook.store.store import Store
from casebook.storm import ANY, Storm
from desk import shelf
from desk.gauging import minute_of
from tests.desk_world import NOON, World, complaint

MONDAY = datetime.fromisoformat("2026-03-02T09:00:00+00:00")
"""A Monday, at nine."""
SECOND = timedelta(seconds=1)
SUNDRY = (
    "Corncrake's app is down again, useless",
    "Corncrake charged me twice and keeps my money",
    "My train was cancelled, three hours late",
    "I am locked out of my Corncrake account, can't log in",
)
"""Complaints of a cause each."""


def said(number: int, at: datetime, **about: Any) -> Mention:
    """Return a complaint by somebody new at one of three places, in words of their own."""
    place = number % 3
    first = complaint(
        f"n{number}",
        author_handle=f"rider_{number}",
        url=f"https://place{place}.example/{number}",
        via=f"place {place}",
        text=_text(number),
        created_at=at,
    )
    return replace(first, **about)


CAUSES = ("product", "outage", "delivery", "billing", "account", "support")


def usual_weeks(
    store: Store, voices: int, weeks: int = 6, now: datetime = MONDAY, streams: tuple[str, ...] = CAUSES
) -> None:
    """Write so many weeks of hours in each of which as many complained."""
    end = minute_of(now) // 60
    for hour in range(end - weeks * 168 - 3, end):
        sums = {each: Sum(each, voices, voices, voices) for each in (ANY, *streams)}
        shelf.keep(store.hours, Hour(0, hour, said_of(sums.values())))


def pour(world: World, many: int, since: datetime, every: timedelta, **about: Any) -> datetime:
    """Let so many complain one after another; return when the last one did."""
    at = since
    for number in range(many):
        at = since + every * number
        world.take(said(number, at, **about), now=at + SECOND)
    return at


def storm(desk: World, many: int = 30) -> Storm:
    """Let a storm of one cause come in before noon, and return it."""
    usual_weeks(desk.store, 2, now=NOON)
    for number in range(many):
        at = NOON - (many - number) * timedelta(seconds=30)
        desk.take(said(number, at, author_reach=number * 100), now=at)
    return storms_of(desk)[-1]


def storms_of(world: World) -> list[Storm]:
    """Return all storms, the oldest first."""
    return shelf.records(Storm, world.store.storms.select(order="+"))


def _text(number: int) -> str:
    """Return a complaint that nobody else words so."""
    first, second, third = (_word(number * each + each) for each in (1, 7, 3))
    return f"{first} broken {second} useless {third} {first}{second} late {third}{first}"


def _word(number: int) -> str:
    letters = "bcdfglmnprst"
    return "".join(letters[number // 12**place % 12] + "aeiou"[number // 5**place % 5] for place in range(3))
