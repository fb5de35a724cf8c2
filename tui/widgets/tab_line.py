"""The tabs of the queue: which lens is on, and how much each shows."""

from collections.abc import Mapping

from rich.cells import cell_len
from textual.content import Content

from tui.hints import Hints, hints_of
from tui.rows import joined
from tui.widgets.lines import Line, room

BETWEEN = "  "


class TabLine(Line):
    """One line of names and counts; brackets mark the chosen one, for colour is never the only sign."""

    def show(self, names: list[str], counts: Mapping[str, str], chosen: int) -> None:
        """Show the tabs with the chosen one marked."""
        self.say(line_of_tabs(names, counts, chosen, room(self), hints_of(self)))


def line_of_tabs(
    names: list[str], counts: Mapping[str, str], chosen: int, width: int, hints: Hints
) -> Content:
    """Return the line: too long, it moves together, then loses the hint, the counts, the far tabs."""
    tabs = [_tab(name, counts.get(name, ""), here=at == chosen) for at, name in enumerate(names)]
    switches = hints.words("{queue.next_tab} switches", "dim")
    for between in (BETWEEN, ""):
        if _length(tabs, between) + len(BETWEEN) + cell_len(switches.plain) <= width:
            return joined([joined(tabs, between), switches], BETWEEN)
    if _length(tabs) > width:
        bare = [_tab(name, "", here=False) for name in names]
        tabs = _around([*bare[:chosen], tabs[chosen], *bare[chosen + 1 :]], chosen, width)
    return joined(tabs, BETWEEN)


def _around(tabs: list[str], chosen: int, width: int) -> list[str]:
    """Return as many tabs around the chosen one as fit, with a mark where there are more."""
    first, last = 0, len(tabs)
    while _length(_marked(tabs, first, last)) > width and last - first > 1:
        if chosen - first > last - 1 - chosen:
            first += 1
        else:
            last -= 1
    return _marked(tabs, first, last)


def _marked(tabs: list[str], first: int, last: int) -> list[str]:
    return [*(["‹"] if first else []), *tabs[first:last], *(["›"] if last < len(tabs) else [])]


def _length(tabs: list[str], between: str = BETWEEN) -> int:
    return sum(cell_len(each) for each in tabs) + len(between) * (len(tabs) - 1)


def _tab(name: str, count: str, *, here: bool) -> str:
    shown = f"{name} {count}".rstrip()
    return f"[{shown}]" if here else f" {shown} "
