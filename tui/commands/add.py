"""`amends add`: mentions by hand or from a pipe; each is named only once it is safely on disk."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from casebook.clock import utc_now
from casebook.errors import CasebookError
from casebook.mention import Mention
from casebook.store.store import Store
from casebook.toml import nearest
from desk.errors import SettingsError
from desk.intake import Taken, take_in
from desk.learning import taught
from desk.ours import playbook_of
from desk.settings import Settings
from playbooks.playbook import Playbook
from sources.address import shown
from sources.errors import SourceError
from sources.source import Parsed
from sources.text import clean_line
from tui.commands.lines_in import BadLine, Line, batches
from tui.commands.parser import FINE, WORDS, WORLD
from tui.commands.say import complain
from tui.commands.usual import open_store, settings_of, writing


class _Door(NamedTuple):
    store: Store
    playbook: Playbook
    apart: frozenset[str]
    """Names of the sources whose accounts may not be compared with our customers."""


Reads = Callable[[Line, datetime], tuple[Sequence[Mention], str]]
"""Takes a line and the time, and returns the mentions it holds, and what is wrong with others in it."""


def run(args: Namespace) -> int:
    """Take in what is given; the exit code tells whether all of it fitted."""
    if (args.url is None) == (args.json is None):
        return complain(
            "add: give a URL, or --json FILE, or - for standard input (try amends add --help)", WORDS
        )
    if args.sender is not None and args.json is None:
        return complain("add: --from goes with --json", WORDS)
    settings = writing(settings_of(args))
    reads = _reads(settings, args.sender)
    playbook = playbook_of(settings)
    with open_store(settings) as store:
        door = _Door(store, taught(store, playbook), settings.apart)
        return _from_json(door, args.json, reads) if args.json is not None else _from_urls(door, args.url)


def _reads(settings: Settings, sender: str | None) -> Reads:
    """Return what reads a line: in the record's own names, or as a sender of the settings writes.

    Raises:
        SettingsError: The settings know no such sender.
    """
    from sources.jsonlines import parse_line, read_json

    if sender is None:
        return lambda line, now: ((parse_line(line.text(), now),), "")
    found = next((each for each in settings.senders if each.name == sender), None)
    if found is None:
        names = [each.name for each in settings.senders]
        better = nearest(sender, names) if names else "the settings have no [senders.NAME]"
        raise SettingsError(f"add: no sender is named {clean_line(sender)!r:.60}; {better}")
    hand = found.fields.hand(found.name)

    def read(line: Line, now: datetime) -> tuple[Sequence[Mention], str]:
        row = hand.read(line.number, read_json(line.text()), now)
        return row.mentions, row.error

    return read


def _from_json(door: _Door, name: str, reads: Reads) -> int:
    code = FINE
    for batch in batches(name):
        fitting: list[tuple[Line, Mention]] = []
        for line in batch:
            mentions, wrong = _read(reads, line)
            if wrong:
                code = complain(f"line {line.number}: {wrong}", WORLD)
            fitting += [(line, each) for each in mentions]
        code = max(code, _keep(door, fitting))
    return code


def _read(reads: Reads, line: Line) -> tuple[Sequence[Mention], str]:
    try:
        return reads(line, utc_now())
    except (BadLine, SourceError) as error:
        return (), str(error)


def _keep(door: _Door, fitting: list[tuple[Line, Mention]]) -> int:
    """Store a batch and name its mentions; where the store refuses one, each is tried alone."""
    try:
        _name(door, [mention for _, mention in fitting])
    except CasebookError as error:
        if len(fitting) == 1:
            return complain(f"line {fitting[0][0].number}: {error}", WORLD)
        return max(_keep(door, [each]) for each in fitting)
    return FINE


def _name(door: _Door, mentions: list[Mention]) -> None:
    for each, mention in zip(_take_in(door, mentions), mentions, strict=True):
        print(f"{each.id}\t{mention.native_id}")
    sys.stdout.flush()


def _take_in(door: _Door, mentions: list[Mention]) -> list[Taken]:
    """Take mentions in, in their order; those of a source that is kept apart are compared with nobody."""
    now = utc_now()
    with door.store.batch():
        return [
            each
            for apart, some in groupby(mentions, lambda each: bool({each.source, each.via} & door.apart))
            for each in take_in(door.store, door.playbook, some, now, match=not apart)
        ]


def _from_urls(door: _Door, url: str) -> int:
    if url != "-":
        return _from_url(door, shown(url), lambda: url)
    lines = (line for batch in batches(url) for line in batch)
    return max((_from_url(door, f"line {each.number}", each.text) for each in lines), default=FINE)


def _from_url(door: _Door, what: str, says: Callable[[], str]) -> int:
    try:
        seen = asyncio.run(_looked(says().strip()))
        _name(door, list(seen.mentions))
    except (BadLine, SourceError, CasebookError) as error:
        return complain(f"{what}: {error}", WORLD)
    return complain(f"{what}: {seen.health.say}", FINE) if seen.health.say else FINE


async def _looked(url: str) -> Parsed:
    from sources.page import look
    from sources.tools import opened

    async with opened() as kit:
        return await look(url, kit.web, utc_now())
