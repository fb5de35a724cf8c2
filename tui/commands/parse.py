"""`amends parse KIND FILE|URL --json`: what a source would make of a payload; nothing is stored."""

import asyncio
import sys
from argparse import Namespace
from pathlib import Path

from casebook.clock import utc_now
from casebook.toml import nearest
from desk.errors import DeskError
from sources.preview import PARSERS, lines, preview, preview_url
from sources.source import Parsed
from tui.commands.lines import harmless
from tui.commands.parser import FINE, WORDS, WORLD
from tui.commands.say import complain


def run(args: Namespace) -> int:
    """Print each mention as JSON, and on the last line how the source would be."""
    if args.kind not in PARSERS:
        return complain(
            f"parse: {args.kind!r:.60} is no kind of source; {nearest(args.kind, PARSERS)}", WORDS
        )
    parsed = _parsed(args.kind, args.payload)
    for line in lines(parsed):
        print(harmless(line))
    sys.stdout.flush()
    return FINE if parsed.mentions or parsed.health.kind.well else WORLD


def _parsed(kind: str, name: str) -> Parsed:
    if name == "-":
        return preview(kind, sys.stdin.buffer.read())
    if name.partition("://")[0].lower() in ("http", "https"):
        return asyncio.run(_asked(kind, name))
    try:
        return preview(kind, Path(name).read_bytes())
    except OSError as error:
        raise DeskError(f"{name}: cannot be read ({error.strerror})") from error


async def _asked(kind: str, url: str) -> Parsed:
    from sources.tools import opened

    async with opened() as kit:
        return await preview_url(kind, url, kit.web, utc_now())
