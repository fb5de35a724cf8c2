"""Short links, and the question to their hosts where they lead. Nobody else is asked: no page is opened."""

import asyncio
from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from casebook.pattern import pattern
from sources.address import askable, followed, shown
from sources.errors import Misled, Unreachable
from sources.kit import HoldsLines
from sources.links import unwrapped

HOSTS = frozenset(
    {
        "amzn.eu",
        "amzn.to",
        "apple.co",
        "bbc.in",
        "bit.ly",
        "bitly.com",
        "buff.ly",
        "cnn.it",
        "cutt.ly",
        "dlvr.it",
    }
    | {"ebx.sh", "econ.st", "fb.me", "flip.it", "goo.gl", "hubs.la", "hubs.li", "hubs.ly", "ift.tt", "is.gd"}
    | {"j.mp", "lnkd.in", "n.pr", "nyti.ms", "on.ft.com", "ow.ly", "qr.ae", "rb.gy", "rebrand.ly", "reut.rs"}
    | {"shorturl.at", "snip.ly", "spoti.fi", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "trib.al", "v.gd"}
    | {"wapo.st", "wp.me", "feedproxy.google.com", "feeds.feedburner.com"}
)
"""Hosts whose links all, or but for their front page, lead elsewhere."""
_FEEDS = frozenset({"feedproxy.google.com", "feeds.feedburner.com"})
_ENTRY = pattern(r"/~r/.+")
_HOPS = 5
_SECONDS = 20.0
_MOVES = frozenset({301, 302, 303, 307, 308})

Short = Callable[[str], bool]
"""Tells whether a link says nothing of where it leads."""


def short_among(more: Collection[str] = ()) -> Short:
    """Return what knows short links by the hosts of the house, and these more."""
    hosts = HOSTS | {each.lower() for each in more}
    return lambda link: _is_short(link, hosts)


def _is_short(link: str, hosts: frozenset[str]) -> bool:
    parts = urlsplit(link)
    host = parts.netloc.removeprefix("www.").lower()
    if host not in hosts or not parts.path.strip("/"):
        return False
    return host not in _FEEDS or _ENTRY.match(parts.path) is not None


SHORT = short_among()
"""What tells the short links this house knows."""


async def whither(lines: HoldsLines, url: str, short: Short) -> str:
    """Ask a short link's host where it leads, and whoever that is if it is short again; return the page.

    Nothing of an answer is read but its head.

    Raises:
        SourceError: Nobody says, it leads nowhere, or to a login or into this machine.
    """
    at = askable(url)
    async with asyncio.timeout(_SECONDS):
        for _ in range(_HOPS):
            if not short(at):
                return unwrapped(at) or at
            async with lines.line(at, silence=_SECONDS / 2) as answer:
                status, target = answer.status, answer.headers.get("location", "")
            if status >= 500 or status == 429:
                raise Unreachable(f"{shown(at)} answers {status}")
            if status not in _MOVES or not target:
                raise Misled(f"{shown(at)} leads nowhere ({status})")
            at = followed(at, target)
    raise Misled(f"{shown(url)} leads from one short link to the next")
