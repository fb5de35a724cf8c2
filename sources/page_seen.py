"""A page as a customer would find it: where it is in the end, what stands on it, which forms it has."""

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urljoin

from casebook.frozen import frozen
from casebook.pattern import pattern
from sources.decoded import decoded
from sources.kit import Asks, Reply
from sources.markup import Tag, pieces, words

PAGE_LIMIT = 2**20
"""Bytes of a page that are read at most."""
_FIELDS = frozenset({"input", "textarea", "select"})
_OF_FORMS = _FIELDS | {"form", "base"}
_UNSENT = frozenset({"hidden", "submit", "button", "image", "reset"})
"""Inputs nobody writes into."""
_ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\xad": None, "\u200b": None})
_GAP = r"[\s().\-/\u2010-\u2015]{0,4}"
"""What may stand between the digits of a telephone number."""
_ABROAD = pattern(rf"(?:\+|\b00)\s?\d{{1,3}}{_GAP}$")
"""A country's code before a number that was looked for without: it is another country's."""
_RUN = pattern(r"[+(\d][\s\d().\-/+\u2010-\u2015]{4,}")
"""What may hold telephone numbers, one or several."""
_PAGE = pattern(r"text/html|application/xhtml", re.I)


@frozen
class Form:
    """One form of a page."""

    action: str
    """Where it sends to, as a whole address."""
    fields: frozenset[str]
    """The names of what a customer can fill in."""


@frozen
class PageSeen:
    """What there was to be seen of a page."""

    status: int
    url: str
    """Where it was found in the end."""
    text: str
    """What a reader sees, with its title; as `folded` has it."""
    forms: tuple[Form, ...] = ()
    cut: str = ""
    """Why it is not whole, in words."""
    expires: datetime | None = None
    """Until when its certificate holds; None where there is none."""

    def says(self, said: str) -> bool:
        """Return whether some words stand on the page; capitals and white space make no difference."""
        return folded(said) in self.text

    def shows(self, number: str) -> bool:
        """Return whether a telephone number stands on it, with or without its country's code."""
        ways = [re.compile(each) for each in _written(number)]
        return any(_is_in(run[0], ways) for run in _RUN.finditer(self.text))


async def see(url: str, web: Asks) -> Reply:
    """Return the answer of a page, as a browser would ask for it.

    Raises:
        SourceError: There is none.
    """
    asked = {"accept": "text/html, application/xhtml+xml, */*;q=0.5", "cache-control": "no-cache"}
    return await web.get(url, asked, limit=PAGE_LIMIT)


def seen(reply: Reply) -> PageSeen:
    """Return what an answer shows: a large page takes its time, and nothing in one is an error."""
    content_type = reply.headers.get("content-type", "text/html")
    page = decoded(reply.body, content_type)
    is_page = _PAGE.match(content_type.strip()) is not None
    text = folded(f"{_title(page)} {words(page)}" if is_page else page)
    forms = tuple(_forms(page, reply.url)) if is_page else ()
    return PageSeen(reply.status, reply.url, text, forms, reply.cut, reply.expires)


def folded(text: str) -> str:
    """Return text as it is compared: white space folded, small letters, one kind of apostrophe."""
    return " ".join(text.translate(_ALIKE).casefold().split())


def _title(page: str) -> str:
    inside, said = False, []
    for piece in pieces(page):
        if isinstance(piece, Tag):
            if inside:
                break
            inside = piece.name == "title" and not piece.closing
        elif inside:
            said.append(piece)
    return " ".join(said)


def _forms(page: str, url: str) -> list[Form]:
    """Return the forms; fields outside any, as scripts use them, are taken for one that sends to its page."""
    base, forms, at = url, [_Open(url)], 0
    for tag in (each for each in pieces(page) if isinstance(each, Tag) and each.name in _OF_FORMS):
        said = tag.attributes()
        if tag.name == "base" and said.get("href"):
            base = _joined(url, said["href"])
        elif tag.name == "form":
            at = 0
            if not tag.closing:
                forms.append(_Open(_joined(base, said.get("action", "")) if said.get("action") else url))
                at = len(forms) - 1
        elif tag.name in _FIELDS and not tag.closing:
            forms[at].take(said)
    return [
        Form(each.action, frozenset(each.fields)) for each in forms if each.fields or each is not forms[0]
    ]


class _Open:
    """A form while it is read."""

    def __init__(self, action: str) -> None:
        self.action = action
        self.fields: set[str] = set()

    def take(self, said: dict[str, str]) -> None:
        """Note a field a customer can fill in."""
        if said.get("type", "").lower() not in _UNSENT and "disabled" not in said:
            self.fields |= {said[key] for key in ("name", "id") if said.get(key)}


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""


def _is_in(run: str, ways: Iterable[re.Pattern[str]]) -> bool:
    """Return whether a number stands in a run of digits, written in one of its ways."""
    found = (match.start() for each in ways for match in each.finditer(run))
    return any(not _ABROAD.search(run[max(0, at - 9) : at]) for at in found)


def _written(number: str) -> list[str]:
    """Return patterns of the ways a number is written: whole, or as at home, with a 0 in front or without."""
    bare = "".join(each for each in number.replace("(0)", "") if each.isascii() and each.isdigit())
    abroad = number.strip().startswith(("+", "00"))
    bare = bare[2:] if number.strip().startswith("00") else bare
    found = [rf"(?<!\d)(?:00)?{_spaced(bare)}(?!\d)"]
    if abroad:
        for code in (1, 2, 3):
            head, rest = bare[:code], bare[code:]
            found.append(rf"(?<!\d)(?:00)?{_spaced(head)}{_GAP}0{_GAP}{_spaced(rest)}(?!\d)")
            found.append(rf"(?<!\d)0?{_GAP}{_spaced(rest)}(?!\d)")
    return found


def _spaced(bare: str) -> str:
    return _GAP.join(bare)
