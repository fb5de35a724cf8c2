"""Addresses as we ask them: what may be shown of one, and where a redirect may lead."""

import re
from functools import lru_cache
from ipaddress import IPv6Address
from socket import inet_aton
from urllib.parse import SplitResult, urljoin, urlsplit

from casebook.pattern import pattern
from sources.errors import BadLink, Misled
from sources.links import web_link
from sources.text import clean_line

_GATES = pattern(
    r"/(?:login|signin|sign_in|log-in|sorry|captcha|consent|challenge)(?:[/?.]|$)|^consent\.", re.I
)
_OURS = pattern(r"(?:.+\.)?localhost\.?", re.I)
_LOOPBACK = (0, 127)
"""First numbers of the addresses of this machine: 0.0.0.0 leads here as well."""
_OPAQUE = pattern(r"[\w%-]{20,}", re.ASCII)
_MIXED = pattern(r"[A-Za-z]\d|\d[A-Za-z]")
"""Letters and digits in one word: of words and numbers with dashes between, a title's link is made."""
_ALERT = pattern(r"(?<=/alerts/feeds/)[^/]+/[^/]+")
"""Two numbers: whoever knows them reads somebody's alert at Google."""


def shown(url: str) -> str:
    """Return an address fit for messages: no user, no password, no query, and no part that may be a token."""
    parts = _split(url)
    if parts is None or not parts.hostname:
        return "an address that is none"
    host, path = parts.netloc.rpartition("@")[2], _OPAQUE.sub(_masked, _ALERT.sub("…/…", parts.path))
    return clean_line(f"{parts.scheme}://{host}{path}" + ("?…" if parts.query else ""))[:200]


def host_of(url: str) -> str:
    """Return the host, in lower case; empty where there is none."""
    parts = _split(url)
    return (parts.hostname or "").lower() if parts else ""


def origin_of(url: str) -> str:
    """Return scheme, host and port: what one connection serves."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()


def has_password(url: str) -> bool:
    """Return whether a user, or user and password, stand in an address."""
    parts = _split(url)
    return parts is not None and "@" in parts.netloc


def base_of(url: str) -> str:
    """Return the address relative links are resolved against: without user, password, query and fragment."""
    parts = _split(url)
    if parts is None:
        return ""
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


@lru_cache(maxsize=4096)
def here(host: str) -> bool:
    """Whether a host is this very machine, however its address is written: 127.1, 0x7f000001, [::1]."""
    return _OURS.fullmatch(host) is not None or _is_loopback(host.strip("[]").rstrip("."))


def _is_loopback(host: str) -> bool:
    try:
        if ":" not in host:
            return inet_aton(host)[0] in _LOOPBACK
        address = IPv6Address(host)
    except (OSError, ValueError):
        return False
    inner = address.ipv4_mapped
    return address.is_loopback or address.is_unspecified or (inner is not None and _is_loopback(str(inner)))


def askable(url: str) -> str:
    """Return the address if it can be asked.

    Raises:
        BadLink: It is not an http or https address with a host.
    """
    if web_link(url) is None:
        raise BadLink(f"{shown(url)} is not an http or https address")
    return url


def followed(url: str, target: str) -> str:
    """Return where a redirect leads.

    Raises:
        Misled: To a login, a consent page or a captcha, into this machine, or to no web address at all.
    """
    goal = _joined(url, target)
    if web_link(goal) is None:
        raise Misled(f"{shown(url)} redirects to something that is no web address")
    if here(host_of(goal)) and not here(host_of(url)):
        raise Misled(f"{shown(url)} redirects into this machine")
    if _is_gate(goal) and not _is_gate(url):
        raise Misled(f"{shown(url)} asks for a login, consent or captcha")
    return goal


def _masked(part: re.Match[str]) -> str:
    return "…" if _MIXED.search(part[0]) else part[0]


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target.strip())
    except ValueError:
        return ""


def _is_gate(url: str) -> bool:
    parts = urlsplit(url)
    return bool(_GATES.search(parts.path) or _GATES.search(parts.netloc))


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None
