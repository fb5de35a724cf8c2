"""How a cell is painted, as select graphic rendition (SGR) says it, and the shortest way between two."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_OFF = {1: 22, 2: 22, 3: 23, 4: 24, 21: 24, 5: 25, 6: 25, 7: 27, 8: 28, 9: 29, 53: 55}
"""What takes back each attribute we know (ECMA-48, 8.3.117); some are taken back together."""
_FRONT = {*range(30, 38), *range(90, 98)}
_BACK = {*range(40, 48), *range(100, 108)}


class Style(NamedTuple):
    """One look of a cell. Colours are SGR parameters as they were sent; "" is the terminal's own."""

    marks: frozenset[int] = frozenset()
    """The attributes that are on, by the number that turns each on."""
    front: str = ""
    back: str = ""


PLAIN = Style()
"""The terminal's own colours and no attribute."""

_ON_BLANKS = frozenset({4, 7, 9, 21, 53})
"""The attributes that are seen where nothing is written: lines of all kinds, and colours turned round."""


@lru_cache(maxsize=4096)
def bare(style: Style) -> Style:
    """Return what of a style is seen of a blank."""
    return style if style.marks & _ON_BLANKS else Style(back=style.back)


@lru_cache(maxsize=4096)
def for_blanks(style: Style) -> Style:
    """Return the style to keep a blank in, that of a text: nothing is seen of what is left out.

    Where there is a ground its colour stays, or every blank would part two words of one style.
    """
    seen = bare(style)
    return seen if seen in (PLAIN, style) else style._replace(marks=frozenset())


@lru_cache(maxsize=4096)
def styled(style: Style, said: str) -> Style | None:
    """Return the style after SGR parameters, e.g. "1;38;5;9"; None where they say what we do not know."""
    parts = iter(int(part or 0) for part in said.split(";"))
    known: Style | None = style
    for part in parts:
        known = _with(known, part, parts) if known is not None else None
    return known


def _with(style: Style, part: int, rest: Iterator[int]) -> Style | None:
    if part == 0:
        return PLAIN
    if part in _OFF:
        return style._replace(marks=style.marks | {part})
    if part in _OFF.values():
        return style._replace(marks=frozenset(mark for mark in style.marks if _OFF[mark] != part))
    return _coloured(style, part, rest)


def _coloured(style: Style, part: int, rest: Iterator[int]) -> Style | None:
    if part in (38, 48):
        color = _mixed(part, rest)
        if color is None:
            return None
        return style._replace(front=color) if part == 38 else style._replace(back=color)
    if part in _FRONT or part == 39:
        return style._replace(front="" if part == 39 else str(part))
    if part in _BACK or part == 49:
        return style._replace(back="" if part == 49 else str(part))
    return None


def _mixed(part: int, rest: Iterator[int]) -> str | None:
    """Return the parameters of an indexed or a direct colour; None where they are not all there."""
    kind = next(rest, 0)
    count = {5: 1, 2: 3}.get(kind, 0)
    values = [value for _, value in zip(range(count), rest, strict=False)]
    return ";".join(map(str, (part, kind, *values))) if count and len(values) == count else None


@lru_cache(maxsize=4096)
def change(old: Style, new: Style) -> str:
    """Return the shortest sequence that leads from one style to another; "" where they are the same."""
    if old == new:
        return ""
    anew = _on(new, new.marks) if new != PLAIN else ""
    ways = [f";{anew}" if anew else "", ";".join(_by_steps(old, new))]
    return f"\x1b[{min(ways, key=len)}m"


def _on(style: Style, marks: frozenset[int]) -> str:
    return ";".join([*map(str, sorted(marks)), *filter(None, (style.front, style.back))])


def _by_steps(old: Style, new: Style) -> list[str]:
    gone = {_OFF[mark] for mark in old.marks - new.marks}
    kept = frozenset(mark for mark in old.marks if _OFF[mark] not in gone)
    steps = [*map(str, sorted(gone)), *map(str, sorted(new.marks - kept))]
    if old.front != new.front:
        steps.append(new.front or "39")
    if old.back != new.back:
        steps.append(new.back or "49")
    return steps
