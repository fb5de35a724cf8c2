"""A dialog of several questions: Tab and Enter walk, one key confirms, typed words are not lost by a slip."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tui.hints import hints_of
from tui.keys import shown_keys
from tui.rows import words
from tui.screens.dialog import Dialog
from tui.widgets.choices import Choices
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line

T = TypeVar("T")

WALKING = ("form.next", "form.back")
"""The keys that lead from question to question, by their ids."""


class Unanswered(Exception):
    """A question still needs an answer."""

    def __init__(self, where: str, say: str) -> None:
        super().__init__(say)
        self.where = where
        """Selector of the field the cursor goes to."""


class FormDialog(Dialog[T]):
    """A subclass yields its `fields`, says in `answer` what they come to, and binds `confirm` to ctrl+o.

    Enter and Tab only ever go on to the next question, so that neither a repeated key nor a pasted line
    confirms; from the last one they go nowhere, so that no answer is changed unseen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "next", "next", id="form.next"),
        Binding("shift+tab", "back", "back", id="form.back", show=False),
    ]

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._at_first: tuple[str, ...] = ()
        self._warned: tuple[str, ...] | None = None

    around = (4, 6)

    def questions(self) -> Iterable[Widget]:
        """Yield the fields."""
        return self.fields()

    def foot(self) -> Iterable[Widget]:
        """Yield a line for what is missing, and the keys."""
        yield Line(id="form-say")
        yield KeyBar()

    def fields(self) -> Iterable[Widget]:
        """Yield what is asked."""
        return ()

    def answer(self) -> T:
        """Return what the fields come to.

        Raises:
            Unanswered: Something needed is missing or cannot be understood.
        """
        raise NotImplementedError

    def harmless(self, key: events.Key) -> bool:
        """Return whether a key only fills in or walks the questions: what ends the form is its own keys."""
        bound = self.active_bindings.get(key.key)
        return bound is None or self in bound.node.ancestors or bound.binding.id in WALKING

    def action_confirm(self) -> None:
        """Close with the answer, or put the cursor where it is still missing."""
        try:
            answer = self.answer()
        except Unanswered as missing:
            self.say(str(missing))
            self.query_one(missing.where).focus()
        else:
            self.dismiss(answer)

    def action_leave(self) -> None:
        """Close without an answer; with words typed, only at the second time."""
        typed = self._typed()
        if typed in (self._at_first, self._warned):
            self.dismiss(None)
        else:
            self._warned = typed
            self.say(
                hints_of(self).say("Your words would be lost: {dialog.leave} again leaves all the same.")
            )

    def say(self, sentence: str) -> None:
        """Show a sentence above the keys."""
        self.query_one("#form-say", Line).say(words(sentence, "bold $notice"))

    @on(events.DescendantFocus)
    def _show_question(self, event: events.DescendantFocus) -> None:
        """Have the question in view that is answered now, with as much as there is room for below it."""
        body = self.query_one("#dialog-body")
        if event.widget in body.children:
            at = list(body.children).index(event.widget)
            question = body.children[max(at - 1, 0)]
            self.call_after_refresh(body.scroll_to_widget, question, top=True, animate=False)

    @on(events.Mount)
    def _remember(self) -> None:
        """Note how the form looks before anybody types."""
        self._at_first = self._typed()

    @on(Input.Submitted)
    @on(Choices.Submitted)
    def action_next(self) -> None:
        """Go on to the next question; at the last, say what confirms."""
        if self.focused is self.focus_chain[-1]:
            self.say(f"That was the last question. {self._confirming()}")
        else:
            self.say("")
            self.focus_next()

    def action_back(self) -> None:
        """Go back to the question before; at the first, say that it is."""
        if self.focused is self.focus_chain[0]:
            self.say("That is the first question.")
        else:
            self.say("")
            self.focus_previous()

    def _confirming(self) -> str:
        """Return the key that confirms, as it is bound now, e.g. "ctrl+o: log it"."""
        keys = (each for each in shown_keys(self.app.screen) if each.action == "confirm")
        return next((f"{each.keys}: {each.word}" for each in keys), "")

    def _typed(self) -> tuple[str, ...]:
        fields = self.query("Input, TextArea")
        return tuple(_text_of(each) for each in fields)


def _text_of(field: Widget) -> str:
    if isinstance(field, Input):
        return field.value
    return field.text if isinstance(field, TextArea) else ""
