"""Links that only lead on and say where to: search engines, social sites, mail guards, AMP caches.

Nobody is asked: what stands in the link is read. A shortener says nothing, so it is none of these.
"""

from collections.abc import Mapping
from urllib.parse import SplitResult, parse_qs

from casebook.pattern import pattern

_LEADING: Mapping[str, tuple[str, ...]] = {
    "/url": ("url", "q"),
    "/news/url": ("url",),
    "/imgres": ("imgrefurl",),
    "/translate": ("u",),
}
_WRAPPERS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "bing.com": {"/news/apiclick.aspx": ("url",)},
    "l.facebook.com": {"/l.php": ("u",)},
    "lm.facebook.com": {"/l.php": ("u",)},
    "facebook.com": {"/l.php": ("u",), "/flx/warn": ("u",)},
    "l.instagram.com": {"": ("u",)},
    "l.messenger.com": {"/l.php": ("u",)},
    "l.threads.net": {"": ("u",)},
    "l.threads.com": {"": ("u",)},
    "linkedin.com": {"/safety/go": ("url",), "/redir/redirect": ("url",)},
    "youtube.com": {"/redirect": ("q",), "/attribution_link": ("u",)},
    "vk.com": {"/away.php": ("to",)},
    "t.umblr.com": {"/redirect": ("z",)},
    "steamcommunity.com": {"/linkfilter": ("url", "u")},
    "slack-redir.net": {"/link": ("url",)},
    "duckduckgo.com": {"/l": ("uddg",)},
    "getpocket.com": {"/redirect": ("url",)},
    "disq.us": {"/url": ("url",)},
    "go.redirectingat.com": {"": ("url",)},
    "f5bot.com": {"/url": ("u",)},
}  # fmt: skip
"""By host, without `www.`, and path: the parameters that name where it leads, the first that is there."""
_GUARDS = (".safelinks.protection.outlook.com", "out.reddit.com")
"""Hosts of which every path leads on."""
_CACHE = "cdn.ampproject.org"
_GOOGLE = pattern(r"(?:news\.|translate\.)?google\.(?:com?\.)?[a-z]{2,3}")
_CACHED = pattern(r"/(?:[a-z]+/)?(s/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?(?:/.*)?)")
"""`/c/s/host/path` in the cache, `/amp/s/host/path` at Google; without the `s` it is http."""


def leads_to(link: SplitResult) -> str | None:
    """Return what a link says it leads to, to be doubted, or None where it is no wrapper."""
    host = (link.hostname or "").removeprefix("www.")
    path = link.path.rstrip("/")
    if host == _CACHE or host.endswith(f".{_CACHE}"):
        return _cached(link)
    if _GOOGLE.fullmatch(host):
        return _cached(link) if path.startswith("/amp/") else _named(link, _LEADING.get(path, ()))
    if host.endswith(_GUARDS):
        return _named(link, ("url",))
    return _named(link, _WRAPPERS.get(host, {}).get(path, ()))


def _named(link: SplitResult, names: tuple[str, ...]) -> str | None:
    said = parse_qs(link.query) if names else {}
    found = next((said[name][0] for name in names if name in said), None)
    return found if found is None or "://" in found else _beside(link, found)


def _beside(link: SplitResult, found: str) -> str | None:
    """Return a path as the page beside the wrapper that it is."""
    return f"{link.scheme}://{link.netloc}{found}" if found.startswith("/") and found[1:2] != "/" else None


def _cached(link: SplitResult) -> str | None:
    found = _CACHED.fullmatch(link.path)
    if found is None:
        return None
    query = f"?{link.query}" if link.query else ""
    return f"{'https' if found[1] else 'http'}://{found[2]}{query}"
