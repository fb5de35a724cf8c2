"""Addresses of lists and of the pages behind their first."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from casebook.pattern import pattern

_LINK = pattern(r"<([^<>]{1,4096})>\s*((?:;[^,<]*)*)")
_NEXT = pattern(r";\s*rel\s*=\s*\"?next\b", re.I)


def address(base: str, path: str, asked: Mapping[str, object]) -> str:
    """Return where something is asked: of a base, a path, and what is asked; None is left out."""
    pairs = {name: value for name, value in asked.items() if value is not None}
    return f"{base.rstrip('/')}{path}" + (f"?{urlencode(pairs)}" if pairs else "")


def with_query(url: str, asked: Mapping[str, str | int]) -> str:
    """Return an address that asks for something else as well, or otherwise."""
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in asked]
    return parts._replace(query=urlencode([*kept, *asked.items()])).geturl()


def page_after(url: str, name: str = "page", first: int = 1) -> str:
    """Return where the page behind a numbered one is."""
    said = dict(parse_qsl(urlsplit(url).query)).get(name, "")
    number = int(said) if re.fullmatch(r"\d{1,6}", said) else first
    return with_query(url, {name: number + 1})


def linked_next(headers: Mapping[str, str], url: str) -> str:
    """Return where a `Link` header says the next page is; empty where it says nothing (RFC 8288)."""
    links = _LINK.findall(headers.get("link", ""))
    target = next((link for link, said in links if _NEXT.search(said)), "")
    try:
        return urljoin(url, target) if target else ""
    except ValueError:
        return ""
