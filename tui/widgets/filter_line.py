"""The line below the queue that narrows it: typed live, then told in words for as long as it is on."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from casebook.query import completion
from tui.hints import hints_of
from tui.rows import joined, words
from tui.told import told
from tui.widgets.lines import Line
from tui.widgets.one_line import OneLine

WAIT = 0.04
"""Seconds in which several letters become one question."""


class FilterField(OneLine):
    """Where the filter is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "keep the filter", id="filter.keep"),
        Binding("escape", "drop", "no filter", id="filter.drop"),
        Binding("tab", "complete", "complete", id="filter.complete"),
        Binding("down", "move(1)", "down", id="filter.down", show=False),
        Binding("up", "move(-1)", "up", id="filter.up", show=False),
    ]

    class Kept(Message):
        """The filter is to stay."""

    def action_keep(self) -> None:
        """Leave the line; the filter stays on."""
        self.post_message(self.Kept())

    def action_drop(self) -> None:
        """Leave the line without a filter."""
        self.post_message(FilterLine.Dropped())

    def action_complete(self) -> None:
        """Finish the word before the cursor, as far as there is one way."""
        self.value = completion.complete(self.value)
        self.cursor_position = len(self.value)

    def action_move(self, by: int) -> None:
        """Walk the list."""
        self.post_message(FilterLine.Moved(by))


class FilterLine(Horizontal):
    """Hidden while there is no filter; a field while one is typed; a sentence while it is on."""

    @told
    class Typed(Message):
        """Letters have come or gone; `finished` says that they are to stay."""

        said: str
        finished: bool = False

    @told
    class Moved(Message):
        """The list is to be walked while one types."""

        by: int

    class Dropped(Message):
        """There is to be no filter."""

    untold = False
    """Whether letters have come that nobody has been told of yet."""

    def on_mount(self) -> None:
        """Begin without a filter."""
        self.display = False
        self._told = ""
        self._waiting = self.set_timer(WAIT, self._tell, pause=True)

    @property
    def typing(self) -> bool:
        """Whether the filter is being typed."""
        return self.has_class("-typing")

    def open(self, said: str) -> None:
        """Let a filter be typed, beginning with the one in force."""
        self._show()
        self.add_class("-typing")
        self.query_one("#filter-sign", Line).say(words("/", "bold $key"))
        with self.prevent(Input.Changed):
            self._field.value = said
        self._field.cursor_position = len(said)
        self._field.focus()

    def keep(self, said: str) -> None:
        """Tell the filter that is on."""
        self._show()
        self.remove_class("-typing")
        self._told = said

    def close(self) -> None:
        """Go away."""
        self._told_all()
        self.remove_class("-typing")
        self.display = False

    def tell(self, shown: str) -> None:
        """Show how many rows are left, e.g. "12 of 348"."""
        count = words(shown, "bold")
        leave = hints_of(self).words(" · {queue.unfilter} clears it", "dim")
        on = joined([words("filter: ", "bold $key"), self._told, " · ", count, leave])
        for line in self.query("#filter-say").results(Line):
            line.say(count if self.typing else on)

    def _show(self) -> None:
        """Be there, with the field and what is told of it: who narrows nothing has neither."""
        self.display = True
        if not self.children:
            hint = 'words "a phrase" -not is:overdue by:name since:2d'
            field = FilterField(hint=hint, id="filter-field")
            self.mount(Line(id="filter-sign"), field, Line(id="filter-say"))

    @property
    def _field(self) -> FilterField:
        return self.query_one(FilterField)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._told_all()
        self.untold = True
        self._waiting = self.set_timer(WAIT, self._tell)

    @on(FilterField.Kept)
    def _kept(self) -> None:
        self._told_all()
        self.post_message(self.Typed(self._field.value, finished=True))

    def _told_all(self) -> None:
        self._waiting.stop()
        self.untold = False

    def _tell(self) -> None:
        self.untold = False
        if self.typing:
            self.post_message(self.Typed(self._field.value))
