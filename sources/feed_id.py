"""The name an entry keeps for good, so that it is known again whenever it is read."""

import re
from hashlib import blake2b
from urllib.parse import urlsplit

from sources.links import canonical

_GLOBAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}:\S+")
"""A name with a URI scheme means the same everywhere: https://…, tag:…, urn:uuid:…"""
_LONGEST = 500


def native_id(url: str, guid: str, link: str | None, *said: str) -> str:
    """Return the entry's name: its global id, its local id in this feed, its link, or a hash of its words.

    Args:
        url: The feed's own address: `guid=1` in two feeds is two entries.
        guid: What the feed calls it; empty where it does not.
        link: Where it stands.
        *said: Title, time and text.
    """
    if _GLOBAL.fullmatch(guid) and len(guid) <= _LONGEST:
        return guid
    if guid:
        return f"{_scope(url)}#{guid if len(guid) <= _LONGEST else _hash(guid)}"
    if link:
        return link if len(link) <= _LONGEST else _hash(link)
    return f"{_scope(url)}#{_hash(*said)}"


def _scope(url: str) -> str:
    """Return host and path of a feed; a query, which may hold a secret, only as a hash."""
    key = canonical(url)
    if key is None:
        return "feed"
    parts = urlsplit(key)
    return f"{parts.netloc}{parts.path}" + (f"?{_hash(parts.query)[:8]}" if parts.query else "")


def _hash(*said: str) -> str:
    return blake2b("\0".join(said).encode(), digest_size=12).hexdigest()
