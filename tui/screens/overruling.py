"""The key that says what the matter in front really is: above the rules, at once, and learned from."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from casebook.mention import KeptMention
from desk.overruling import overrule_mention
from playbooks.overruled import Overrulable, answers, in_words
from tui.keys import CHANGES
from tui.screens import answer, overrule
from tui.screens.acting import ActingScreen, name_of

QUESTIONS = {
    Overrulable.COMPLAINT: "Is it a complaint?",
    Overrulable.SPECIFIC: "Does it name what can be looked up or mended?",
    Overrulable.DOUBLE: "Were they let down twice?",
    Overrulable.SEVERITY: "How bad is it?",
    Overrulable.CAUSE: "What is likely at the bottom of it?",
    Overrulable.BLAME: "What do they believe?",
    Overrulable.SORT: "What is it for us?",
    Overrulable.ABUSIVE: "Does it attack people?",
    Overrulable.CUSTOMER: "Whose is it?",
}
"""What is asked where there is more than one answer."""


class OverrulingScreen(ActingScreen):
    """A screen with a matter in front, of which a person may say what it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "equals_sign",
            "overrule",
            "it is another",
            id="mention.overrule",
            group=CHANGES,
            show=False,
            tooltip="no complaint, harm, another cause, …",
        ),
    ]

    def action_overrule(self) -> None:
        """Ask what it is."""
        self.with_matter(self.ask_what_it_is)

    def overrule_as(self, facet: str, said: str) -> None:
        """Say what the matter in front is, as somebody has said it."""
        self.with_matter(lambda kept: self._overrule(kept, facet, said))

    def ask_what_it_is(self, kept: KeptMention) -> None:
        """Ask what of a mention is another, and what it is."""
        self.ask_overruling(kept, name_of(kept), lambda facet, said: self._overrule(kept, facet, said))

    def ask_overruling(
        self, kept: KeptMention | None, about: str, answered: Callable[[str, str], None]
    ) -> None:
        """Show what may be said, then the answers where there are several, and hand the answer on."""

        def chosen(wanted: "overrule.Overruling | None") -> None:
            if wanted is not None and wanted.said is not None:
                answered(wanted.facet, wanted.said)
            elif wanted is not None:
                self._ask_answer(kept, about, wanted.facet, answered)

        dialog = overrule.OverruleDialog(kept, self.desk.playbook)
        dialog.about = about
        self.app.push_screen(dialog, chosen)

    def _ask_answer(
        self, kept: KeptMention | None, about: str, facet: Overrulable, answered: Callable[[str, str], None]
    ) -> None:
        held = overrule.standing(kept, facet) if kept is not None else ""
        offered = answers(facet, self.desk.playbook)
        dialog = answer.AnswerDialog(QUESTIONS[facet], offered, held)
        dialog.about = about
        self.app.push_screen(dialog, lambda said: None if said is None else answered(facet, said))

    def _overrule(self, kept: KeptMention, facet: str, said: str) -> None:
        what = in_words(facet, said, self.desk.playbook)
        done = self.hints.say("noted: {what}; {desk.undo} takes it back", what=what)
        self.perform(done, overrule_mention, kept.id, self.desk.playbook, facet, said)
