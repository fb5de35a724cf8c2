"""A short list to choose one from; nothing is chosen until somebody does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from tui.rows import joined, words
from tui.widgets.pointed_list import PointedList

NUMBERED = 9
"""Lines that can be chosen by their number."""


class Choices(PointedList):
    """One line a choice, with its number and a mark of its own beside the colour."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "down", id="choices.down", show=False),
        Binding("k", "cursor_up", "up", id="choices.up", show=False),
        Binding("space", "select", "choose", id="choices.choose", show=False),
        Binding("1", "choose(0)", "choose the first", id="choices.1", show=False),
        Binding("2", "choose(1)", "choose the second", id="choices.2", show=False),
        Binding("3", "choose(2)", "choose the third", id="choices.3", show=False),
        Binding("4", "choose(3)", "choose the fourth", id="choices.4", show=False),
        Binding("5", "choose(4)", "choose the fifth", id="choices.5", show=False),
        Binding("6", "choose(5)", "choose the sixth", id="choices.6", show=False),
        Binding("7", "choose(6)", "choose the seventh", id="choices.7", show=False),
        Binding("8", "choose(7)", "choose the eighth", id="choices.8", show=False),
        Binding("9", "choose(8)", "choose the ninth", id="choices.9", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """Somebody has chosen a line."""

        choices: "Choices"
        index: int

        @property
        def control(self) -> "Choices":
            """The list it was chosen from."""
            return self.choices

    def __init__(
        self,
        labels: Sequence[str],
        *,
        chosen: int | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own word
    ) -> None:
        super().__init__(id=id, compact=True)
        self.labels = tuple(labels)
        self.chosen = chosen
        """Index of the line that is chosen; None: none is."""

    def on_mount(self) -> None:
        """Show the lines, the cursor on the one that is chosen."""
        self.fill(len(self.labels))
        self.highlighted = self.chosen or 0

    def line(self, index: int) -> Content:
        """Return a label with its number and its mark."""
        here = index == self.chosen
        number = str(index + 1) if index < NUMBERED else " "
        mark = "(•)" if here else "( )"
        return joined([f"{number} {mark} ", words(self.labels[index], "bold" if here else "")])

    def action_choose(self, index: int) -> None:
        """Choose the line of that number, if there is one."""
        if index < len(self.labels):
            self.highlighted = index
            self.action_select()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.chosen = event.option_index
        self.redraw()
        self.post_message(self.Chosen(self, event.option_index))
