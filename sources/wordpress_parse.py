"""A feed of WordPress comments, as a preview."""

from sources import feed_parse
from sources.dialects.wordpress import DIALECT
from sources.source import Parsed


def parse(body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return the comments a feed holds; never raises for what stands in the body."""
    return feed_parse.parse(body, url, content_type, DIALECT)
