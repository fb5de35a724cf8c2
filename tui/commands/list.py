"""`amends list`: the queue, or everything stored, one mention a line; a million is read in windows."""

import sys
from argparse import Namespace
from collections.abc import Iterator

from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import shelf
from desk.lenses import lenses
from tui.commands.lines import kept_json, kept_plain
from tui.commands.parser import FINE
from tui.commands.usual import open_store, settings_of

WINDOW = 500
"""Mentions read at a time."""


def run(args: Namespace) -> int:
    """Print the lines; where there is no store yet, there are none, and none is made."""
    settings = settings_of(args)
    if not settings.store.exists():
        return FINE
    line = kept_json if args.json else kept_plain
    with open_store(settings) as store:
        for kept in everything(store) if args.all else queue(store, settings.responder.name):
            print(line(kept))
        sys.stdout.flush()
    return FINE


def queue(store: Store, me: str) -> Iterator[KeptMention]:
    """Yield the queue in its order, without what arrives meanwhile."""
    lens, upto = lenses(me)[0], store.mentions.top()
    last: tuple[int, int] | None = None
    while window := store.mentions.select(lens.query, order=lens.order, limit=WINDOW, after=last, upto=upto):
        yield from shelf.mentions(window)
        last = (window[-1][lens.order], window[-1].doc_id)


def everything(store: Store) -> Iterator[KeptMention]:
    """Yield all mentions stored, in the order of their arrival."""
    last, upto = (0,), store.mentions.top()
    while window := store.mentions.select(order="+", limit=WINDOW, after=last, upto=upto):
        yield from shelf.mentions(window)
        last = (window[-1].doc_id,)
