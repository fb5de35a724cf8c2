"""A list whose cursor is a sign, ▸, and not a colour alone."""

from textual import events, on
from textual.content import Content
from textual.widgets import OptionList

from tui.rows import joined


class PointedList(OptionList):
    """A subclass says what stands in each of its lines with `line`.

    A list that can be focused points only while it is; one that cannot always does.
    """

    def line(self, index: int) -> Content:
        """Return the words of a line, without the pointer."""
        raise NotImplementedError

    @property
    def pointer(self) -> int | None:
        """Index of the line the pointer stands on."""
        return self.highlighted

    def fill(self, count: int, at: int | None = 0) -> None:
        """Show so many lines, the cursor on one of them or on none."""
        self.set_options([self._pointed(index) for index in range(count)])
        self.highlighted = at if count else None

    @on(OptionList.OptionHighlighted)
    @on(events.Focus)
    @on(events.Blur)
    def redraw(self) -> None:
        """Draw every line again where its words or the pointer have changed."""
        for index, option in enumerate(self.options):
            line = self._pointed(index)
            if not (isinstance(option.prompt, Content) and line.is_same(option.prompt)):
                self.replace_option_prompt_at_index(index, line)

    def _pointed(self, index: int) -> Content:
        points = not self.can_focus or self.screen.focused is self
        return joined(["▸ " if points and index == self.pointer else "  ", self.line(index)])
