"""The cells that a text fills, as Textual measures it, and how sure it is that the terminal agrees."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from rich.cells import cell_len

from tui.wire.style import PLAIN, Style, bare, for_blanks


class Trust(IntEnum):
    """How sure it is where the terminal stands after a character."""

    SURE = 0
    """One cell, everywhere."""
    WIDE = 1
    """Two cells, everywhere; only its two halves may not be parted."""
    WILD = 2
    """Terminals differ: emoji, combined and ambiguous signs, scripts that run to the left."""


class Cell(NamedTuple):
    """One cell of the screen; the right half of a wide character has no text.

    A blank holds little of its style of which nothing is seen, so that what looks alike is alike.
    """

    text: str
    style: Style
    trust: Trust = Trust.SURE
    width: int = 1


class Sure(tuple[Cell, ...]):
    """Cells side by side, each of them sure: nobody has to look at every one to know."""

    __slots__ = ()


Row = list[Cell | None]
"""The cells of a line; None is a cell of which nothing is known."""

BLANK = Cell(" ", PLAIN)
"""What an erased cell is in the terminal's own colours."""

_SIMPLE = re.compile("[ -~¡-¬®-ʯА-яΑ-Ωα-ω─-▟…–—‘’“”·•−▸▾▴◂★✓✗⏎]*")
"""Texts of which every character is sure; those our screens are made of, to be quick about them."""
_EMOJI = 0x2600
"""From here on many signs are emoji, narrow or wide by the terminal's taste."""
_SIGNS = set("★☆✓✗✔✘☐☑☒❯❮➜")
"""Of those, the ones that are not."""
_LEFTWARD = ("R", "AL", "AN")
_JOINER = "\u200d"


def fits(cell: Cell, style: Style) -> bool:
    """Return whether a cell is a blank that looks as it should where it is written in a style."""
    return cell.text == " " and bare(cell.style) == bare(style)


def simple(text: str) -> bool:
    """Return whether every character of a text is one cell, everywhere, and of those we use all the time."""
    return _SIMPLE.fullmatch(text) is not None


_TRUST = itemgetter(Cell._fields.index("trust"))


def unsure(found: Iterable[Cell | None]) -> bool:
    """Return whether any cell of some is not sure."""
    return not isinstance(found, Sure) and any(map(_TRUST, filter(None, found)))


@lru_cache(maxsize=4096)
def cells(text: str, style: Style) -> "Sequence[Cell] | None":
    """Return the cells of a text without control characters; None where its parts measure otherwise than it.

    A mark that stands first, with nothing to combine with, is a cell of width 0.
    """
    if simple(text):
        return Sure(map(simple_cells(style).__getitem__, text))
    found = [cell for cluster in _clusters(text) for cell in _cell(cluster, style)]
    return tuple(found) if sum(cell.width for cell in found) == cell_len(text) else None


class _Simple(dict[str, Cell]):
    """The sure cells of one style, one object for each sign: what is the same is seen to be at a glance."""

    def __init__(self, style: Style) -> None:
        self._style = style

    def __missing__(self, sign: str) -> Cell:
        """Return the cell of a sign that comes for the first time."""
        self[sign] = cell = Cell(sign, self._style)
        return cell


@lru_cache(maxsize=256)
def simple_cells(style: Style) -> Mapping[str, Cell]:
    """Return the cells of simple signs in a style, one object for each; a sign is to be looked up by `[]`."""
    found, kept = _Simple(style), for_blanks(style)
    if kept == PLAIN:
        found[" "] = BLANK
    elif kept != style:
        found[" "] = simple_cells(kept)[" "]
    return found


def _clusters(text: str) -> list[str]:
    """Return the characters of a text, each with the marks that combine with it."""
    found: list[str] = []
    for sign in text:
        if found and (not cell_len(sign) or found[-1].endswith(_JOINER)):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _cell(cluster: str, style: Style) -> tuple[Cell, ...]:
    if cluster == " ":
        return (simple_cells(style)[" "],)
    width, trust = cell_len(cluster), _trust(cluster)
    half = (Cell("", style, trust, 0),) if width == 2 else ()
    return (Cell(cluster, style, trust, width), *half)


@lru_cache(maxsize=4096)
def _trust(cluster: str) -> Trust:
    if len(cluster) > 1 or unicodedata.bidirectional(cluster) in _LEFTWARD:
        return Trust.WILD
    code, width = ord(cluster), unicodedata.east_asian_width(cluster)
    if width in "WF" and cell_len(cluster) == 2 and unicodedata.category(cluster) in ("Lo", "Po", "Ps", "Pe"):
        return Trust.WIDE
    narrow = width not in "WF" and cell_len(cluster) == 1
    known = code < _EMOJI or cluster in _SIGNS
    return Trust.SURE if narrow and known and unicodedata.category(cluster)[0] in "LNPS" else Trust.WILD
