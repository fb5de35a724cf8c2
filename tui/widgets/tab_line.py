"""The tabs of the queue: which lens is on, and how much each shows."""

from tui.rows import joined, words
from tui.widgets.lines import Line


class TabLine(Line):
    """One line of names and counts; brackets mark the chosen one, for colour is never the only sign."""

    def show(self, names: list[str], counts: list[int], chosen: int) -> None:
        """Show the tabs with the chosen one marked."""
        tabs = zip(names, counts, strict=True)
        parts = [_tab(name, count, here=index == chosen) for index, (name, count) in enumerate(tabs)]
        self.say(joined([*parts, words("Tab switches", "dim")], "  "))


def _tab(name: str, count: int, *, here: bool) -> str:
    return f"[{name} {count}]" if here else f" {name} {count} "
