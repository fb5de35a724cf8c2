"""The tabs: saved ways to look at the queue, as queries that also fit a live mention."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from tinydb import where
from tinydb.queries import QueryInstance

from casebook.frozen import frozen
from casebook.kinds import Lane
from casebook.query import parser
from casebook.query.values import Asking, compared
from casebook.store.words import Phrase

IN_THE_QUEUE: QueryInstance = compared("rank", ">=", 0)
"""Every row, whatever its lane; a mention without a row has no rank."""


@frozen
class Lens:
    """One tab, as it is looked through now."""

    name: str
    query: QueryInstance
    lane: Lane | None = None
    """The lane it shows all of, and nothing else."""
    order: str = "rank"
    """As the store's `select` takes it."""
    view: str = ""
    """The saved query behind it; empty for the tabs that ship."""
    filter: str = ""
    """What narrows it besides, as it was typed."""
    phrases: tuple[Phrase, ...] = ()
    """The words that view and filter look for."""

    @property
    def at_a_glance(self) -> bool:
        """Whether it is counted only as far as that is quick."""
        return bool(self.view or self.filter)


@cache
def lenses(me: str) -> tuple[Lens, ...]:
    """Return the tabs in their order, for the responder of this name."""
    return (
        _whole("all", Lane.DESK),
        Lens("mine", (where("owner") == me) & where("lane").one_of([Lane.DESK, Lane.WAITING, Lane.PRAISE])),
        _whole("waiting", Lane.WAITING),
        _whole("snoozed", Lane.SNOOZED),
        _whole("praise", Lane.PRAISE),
    )


def _whole(name: str, lane: Lane) -> Lens:
    return Lens(name, where("lane") == lane.value, lane)


def all_lenses(views: Mapping[str, str], asking: Asking) -> tuple[Lens, ...]:
    """Return the tabs that ship, and behind them the saved views by their names.

    Raises:
        QueryError: A view cannot be meant.
    """
    return (*lenses(asking.me), *(saved(name, said, asking) for name, said in views.items()))


def saved(name: str, said: str, asking: Asking) -> Lens:
    """Return a saved view as a tab: what it asks for, of the whole queue."""
    asked = parser.parse(said, asking)
    return Lens(name, IN_THE_QUEUE & asked.query, view=said, phrases=asked.phrases)


def filtered(lens: Lens, said: str, asking: Asking, *, typing: bool = False) -> Lens:
    """Return a tab narrowed by what was typed; the tab itself where nothing was.

    Raises:
        QueryError: It cannot be meant.
    """
    if not said.strip():
        return lens
    asked = parser.parse(said, asking, typing=typing)
    phrases = lens.phrases + asked.phrases
    return replace(
        lens, query=lens.query & IN_THE_QUEUE & asked.query, lane=None, filter=said, phrases=phrases
    )
