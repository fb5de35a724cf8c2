"""What an address alone tells of a page, and where one stands in a text."""

import re
from urllib.parse import urlsplit

from casebook.pattern import pattern
from sources.links import web_link

_LINK = pattern(r"https?://[^\s<>\"'\x00-\x1f]{1,4096}", re.I)
_AFTER = ".,;:!?)]}>"
"""What rather ends the sentence than the link."""
_SUBREDDIT = pattern(r"/r/(\w{2,30})/", re.ASCII)


def links_in(text: str) -> list[str]:
    """Return the web links that stand in a text, in their order."""
    found = (web_link(each.rstrip(_AFTER)) for each in _LINK.findall(text))
    return [link for link in found if link]


def first_link(text: str) -> str | None:
    """Return the first web link in a text."""
    return next(iter(links_in(text)), None)


def subreddit_of(url: str) -> str | None:
    """Return the subreddit a link leads into."""
    link = web_link(url)
    parts = urlsplit(link) if link else None
    if parts is None or not f".{parts.netloc}".endswith(".reddit.com"):
        return None
    found = _SUBREDDIT.match(parts.path)
    return found[1] if found else None
