"""A ripple of a case: what to look at, where, and when again (rule R1)."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Label

from casebook.durations import span
from casebook.frozen import frozen
from sources.links import web_link
from tui.due import EXAMPLES, SUGGESTED, due_at
from tui.hints import hints_of
from tui.rows import day, words
from tui.screens.form import FormDialog, Unanswered
from tui.widgets.lines import Line
from tui.widgets.one_line import OneLine
from tui.widgets.when import OFFERS, When


@frozen
class FollowUpWanted:
    """A look that is owed."""

    what: str
    due_at: datetime
    url: str | None


class FollowUpDialog(FormDialog[FollowUpWanted]):
    """Returns the follow-up to log."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "confirm", "log it", id="follow_up.confirm"),
    ]

    def __init__(self, now: datetime) -> None:
        super().__init__("A follow-up")
        self._now = now

    def fields(self) -> Iterable[Widget]:
        """Ask what, when and where."""
        yield Label("Which ripple is worth another look?", markup=False)
        yield OneLine(hint="e.g. the recap on her blog: who comments, what do they say?", id="follow-up-what")
        about = {"question": "Look again when?", "offered": ", ".join(SUGGESTED)}
        yield Label(hints_of(self).say(OFFERS, **about), markup=False)
        yield When(SUGGESTED, id="follow-up-when")
        yield Line(id="follow-up-due")
        yield Label("Where, if it has a place of its own", markup=False)
        yield OneLine(hint="https://", id="follow-up-url")

    def answer(self) -> FollowUpWanted:
        """Return what is owed, by when."""
        what, when, url = self._value("what"), self._value("when"), self._value("url")
        if not what:
            raise Unanswered("#follow-up-what", "Say what is to be looked at.")
        due = due_at(when, self._now)
        if due is None:
            raise Unanswered("#follow-up-when", f"Say when, ahead of now: {EXAMPLES}, 2026-12-24.")
        if url and web_link(url) is None:
            raise Unanswered("#follow-up-url", "That is no web address: http:// or https:// is needed.")
        return FollowUpWanted(what, due, web_link(url))

    @on(Input.Changed, "#follow-up-when")
    def _show_moment(self, event: Input.Changed) -> None:
        self.query_one("#follow-up-due", Line).say(understood(event.value, self._now))

    def _value(self, name: str) -> str:
        return self.query_one(f"#follow-up-{name}", OneLine).value.strip()


def understood(said: str, now: datetime) -> Content:
    """Return the moment somebody means as we understand it."""
    if not said.strip():
        return words("")
    due = due_at(said, now)
    return words("= ?", "dim") if due is None else words(f"= {day(due)}, in {span(due - now)}")
