"""What a source would make of a payload: `amends parse KIND FILE|URL --json`."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from types import MappingProxyType

from sources.errors import BadLink, SourceError
from sources.handed import parse as parse_handed
from sources.jsonlines import mention_line
from sources.jsonlines import parse as parse_lines
from sources.kit import JSON_LIMIT, Asks
from sources.page import parse as parse_page
from sources.registry import KINDS
from sources.shapes import SHAPES
from sources.source import Health, Parsed
from sources.status import has_news

Parse = Callable[[bytes, str, str], Parsed]

PARSERS: Mapping[str, Parse] = MappingProxyType(
    {name: kind.parse for name, kind in KINDS.items()}
    | {"jsonlines": parse_lines, "page": parse_page}
    | {f"webhook:{shape}": partial(parse_handed, shape) for shape in SHAPES}
)
"""By kind: every source that is asked, and the ways mentions are handed in."""


def preview(kind: str, body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return what a source of this kind would make of a payload; no network, never raises for the payload.

    Args:
        kind: A key of `PARSERS`.
        body: As it came.
        url: Where it was found, where that is known.
        content_type: As the server said.
    """
    return PARSERS[kind](body, url, content_type)


async def preview_url(kind: str, url: str, web: Asks, now: datetime) -> Parsed:
    """Ask an address once and return what a source of this kind would make of the answer.

    Raises:
        BadLink: It is not an http or https address.
    """
    try:
        reply = await web.get(url, limit=JSON_LIMIT)
        has_news(reply, now)
    except BadLink:
        raise
    except SourceError as error:
        return Parsed((), Health(error.health, str(error), error.until))
    return preview(kind, reply.body, reply.url, reply.headers.get("content-type", ""))


def lines(parsed: Parsed) -> Iterator[str]:
    """Yield JSON lines: one for each mention, and one for the health."""
    for mention in parsed.mentions:
        yield json.dumps(mention_line(mention), ensure_ascii=False)
    yield json.dumps({"health": health_line(parsed.health)}, ensure_ascii=False)


def health_line(health: Health) -> dict[str, str | None]:
    """Return a health as the JSON it is printed as."""
    return {
        "kind": health.kind,
        "say": health.say,
        "until": health.until.isoformat() if health.until else None,
    }
