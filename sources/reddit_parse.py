"""Reddit's Atom feeds, as a preview."""

from sources import feed_parse
from sources.dialects.reddit import DIALECT
from sources.errors import Refused
from sources.reddit_page import blocked
from sources.source import Health, Parsed


def parse(body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return the posts and comments a feed holds; never raises for what stands in the body."""
    try:
        blocked(body)
    except Refused as error:
        return Parsed((), Health(error.health, str(error), do=error.do))
    return feed_parse.parse(body, url, content_type, DIALECT)
