"""The links of a mail with the words around them, whether it is HTML or plain: what alerts are made of."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from casebook.frozen import frozen
from sources.links import unwrapped
from sources.mail import Mail
from sources.markup import Tag, pieces, words
from sources.text import GLANCE, clean, clean_line

_OPEN, _CLOSE = "\x02", "\x03"
"""Around a link in a text: neither can stand in cleaned text, so none is a stranger's."""
_PLAIN = re.compile(r"<?(https?://[^\s<>\"'\x00-\x1f]{1,4096})>?", re.I)
_MARKED = re.compile(r"\x02([^\x02\x03]*)\x03")
_MOST = 500
"""Links of a mail that are looked at."""
_AFTER = ".,;:!?)]}"

Leads = Callable[[str], str | None]
"""Takes a link of a mail and returns the page it tells of; None where it only serves the mail."""


@frozen
class Item:
    """One link of an alert, and what is said of it."""

    url: str
    """The page it tells of."""
    title: str
    """The words that are the link; empty in a plain mail."""
    before: str
    """What stands between the item before it and itself, cleaned."""
    after: str
    """What stands behind it, up to the next item."""


def items(mail: Mail, leads: Leads, *, plain_first: bool = False) -> list[Item]:
    """Return the items of an alert: links that lead to a page, each page once, in their order.

    Args:
        mail: The alert.
        leads: Which links lead where.
        plain_first: Whether the plain text is the better one, where there are both.
    """
    texts = [_marked_html(mail.html), _marked_plain(mail.text)]
    for text in reversed(texts) if plain_first else texts:
        if found := _items(text, leads):
            return found
    return []


def outward(host: str) -> Leads:
    """Return what leads away from a host, also where its links go round by it."""

    def leads(link: str) -> str | None:
        goal = unwrapped(link)
        inside = goal is None or re.match(rf"https?://(?:[\w-]+\.)*{re.escape(host)}(?:[:/?#]|$)", goal, re.I)
        return None if inside else goal

    return leads


def round_about(link: str) -> str | None:
    """Return where a link leads that goes round by an alert service; None where it does not."""
    goal, straight = unwrapped(link), _PLAIN.fullmatch(link)
    return goal if goal and straight and goal.rstrip("/") != link.rstrip("/") else None


def _items(text: str, leads: Leads) -> list[Item]:
    parts = _parts(text, leads)
    found: dict[str, Item] = {}
    for url, title, before, after in parts:
        known = found.get(url)
        if known is None:
            found[url] = Item(url, title, before, after)
        else:  # a picture and a headline lead to one page: the words of both are its own
            found[url] = Item(url, known.title or title, known.before, clean(f"{known.after}\n{after}"))
    return list(found.values())


def _parts(text: str, leads: Leads) -> Iterator[tuple[str, str, str, str]]:
    """Yield each item's page, its title, and the words before and behind it."""
    heads: list[tuple[int, int, str, str]] = []
    for found in islice(_MARKED.finditer(text), _MOST):
        link, _, title = found[1].partition("\n")
        if (url := leads(link)) is not None:
            heads.append((found.start(), found.end(), url, title))
    for place, (start, end, url, title) in enumerate(heads):
        before = heads[place - 1][1] if place else 0
        after = heads[place + 1][0] if place + 1 < len(heads) else len(text)
        yield url, clean_line(title), _bare(text[before:start]), _bare(text[end:after])


def _bare(text: str) -> str:
    """Return a text without the links that serve the mail alone, such as "share" and "unsubscribe"."""
    return clean(_MARKED.sub("", text))


def _marked_plain(text: str) -> str:
    text = re.sub(f"[{_OPEN}{_CLOSE}]", "", text[:GLANCE])

    def mark(found: "re.Match[str]") -> str:
        return f"{_OPEN}{found[1].rstrip(_AFTER)}\n{_CLOSE}"

    return _PLAIN.sub(mark, text)


def _marked_html(html: str) -> str:
    """Return the words of a page, its links marked."""
    html = re.sub(f"[{_OPEN}{_CLOSE}]", "", html[:GLANCE])
    parts: list[str] = []
    link, inside = "", list[str]()
    for piece in pieces(html):
        if isinstance(piece, Tag) and piece.name == "a":
            if link:
                parts.append(_one(link, inside))
            link = "" if piece.closing else piece.attributes().get("href", "").strip()
            inside = []
            continue
        raw = _again(piece)
        (inside if link else parts).append(raw)
    if link:
        parts.append(_one(link, inside))
    return words("".join(parts))


def _one(link: str, inside: list[str]) -> str:
    title = clean_line(words("".join(inside)))
    safe = re.sub(r"[\s\x00-\x1f]", "", link)
    return _escaped(f"{_OPEN}{safe}") + "<br>" + _escaped(f"{title}{_CLOSE}")


def _again(piece: Tag | str) -> str:
    """Return a piece as it stood in the source."""
    if isinstance(piece, str):
        return _escaped(piece)
    return f"<{'/' if piece.closing else ''}{piece.name} {piece.inside}>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
