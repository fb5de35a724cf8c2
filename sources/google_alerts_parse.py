"""A Google Alert's feed, as a preview."""

from sources import feed_parse
from sources.dialects.google_alerts import DIALECT
from sources.source import Parsed


def parse(body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return the mentions an alert holds; never raises for what stands in the body."""
    return feed_parse.parse(body, url, content_type, DIALECT)
