"""Why a clock stands where it stands: what was counted, by which rule of the playbook, in which hours."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from playbooks.clock_story import Told
from tui.clock_words import MOMENT, moment
from tui.rows import joined, words
from tui.screens.dialog import Dialog
from tui.screens.why import AROUND, WIDTH


class ClockDialog(Dialog[None]):
    """The story of a clock, step by step; what is owed first stands last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", "close", id="clock.leave"),
        Binding("j,down", "scroll(1)", "down", id="clock.down", show=False),
        Binding("k,up", "scroll(-1)", "up", id="clock.up", show=False),
    ]

    def __init__(self, told: Sequence[Told]) -> None:
        super().__init__("Its clocks")
        self._told = told

    def questions(self) -> Iterable[Widget]:
        """Show a step a line, each with its moment."""
        yield Static(story_text(self._told, min(self.app.size.width, WIDTH) - AROUND), markup=False)

    def foot(self) -> Iterable[Widget]:
        """Say how to close it."""
        yield self.hint("{clock.down} {clock.up} scroll · {dialog.leave} closes")


def story_text(told: Sequence[Told], room: int) -> Content:
    """Return the same to be painted, each step wrapped beside its moment, the last of them bold."""
    lines = []
    for each in told:
        said = words(each.say, "bold" if each is told[-1] else "").wrap(max(room - MOMENT - 2, 1))
        lines.append(joined([words(moment(each.at), "dim"), "  ", joined(said, "\n" + " " * (MOMENT + 2))]))
    return joined(lines, "\n")
