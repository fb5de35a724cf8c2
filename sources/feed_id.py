"""The name an entry keeps for good, so that it is known again whenever it is read."""

import re
from hashlib import blake2b
from urllib.parse import urlsplit

from sources.links import canonical

_GLOBAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}:\S+")
"""A name with a URI scheme means the same everywhere: https://…, tag:…, urn:uuid:…"""
_LONGEST = 500


def native_id(guid: str, link: str | None, *said: str) -> str:
    """Return the entry's name: its global id, its local id, its link, or a hash of its words.

    A local id or a hash begins with "#": whoever knows the feed says whose it is, with `scoped`.

    Args:
        guid: What the feed calls it; empty where it does not.
        link: Where it stands.
        *said: Title, time and text.
    """
    if _GLOBAL.fullmatch(guid) and len(guid) <= _LONGEST:
        return guid
    if guid:
        return f"#{guid if len(guid) <= _LONGEST else _hash(guid)}"
    if link:
        return link if len(link) <= _LONGEST else f"#{_hash(link)}"
    return f"#{_hash(*said)}"


def scoped(number: str, scope: str) -> str:
    """Return a name that means the same everywhere: `guid=1` in two feeds is two entries.

    Args:
        number: As `native_id` gives it.
        scope: The feed: the source's name, which stays when its address moves or its token changes.
    """
    return f"{scope}{number}" if number.startswith("#") else number


def scope_of(url: str) -> str:
    """Return what stands for a feed that has no name of ours: its host and path, nothing secret."""
    key = canonical(url)
    parts = urlsplit(key) if key else None
    return f"{parts.netloc}{parts.path}" if parts else "feed"


def _hash(*said: str) -> str:
    return blake2b("\0".join(said).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
