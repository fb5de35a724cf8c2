"""How the queue's screen is laid out: which ways there are, and which of them a window has room for. Pure."""

from collections.abc import Mapping

from desk.settings import Layout

NEEDS: Mapping[Layout, tuple[int, int]] = {
    Layout.BESIDE: (110, 12),
    Layout.BELOW: (60, 20),
    Layout.LIST: (0, 0),
}
"""Cells and lines of a window from which on a layout shows what it is for."""

SAY: Mapping[Layout, str] = {
    Layout.BESIDE: "the mention beside the list",
    Layout.BELOW: "the mention below the list",
    Layout.LIST: "the list alone",
}


def laid_out(wanted: Layout | None, width: int, height: int) -> Layout:
    """Return the layout for a window: the one that is wanted where it has room, else the best that has."""
    if wanted is not None and has_room(wanted, width, height):
        return wanted
    return next(each for each in Layout if has_room(each, width, height))


def has_room(layout: Layout, width: int, height: int) -> bool:
    """Return whether a window is large enough for a layout."""
    wide, high = NEEDS[layout]
    return width >= wide and height >= high


def after(now: Layout, width: int, height: int) -> Layout:
    """Return the next layout in turn that the window has room for; the same where there is no other."""
    ways = list(Layout)
    turn = ways[ways.index(now) + 1 :] + ways[: ways.index(now)]
    return next((each for each in turn if has_room(each, width, height)), now)


def lacking(width: int, height: int) -> str:
    """Return what the window is too small for, with what it would need; empty where it has room for all."""
    small = [each for each in Layout if not has_room(each, width, height)]
    needs = (f"{each} takes {NEEDS[each][0]}x{NEEDS[each][1]}" for each in small)
    return ", ".join(needs) + f"; this is {width}x{height}" if small else ""
