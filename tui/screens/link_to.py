"""Joining the matter in front to another case, or cutting off what was joined."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Label

from casebook.case import Case
from casebook.frozen import frozen
from casebook.mention import KeptMention
from desk.candidates import Candidate
from tui.evidence_words import link, place
from tui.hints import hints_of
from tui.rows import fitted
from tui.screens.form import FormDialog, Unanswered
from tui.widgets.choices import HOW, Choices
from tui.widgets.one_line import OneLine


@frozen
class LinkWanted:
    """The case to join, the part to cut off, or the copy or the echo to part."""

    case: int = 0
    cut: bool = False
    copy: int | None = None
    echo: int | None = None


_LABEL = 64
"""Cells of a choice, so that it takes one line."""
_QUESTIONS = {
    (True, False): "Which case does it belong to?",
    (False, True): "What does not belong to it?",
    (True, True): "Which case does it belong to, or what does not belong to it?",
    (False, False): "There is no other live case.",
}
"""By whether there are cases to join it to, and whether there is something to cut off or part."""


class LinkToDialog(FormDialog[LinkWanted]):
    """Returns the case to join it to; parts of this one can be cut off again, and copies parted."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+o", "confirm", "do it", id="link_to.confirm")]

    def __init__(
        self,
        offered: Sequence[Candidate],
        parts: Sequence[Case] = (),
        copies: Sequence[KeptMention] = (),
        echoes: Sequence[KeptMention] = (),
    ) -> None:
        super().__init__("Link or merge")
        cut = [(LinkWanted(each.id, cut=True), f"cut off #{each.id} {each.title}") for each in parts]
        join = [
            (LinkWanted(each.case.id), f"#{each.case.id} {fitted(each.case.title, 34).rstrip()} · {each.why}")
            for each in offered
        ]
        part = [(LinkWanted(copy=each.id), f"part the copy {place(each)} · {link(each)}") for each in copies]
        part += [(LinkWanted(echo=each.id), f"part the echo {place(each)} · {link(each)}") for each in echoes]
        self._choices = [*join, *cut, *part]
        self._question = _QUESTIONS[bool(join), bool(cut or part)]

    def fields(self) -> Iterable[Widget]:
        """Ask which case."""
        how = hints_of(self).say(HOW, question=self._question) if self._choices else self._question
        yield Label(how, markup=False)
        yield Choices([fitted(label, _LABEL).rstrip() for _, label in self._choices], id="link-to-case")
        yield Label("Or the number of its case. Nothing is destroyed: a link can be cut.", markup=False)
        yield OneLine(hint="e.g. 41", id="link-to-number")

    def answer(self) -> LinkWanted:
        """Return what to join, or to cut."""
        number = self.query_one("#link-to-number", OneLine).value.strip().lstrip("#")
        if number:
            if not number.isascii() or not number.isdecimal() or len(number) > 9:
                raise Unanswered("#link-to-number", "A case has a number, like 41.")
            return LinkWanted(int(number))
        chosen = self.query_one("#link-to-case", Choices).chosen
        if chosen is None:
            raise Unanswered("#link-to-case", "Choose a case, or give its number.")
        return self._choices[chosen][0]
