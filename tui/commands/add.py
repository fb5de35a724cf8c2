"""`amends add`: mentions by hand or from a pipe; each is named only once it is safely on disk."""

import asyncio
import sys
from argparse import Namespace

from casebook.clock import utc_now
from casebook.errors import CasebookError
from casebook.mention import Mention
from casebook.store.store import Store
from desk.intake import take_in
from playbooks.playbook import Playbook, load
from sources.errors import SourceError
from sources.source import Parsed
from tui.commands.lines_in import BadLine, Line, batches
from tui.commands.parser import FINE, WORDS, WORLD
from tui.commands.say import complain
from tui.commands.usual import open_store, settings_of


def run(args: Namespace) -> int:
    """Take in what is given; the exit code tells whether all of it fitted."""
    if (args.url is None) == (args.json is None):
        return complain(
            "add: give a URL, or --json FILE, or - for standard input (try amends add --help)", WORDS
        )
    settings = settings_of(args)
    playbook = load(settings.playbook)
    with open_store(settings) as store:
        if args.json is not None:
            return _from_json(store, playbook, args.json)
        return _from_urls(store, playbook, args.url)


def _from_json(store: Store, playbook: Playbook, name: str) -> int:
    from sources.jsonlines import parse_line

    code = FINE
    for batch in batches(name):
        fitting: list[tuple[Line, Mention]] = []
        for line in batch:
            try:
                fitting.append((line, parse_line(line.text(), utc_now())))
            except (BadLine, SourceError) as error:
                code = complain(f"line {line.number}: {error}", WORLD)
        code = max(code, _keep(store, playbook, fitting))
    return code


def _keep(store: Store, playbook: Playbook, fitting: list[tuple[Line, Mention]]) -> int:
    """Store a batch and name its mentions; where the store refuses one, each is tried alone."""
    try:
        _name(store, playbook, [mention for _, mention in fitting])
    except CasebookError as error:
        if len(fitting) == 1:
            return complain(f"line {fitting[0][0].number}: {error}", WORLD)
        return max(_keep(store, playbook, [each]) for each in fitting)
    return FINE


def _name(store: Store, playbook: Playbook, mentions: list[Mention]) -> None:
    taken = take_in(store, playbook, mentions, utc_now())
    for each, mention in zip(taken, mentions, strict=True):
        print(f"{each.id}\t{mention.native_id}")
    sys.stdout.flush()


def _from_urls(store: Store, playbook: Playbook, url: str) -> int:
    urls = (line.text().strip() for batch in batches(url) for line in batch) if url == "-" else [url]
    return max((_from_url(store, playbook, each) for each in urls), default=FINE)


def _from_url(store: Store, playbook: Playbook, url: str) -> int:
    try:
        seen = asyncio.run(_looked(url))
        _name(store, playbook, list(seen.mentions))
    except (BadLine, SourceError, CasebookError) as error:
        return complain(f"{url}: {error}", WORLD)
    return complain(f"{url}: kept, but {seen.health.say}", FINE) if seen.health.say else FINE


async def _looked(url: str) -> Parsed:
    from sources.page import look
    from sources.tools import opened

    async with opened() as kit:
        return await look(url, kit.web, utc_now())
