"""Closing a case: what was at the bottom of it (rule R4), and what is said now (rule R2)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Label, OptionList, Static

from casebook.case import Promise
from casebook.frozen import frozen
from casebook.kinds import Aftermath, PromiseState
from playbooks.causes import Cause
from playbooks.playbook import Choice
from tui.hints import hints_of
from tui.rows import fitted, words
from tui.screens.form import FormDialog, Unanswered
from tui.widgets.choices import HOW, Choices


@frozen
class Resolution:
    """How a case ended."""

    cause: str
    """Key of the cause in the playbook."""
    aftermath: Aftermath
    promises: PromiseState | None = None
    """What becomes of what it still owes; None where it owes nothing."""


BECOMES = {
    PromiseState.KEPT: "kept",
    PromiseState.BROKEN: "broken",
    PromiseState.RELEASED: "no longer owed: they said so, or something better took its place",
}
"""What may have become of a promise."""


class ResolveDialog(FormDialog[Resolution]):
    """Returns cause and aftermath; neither is chosen beforehand."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+o", "confirm", "resolve", id="resolve.confirm")]

    def __init__(
        self,
        causes: Sequence[Cause],
        aftermaths: Mapping[Aftermath, Choice],
        owed: Sequence[Promise] = (),
    ) -> None:
        """Prepare the dialog.

        Args:
            causes: What may have been at the bottom of it.
            aftermaths: What may be said when it is over.
            owed: The promises the case still owes.
        """
        super().__init__("Resolve")
        self._owed = tuple(owed)
        self.set_class(bool(owed), "-owing")
        self._causes = tuple(causes)
        self._aftermaths = tuple(aftermaths.items())

    def fields(self) -> Iterable[Widget]:
        """Ask what became of what was promised, for the cause and the aftermath."""
        if self._owed:
            more = f" and {len(self._owed) - 1} more" if self._owed[1:] else ""
            yield Label(words(f"Promised{more}: {fitted(self._owed[0].what, 50).rstrip()}"), markup=False)
            yield Choices(list(BECOMES.values()), id="resolve-promises")
        yield Label(hints_of(self).say(HOW, question="What was at the bottom of it?"), markup=False)
        yield Choices([each.label for each in self._causes], id="resolve-cause")
        yield Label("And now?", markup=False)
        yield Choices([choice.label for _, choice in self._aftermaths], id="resolve-aftermath")
        yield Static("", id="resolve-meaning", markup=False)

    def answer(self) -> Resolution:
        """Return what is chosen."""
        promises = self._promises()
        cause = self.query_one("#resolve-cause", Choices).chosen
        if cause is None:
            raise Unanswered("#resolve-cause", "Choose what was at the bottom of it.")
        after = self.query_one("#resolve-aftermath", Choices).chosen
        if after is None:
            raise Unanswered("#resolve-aftermath", "Choose what happens now.")
        return Resolution(self._causes[cause].key, self._aftermaths[after][0], promises)

    def _promises(self) -> PromiseState | None:
        if not self._owed:
            return None
        chosen = self.query_one("#resolve-promises", Choices).chosen
        if chosen is None:
            raise Unanswered("#resolve-promises", "Say what became of what was promised.")
        return list(BECOMES)[chosen]

    @on(OptionList.OptionHighlighted, "#resolve-aftermath")
    def _show_meaning(self, event: OptionList.OptionHighlighted) -> None:
        _, choice = self._aftermaths[event.option_index]
        self.query_one("#resolve-meaning", Static).update(words(choice.say, "italic"))
