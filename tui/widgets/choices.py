"""A short list to choose one from: what the cursor moves to is chosen, and nothing is before a first key."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from tui.hints import hints_of
from tui.rows import joined, words
from tui.told import told
from tui.widgets.pointed_list import PointedList

NUMBERED = 9
"""Lines that can be chosen by their number."""
HOW = "{question} ({choices.down} {choices.up} or the key in front chooses)"
"""The first question a dialog asks with choices, as a hint."""


class Choices(PointedList):
    """One line a choice, with its number and a mark of its own beside the colour."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "down", id="choices.down", show=False),
        Binding("k,up", "move(-1)", "up", id="choices.up", show=False),
        Binding("space", "move(0)", "choose", id="choices.choose", show=False),
        Binding("enter", "submit", "next", id="choices.next", show=False),
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

    @told
    class Submitted(Message):
        """Somebody goes on from here, whether a line is chosen or not."""

        choices: "Choices"

        @property
        def control(self) -> "Choices":
            """The list somebody goes on from."""
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
        self._at_first = chosen

    @property
    def chosen(self) -> int | None:
        """Index of the line that is chosen; None: none is."""
        return self.highlighted

    @property
    def pointer(self) -> int:
        """Index of the line that is chosen, or would be by the space bar."""
        return self.highlighted or 0

    def on_mount(self) -> None:
        """Show the lines, the cursor on the one that is chosen."""
        self.fill(len(self.labels), self._at_first)

    def fit(self, lines: int | None) -> None:
        """Take so many lines at most, and scroll what is more; None: as many as looks well."""
        if lines is None:
            self.styles.clear_rule("max_height")
        else:
            self.styles.max_height = max(lines, 1)

    def line(self, index: int) -> Content:
        """Return a label with its number and its mark."""
        here = index == self.chosen
        number = hints_of(self).keys(f"choices.{index + 1}") if index < NUMBERED else " "
        mark = "(•)" if here else "( )"
        return joined([f"{number} {mark} ", words(self.labels[index], "bold" if here else "")])

    def action_move(self, by: int) -> None:
        """Choose the line so many below the pointer, or the last one on that side."""
        self.highlighted = min(max(self.pointer + by, 0), len(self.labels) - 1)

    def action_choose(self, index: int) -> None:
        """Choose the line of that number, if there is one."""
        if index < len(self.labels):
            self.highlighted = index

    def action_submit(self) -> None:
        """Go on to what comes next."""
        self.post_message(self.Submitted(self))
