"""GitHub's search in its own words: what one may hold, and how to go on behind the last hit it gives."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from sources.paging import with_query

KINDS = ("is:issue", "is:pull-request")
"""A search gives one of both: it refuses to be asked for none, and leaves issues out when asked for both."""
_LONGEST = 256
_OPERATORS = 5
_SPAN = " updated:2026-03-01T00:00:00Z..2026-03-01T00:00:00Z"
_SPANNED = re.compile(r" updated:(?:>=(?P<since>\S+)|(?P<low>\S+?)\.\.(?P<high>\S+))")


def groups(phrases: Iterable[str], whose: str) -> Iterator[tuple[str, ...]]:
    """Yield phrases that fit into one search, joined by OR: within 256 characters and five operators.

    Args:
        phrases: Each is looked for as it stands.
        whose: What narrows each search.
    """
    room = _LONGEST - len(whose) - len(_SPAN) - len(KINDS[1]) - 1
    group: tuple[str, ...] = ()
    for each in phrases:
        if group and (len(_either((*group, each))) > room or len(group) > _OPERATORS):
            yield group
            group = ()
        group = (*group, each)
    if group:
        yield group


def asked(phrases: tuple[str, ...], kind: str, whose: str, since: datetime | None) -> str:
    """Return a search as GitHub has it: for what was written or changed since a time."""
    span = f" updated:>={_said(since)}" if since else ""
    return f"{_either(phrases)} {kind}{whose}{span}"


def below(url: str, oldest: datetime) -> str:
    """Return where the hits behind the last one given are found: those up to its time, from the first on.

    Empty where that is what was asked already: then there are more of one second than are given.
    """
    said = parse_qs(urlsplit(url).query).get("q", [""])[0]
    found = _SPANNED.search(said)
    until = _said(oldest)
    if found and found["high"] == until:
        return ""
    low = (found["since"] or found["low"]) if found else "2008-01-01T00:00:00Z"
    return with_query(url, {"q": f"{_SPANNED.sub('', said)} updated:{low}..{until}", "page": 1})


def _either(phrases: tuple[str, ...]) -> str:
    words = [f'"{_bare(each)}"' for each in phrases]
    return words[0] if len(words) == 1 else f"({' OR '.join(words)})"


def _bare(phrase: str) -> str:
    return " ".join(phrase.replace('"', " ").replace("\\", " ").split())


def _said(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
