"""The window: which entries of a feed are new, found without parsing the others.

A parser is two hundred times slower than a search for `<item>` and `</item>`. So the spans are cut out, each
is known by its mark, and the parser is handed a feed of the same head and tail around the new ones only.
"""

import re
from collections.abc import Iterable
from hashlib import blake2b
from itertools import islice

from casebook.frozen import frozen
from sources.reading import MOST

_EDGE = re.compile(rb"<(/?)(item|entry)(?=[\s/>])[^<>]*+>")
_ROOTS = {b"item": (b"<rss", b"</channel></rss>"), b"entry": (b"<feed", b"</feed>")}
"""For each kind of entry: its root, and how a feed that broke off is closed."""
_OPENED = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"))


@frozen
class Window:
    """A feed cut into its entries."""

    head: bytes
    spans: tuple[bytes, ...]
    tail: bytes
    whole: bool
    """Whether the feed is closed; when it broke off, only finished entries are here."""
    more: bool = False
    """Whether it holds more entries than are looked at: the first ones are here."""

    def over(self, wanted: Iterable[bytes]) -> bytes:
        """Return a feed of the same head and tail that holds only these spans."""
        return b"".join((self.head, *wanted, self.tail))


def mark_of(piece: bytes) -> str:
    """Return the short mark a span, or any bytes, are known by."""
    return blake2b(piece, digest_size=8).hexdigest()


def window(body: bytes) -> Window | None:
    """Return the feed cut into its entries; None where only a full parse tells.

    That is: no entry, RDF, an encoding in which `<` is not `<`, entries inside entries, or anything but white
    space between them.
    """
    edges = list(islice(_EDGE.finditer(body), 2 * MOST + 2))
    more = len(edges) > 2 * MOST
    spans = _spans(body, edges[: 2 * MOST])
    if not spans:
        return None
    name = edges[0][2]
    head, tail, whole = body[: spans[0][0]], body[spans[-1][1] :], True
    root, ending = _ROOTS[name]
    if not _plain_head(head, root):
        return None
    if more:
        tail = ending
    elif ending[-6:] not in tail:
        tail, whole = ending, False
    return Window(head, tuple(body[start:end] for start, end in spans), tail, whole, more)


def _spans(body: bytes, edges: list[re.Match[bytes]]) -> list[tuple[int, int]] | None:
    """Return where the finished entries lie; None where they do not simply follow one another."""
    found: list[tuple[int, int]] = []
    for opening, closing in zip(edges[::2], edges[1::2], strict=False):
        fits = not opening[1] and closing[1] and opening[2] == closing[2] == edges[0][2]
        if not fits or opening[0].endswith(b"/>"):
            return None
        if found and body[found[-1][1] : opening.start()].strip():
            return None
        found.append((opening.start(), closing.end()))
    return None if len(edges) % 2 and _closed_after(body, edges[-1]) else found


def _closed_after(body: bytes, odd: re.Match[bytes]) -> bool:
    """Whether the feed goes on to its end after an entry that is never closed: then it did not break off."""
    return bool(odd[1]) or _ROOTS[odd[2]][1][-6:] in body[odd.end() :]


def _plain_head(head: bytes, root: bytes) -> bool:
    if b"\0" in head or root not in head:
        return False
    return all(head.rfind(opening) <= head.rfind(closing) for opening, closing in _OPENED)
