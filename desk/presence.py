"""Who sits at this store now, and at what: a small table no log keeps, which ages by itself."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from tinydb import where

from casebook.document import from_ms, to_ms
from casebook.frozen import frozen
from casebook.presence import Presence
from casebook.store.store import Store
from desk import shelf

GONE = timedelta(minutes=2.5)
"""Who has not been heard of for so long has gone, however; everybody tells once a minute."""
_FORGOTTEN = timedelta(minutes=30)
"""After so long a row is taken away, by whoever writes next."""


@frozen
class Beside:
    """Who else is at a case."""

    name: str
    writing: bool
    more: int = 0
    """How many besides."""

    @property
    def say(self) -> str:
        """What they do, in a sentence."""
        does = "is writing" if self.writing else "looks at this"
        return f"{self.name} {does}" + (f", and {self.more} more here" if self.more else "")

    @property
    def short(self) -> str:
        """The same in two words."""
        return f"{self.name} {'writing' if self.writing else 'looking'}"


def be_here(store: Store, case: int | None = None, *, writing: bool = False, by: str, now: datetime) -> None:
    """Tell the others that this process sits here, and what is in front; no event, for it is no act.

    Args:
        store: Where they look.
        case: The case that is open, if any.
        writing: Whether words for it are being written.
        by: Who sits here.
        now: When.
    """
    with store.batch():
        old = to_ms(now - _FORGOTTEN)
        stale = [each.doc_id for each in store.presence.select(where("seen_at") < old)]
        store.presence.remove(doc_ids=stale)
        known = _own(store, by)
        mine = replace(known, case=case, writing=writing, seen_at=now) if known else _new(by, now)
        shelf.keep(store.presence, replace(mine, case=case, writing=writing))


def leave(store: Store, *, by: str, now: datetime) -> None:
    """Tell the others that this process sits here no more."""
    mine = _own(store, by)
    if mine is not None:
        store.presence.remove(doc_ids=[mine.id])


def others(store: Store, me: str, now: datetime) -> tuple[Presence, ...]:
    """Return who else sits here now, by name; one's own other windows are nobody else."""
    lately = store.presence.select((where("name") != me) & (where("seen_at") >= to_ms(now - GONE)))
    here = (each for each in shelf.records(Presence, lately) if is_here(each, now))
    return tuple(sorted(here, key=lambda each: (each.name, each.pid)))


def is_here(row: Presence, now: datetime) -> bool:
    """Return whether somebody can still be there: heard of lately, and their process alive."""
    return abs(now - row.seen_at) <= GONE and not (row.host == _host() and _dead(row.pid))


def names(here: Iterable[Presence]) -> tuple[str, ...]:
    """Return the names, each once."""
    return tuple(dict.fromkeys(each.name for each in here))


def beside(here: Iterable[Presence]) -> Mapping[int, Beside]:
    """Return by case who else is there now; whoever writes stands before those who look."""
    found: dict[int, Beside] = {}
    for each in sorted(here, key=lambda each: not each.writing):
        if each.case is not None:
            before = found.get(each.case)
            new = Beside(each.name, each.writing)
            found[each.case] = replace(before, more=before.more + 1) if before else new
    return found


def _own(store: Store, by: str) -> Presence | None:
    mine = (where("name") == by) & (where("pid") == os.getpid())
    found = shelf.records(Presence, store.presence.select(mine))
    return next((each for each in found if each.host == _host()), None)


def _new(by: str, now: datetime) -> Presence:
    whole = from_ms(to_ms(now))
    return Presence(0, by, os.getpid(), _host(), whole, whole)


def _host() -> str:
    return os.uname().nodename


def _dead(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False  # it is somebody else's, and so alive
    return False
