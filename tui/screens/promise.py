"""A promise: what we said we would do, and by when."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Label

from casebook.frozen import frozen
from tui.due import EXAMPLES, due_at
from tui.hints import hints_of
from tui.screens.follow_up import understood
from tui.screens.form import FormDialog, Unanswered
from tui.widgets.lines import Line
from tui.widgets.one_line import OneLine
from tui.widgets.when import OFFERS, When

SUGGESTED = ("24h", "tomorrow 12:00", "3d", "7d")
"""By when things are usually promised."""


@frozen
class Promised:
    """What was promised."""

    what: str
    due_at: datetime


class PromiseDialog(FormDialog[Promised]):
    """Returns the promise to log; it may open with what our own words say."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+o", "confirm", "log it", id="promise.confirm")]

    def __init__(self, now: datetime, what: str = "", when: str = "") -> None:
        super().__init__("You said by when: log the promise?" if when else "A promise")
        self._now = now
        self._what = what
        self._suggested = (when, *SUGGESTED) if when else SUGGESTED

    def fields(self) -> Iterable[Widget]:
        """Ask what, and by when."""
        yield Label("What did we say we would do?", markup=False)
        yield OneLine(self._what, hint="e.g. tell her where the refund is", id="promise-what")
        about = {"question": "By when?", "offered": ", ".join(SUGGESTED)}
        yield Label(hints_of(self).say(OFFERS, **about), markup=False)
        yield When(self._suggested, id="promise-when")
        yield Line(id="promise-due")

    def answer(self) -> Promised:
        """Return what was promised, by when."""
        what = self.query_one("#promise-what", OneLine).value.strip()
        if not what:
            raise Unanswered("#promise-what", "Say what was promised.")
        due = due_at(self.query_one("#promise-when", When).value, self._now)
        if due is None:
            raise Unanswered("#promise-when", f"Say by when: {EXAMPLES}, 2026-12-24.")
        return Promised(what, due)

    @on(Input.Changed, "#promise-when")
    def _show_moment(self, event: Input.Changed) -> None:
        self.query_one("#promise-due", Line).say(understood(event.value, self._now))
