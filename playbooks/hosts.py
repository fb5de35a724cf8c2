"""Whose site a link leads to: the host's name, doubted, and the domains it is within."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from casebook.pattern import pattern

_HOST = pattern(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")
_PLAIN = pattern(r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)*)(?=[/?#]|$)")
"""What nearly every link begins with: no name before an @, no port, nothing to be doubted."""
_SHARED = frozenset({"co", "com", "org", "net", "gov", "gob", "gouv", "edu", "ac", "or", "ne", "go"})
"""First labels of what is no site of anybody's, before a country: co.uk, com.au, or.jp."""


def host_of(url: str | None) -> str | None:
    """Return a web link's host in lower case and ASCII; None where it has none that can be trusted.

    A name before an @, a port, and what stands behind a backslash make no host.
    """
    plain = _PLAIN.match(url or "")
    return plain[1] if plain is not None else _doubted(url or "")


def _doubted(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    return ascii_host(host) if parts.scheme in ("http", "https") else None


def ascii_host(host: str) -> str | None:
    """Return a host's name in lower case and ASCII, or None where it is no name."""
    try:
        plain = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    plain = plain.lower().rstrip(".")
    return plain if _HOST.fullmatch(plain) and ".." not in plain else None


def within(host: str | None) -> Iterator[str]:
    """Yield a host and the domains it is below, the longest first; no name of one label is a domain."""
    labels = (host or "").split(".")
    for start in range(len(labels) - 1):
        yield ".".join(labels[start:])


def why_no_domain(said: str) -> str | None:
    """Return what is wrong with a domain as a person wrote it, or None."""
    if "/" in said or ":" in said or "@" in said:
        return "write the domain alone, such as example.org"
    plain = ascii_host(said.strip())
    if plain is None or "." not in plain:
        return "is no domain, such as example.org"
    first, *rest = plain.split(".")
    if len(rest) == 1 and len(rest[0]) == 2 and first in _SHARED:
        return "is where others have their domains, and none of its own"
    return None


def domain_of(said: str) -> str:
    """Return a domain that has nothing wrong with it as it is looked for."""
    return (ascii_host(said.strip()) or "").removeprefix("www.")
