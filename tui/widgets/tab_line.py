"""The tabs of the queue: which lens is on, and how much each shows."""

from tui.hints import hints_of
from tui.rows import joined
from tui.widgets.lines import Line


class TabLine(Line):
    """One line of names and counts; brackets mark the chosen one, for colour is never the only sign."""

    def show(self, names: list[str], counts: list[int], chosen: int) -> None:
        """Show the tabs with the chosen one marked."""
        tabs = zip(names, counts, strict=True)
        parts = [_tab(name, count, here=index == chosen) for index, (name, count) in enumerate(tabs)]
        switches = hints_of(self).words("{queue.next_tab} switches", "dim")
        self.say(joined([*parts, switches], "  "))


def _tab(name: str, count: int, *, here: bool) -> str:
    return f"[{name} {count}]" if here else f" {name} {count} "
