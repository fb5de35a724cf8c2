"""`amends list`: the queue, a tab, or what a query finds, one mention a line, read in windows."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace

from tinydb.queries import QueryInstance

from casebook.clock import utc_now
from casebook.mention import KeptMention
from casebook.query.errors import QueryError
from casebook.query.parser import parse
from casebook.query.values import Asking
from casebook.store.store import Store
from casebook.toml import nearest
from desk import shelf
from desk.errors import Refused
from desk.lenses import Lens, lenses
from desk.storm_members import in_any
from desk.storm_room import on_now
from tui.commands.lines import kept_json, kept_plain
from tui.commands.parser import FINE, WORDS
from tui.commands.say import complain
from tui.commands.usual import open_store, settings_of

WINDOW = 500
"""Mentions read at a time."""
ARRIVAL = "+"
"""The order in which mentions came, as `select` takes it."""


def run(args: Namespace) -> int:
    """Print the lines; where there is no store yet, there are none, and none is made."""
    settings = settings_of(args)
    asking = Asking(settings.responder.name, utc_now())
    try:
        _wanted(args, asking)
    except (QueryError, Refused) as error:
        return complain(f"list: {error}", WORDS)
    if not settings.store.exists():
        return FINE
    line = kept_json if args.json else kept_plain
    with open_store(settings) as store:
        query, order = _wanted(args, replace(asking, storm=in_any(on_now(store))))
        for kept in seen_through(store, query, order):
            print(line(kept))
        sys.stdout.flush()
    return FINE


def seen_through(store: Store, query: QueryInstance | None, order: str) -> Iterator[KeptMention]:
    """Yield what a query finds, in an order as `select` takes it, without what arrives meanwhile."""
    upto = store.mentions.top()
    last: tuple[int, ...] | None = None
    while window := store.mentions.select(query, order=order, limit=WINDOW, after=last, upto=upto):
        yield from shelf.mentions(window)
        end = window[-1]
        last = (end.doc_id,) if order == ARRIVAL else (end[order], end.doc_id)


def _wanted(args: Namespace, asking: Asking) -> tuple[QueryInstance | None, str]:
    """Return what is to be listed, and in which order.

    A tab, the first where none is named; with --all, or with a query and no tab, of everything stored.
    """
    asked = parse(" ".join(args.query), asking).query if args.query else None
    if args.all or (asked is not None and args.tab is None):
        return asked, ARRIVAL
    tab = _tab(args.tab, asking.me)
    return (tab.query if asked is None else tab.query & asked), tab.order


def _tab(name: str | None, me: str) -> Lens:
    tabs = {each.name: each for each in lenses(me)}
    if name is not None and name not in tabs:
        raise Refused(f"{name!r:.40} is no tab; {nearest(name, tabs)}")
    return tabs[name] if name is not None else next(iter(tabs.values()))
