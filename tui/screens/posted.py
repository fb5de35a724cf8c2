"""Our words stand in public: which ones, and where."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Label

from casebook.frozen import frozen
from sources.links import web_link
from tui.hints import hints_of
from tui.screens.form import FormDialog, Unanswered
from tui.widgets.choices import HOW, Choices
from tui.widgets.one_line import OneLine


@frozen
class Posted:
    """What is up."""

    url: str | None
    """Where it stands; None if nobody noted it."""
    answer: bool
    """Whether it answers the matter; if not, it is the first word."""


class PostedDialog(FormDialog[Posted]):
    """Returns what is up in public."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+o", "confirm", "it is up", id="posted.confirm")]

    def __init__(self) -> None:
        super().__init__("It is up")

    def fields(self) -> Iterable[Widget]:
        """Ask which words, and where they stand."""
        labels = (
            "the first word: we have seen it; the case stays open",
            "the answer: what we do about it; then it is the customer's turn",
        )
        yield Label(hints_of(self).say(HOW, question="What stands in public now?"), markup=False)
        yield Choices(labels, id="posted-which")
        yield Label("Its address, if you have it", markup=False)
        yield OneLine(hint="https://", id="posted-url")

    def answer(self) -> Posted:
        """Return which words are up, and where."""
        which = self.query_one("#posted-which", Choices).chosen
        url = self.query_one("#posted-url", OneLine).value.strip()
        if which is None:
            raise Unanswered("#posted-which", "Choose which of the two it is.")
        if url and web_link(url) is None:
            raise Unanswered("#posted-url", "That is no web address: http:// or https:// is needed.")
        return Posted(web_link(url), answer=which == 1)
