"""`amends storms`: the storms that are on and were, a paragraph or a line of JSON each."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from casebook.clock import utc_now
from casebook.document import to_document
from casebook.store.store import Store
from casebook.storm import Storm
from desk.storm_room import past, room_of
from playbooks.playbook import Playbook, load
from sources.text import clean_line
from tui.commands.lines import as_json, in_iso
from tui.commands.parser import FINE
from tui.commands.usual import open_store, settings_of
from tui.storm_text import SIGN, changes, named, now_said, reason, since_said, standing, umbrella

_TIMES = ("began_at", "raised_at", "over_at", "held_at")
_CELLS = 110


def run(args: Namespace) -> int:
    """Print the lines; where there is no store yet, there are none, and none is made."""
    settings, now = settings_of(args), utc_now()
    if not settings.store.exists():
        return FINE
    playbook = load(settings.playbook)
    with open_store(settings) as store:
        for line in told(store, playbook, now, json=args.json):
            print(line)
    return FINE


def told(store: Store, playbook: Playbook, now: datetime, *, json: bool) -> Iterator[str]:
    """Yield the lines: each storm, and whether anything changes; the last day where there never was one."""
    found = past(store)
    for storm in found:
        if json:
            yield in_json(store, playbook, storm, now)
        else:
            yield from _plain(store, playbook, storm, now)
    if not found and not json:
        yield "no storm so far; what was said in the last day:"
        yield from changes(room_of(store, playbook, now), _CELLS, plain=True)


def in_json(store: Store, playbook: Playbook, storm: Storm, now: datetime) -> str:
    """Return a storm as one line of JSON; times are ISO 8601, UTC, and null is unknown."""
    room = room_of(store, playbook, now, storm.id)
    said: dict[str, Any] = in_iso(to_document(storm), _TIMES)
    about = {"why": reason(storm.stream, storm.figures, storm.raised_at)}
    live = {"now": asdict(room.figures) if room.figures else None, "people": room.people}
    return as_json({"id": storm.id, **said, **about, **live, "hours": [asdict(each) for each in room.ticks]})


def _plain(store: Store, playbook: Playbook, storm: Storm, now: datetime) -> Iterator[str]:
    room = room_of(store, playbook, now, storm.id)
    yield _line(f"{SIGN} storm {storm.id}: {named(storm.stream)}: {standing(storm, now)}")
    yield _line(f"raised for {reason(storm.stream, storm.figures, storm.raised_at)}")
    if room.figures is not None:
        yield _line(now_said(room.figures))
    yield _line(since_said(room))
    yield _line(umbrella(room))
    yield from changes(room, _CELLS, plain=True)


def _line(said: str) -> str:
    return clean_line(said)
