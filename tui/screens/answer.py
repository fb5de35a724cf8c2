"""One of several answers to what a mention is."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Label

from tui.hints import hints_of
from tui.rows import words
from tui.screens.form import FormDialog, Unanswered
from tui.widgets.choices import HOW, Choices


class AnswerDialog(FormDialog[str]):
    """Returns one of several answers; none is chosen beforehand."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+o", "confirm", "say so", id="answer.confirm")]

    def __init__(self, question: str, answers: Mapping[str, str], held: str = "") -> None:
        """Prepare it.

        Args:
            question: What is asked.
            answers: What may be said, each with its words.
            held: What it is taken for.
        """
        super().__init__("What is it?")
        self._question, self._answers, self._held = question, dict(answers), held

    def fields(self) -> Iterable[Widget]:
        """Ask."""
        yield Label(hints_of(self).say(HOW, question=self._question), markup=False)
        if self._held:
            yield Label(
                words(f"It is taken for: {self._answers.get(self._held, self._held)}", "dim"), markup=False
            )
        yield Choices(list(self._answers.values()), id="overrule-answer")

    def answer(self) -> str:
        """Return the answer."""
        chosen = self.query_one("#overrule-answer", Choices).chosen
        if chosen is None:
            raise Unanswered("#overrule-answer", "Choose what it is.")
        return list(self._answers)[chosen]
