"""Links that go round by an alert service, brought to where they lead; nobody is asked for it."""

from urllib.parse import parse_qs, urlsplit

from sources.links import web_link

_WAYS = {
    "www.google.com/url": ("url", "q"),
    "google.com/url": ("url", "q"),
    "f5bot.com/url": ("u",),
    "www.f5bot.com/url": ("u",),
}
"""Host and path of those that carry their goal in their query, and under which names."""


def unwrapped(url: str) -> str | None:
    """Return where a link leads, or the link itself; None where that is no web link."""
    link = web_link(url)
    goal = _goal(link) if link else None
    return web_link(goal) if goal else link


def is_wrapped(url: str) -> bool:
    """Return whether a link goes round by an alert service."""
    link = web_link(url)
    return bool(link and _goal(link) is not None)


def _goal(link: str) -> str | None:
    """Return what a link's query says it leads to; None where it is no link of that kind."""
    parts = urlsplit(link)
    names = _WAYS.get(parts.netloc + parts.path, ())
    query = parse_qs(parts.query) if names else {}
    return next((query[name][0] for name in names if name in query), None)
