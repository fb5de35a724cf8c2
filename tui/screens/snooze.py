"""Setting a row aside: until when, what brings it back sooner, and why."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Label

from casebook.frozen import frozen
from casebook.kinds import WakeOn
from desk.snoozing import LONGEST
from tui.due import EXAMPLES, due_at
from tui.hints import hints_of
from tui.rows import joined, when, words
from tui.screens.follow_up import understood
from tui.screens.form import FormDialog, Unanswered
from tui.widgets.choices import Choices
from tui.widgets.lines import Line
from tui.widgets.one_line import OneLine
from tui.widgets.when import OFFERS, When

SUGGESTED = ("2h", "tomorrow", "3d", "7d")
"""Until when things are usually set aside."""

SOONER = (
    (None, "only when the time has come"),
    (WakeOn.ANSWER, "sooner, if they write again: in this thread, or anywhere"),
    (WakeOn.CHANGE, "sooner, if anything about it changes: an edit, a copy, more stir"),
)


@frozen
class SnoozeWanted:
    """How a row is to be set aside."""

    until: datetime
    on: WakeOn | None
    why: str | None


class SnoozeDialog(FormDialog[SnoozeWanted]):
    """Returns until when; it says so plainly where our answer is owed before that."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "confirm", "set it aside", id="snooze.confirm")
    ]

    def __init__(self, now: datetime, owed: datetime | None = None) -> None:
        """Prepare the dialog.

        Args:
            now: When it is asked.
            owed: When our next word in public is owed; None where nothing is.
        """
        super().__init__("Snooze")
        self._now = now
        self._owed = owed

    def fields(self) -> Iterable[Widget]:
        """Ask until when, for what, and why."""
        about = {"question": "Set it aside until when?", "offered": ", ".join(SUGGESTED)}
        yield Label(hints_of(self).say(OFFERS, **about), markup=False)
        yield When(SUGGESTED, id="snooze-when")
        yield Line(id="snooze-due")
        yield Label("It comes back", markup=False)
        yield Choices([label for _, label in SOONER], chosen=0, id="snooze-on")
        yield Label("Why, for whoever sees it; may stay empty", markup=False)
        yield OneLine(hint="e.g. the courier calls at two", id="snooze-why")

    def answer(self) -> SnoozeWanted:
        """Return how it is to be set aside."""
        until = due_at(self.query_one("#snooze-when", When).value, self._now)
        if until is None:
            raise Unanswered("#snooze-when", f"Say until when: {EXAMPLES}.")
        if until > self._now + LONGEST:
            raise Unanswered("#snooze-when", f"{LONGEST.days} days at most.")
        chosen = self.query_one("#snooze-on", Choices).chosen or 0
        why = self.query_one("#snooze-why", OneLine).value.strip()
        return SnoozeWanted(until, SOONER[chosen][0], why or None)

    @on(Input.Changed, "#snooze-when")
    def _show_moment(self, event: Input.Changed) -> None:
        said = understood(event.value, self._now)
        self.query_one("#snooze-due", Line).say(joined([said, self._warning(event.value)]))

    def _warning(self, said: str) -> Content:
        """Return that our answer is owed before a time, if it is: setting aside moves nothing."""
        until = due_at(said, self._now)
        if until is None or self._owed is None or until <= self._owed:
            return words("")
        if self._owed < self._now:
            return words(" · the answer is overdue, and stays so", "bold $late")
        return words(f" · the answer is owed before that: {when(self._owed, self._now)}", "bold $notice")
