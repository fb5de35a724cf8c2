"""Saying what a mention is, where the verdict has it wrong: one key for the commonest, a list for others."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from casebook.frozen import frozen
from casebook.kinds import Blame, Sort
from casebook.mention import KeptMention
from playbooks.overruled import NO, YES, Overrulable, answers
from playbooks.playbook import Playbook
from tui.keys import Shown
from tui.screens.keyed import KeyedDialog
from tui.why_text import SORTS


@frozen
class Overruling:
    """What somebody says of a verdict."""

    facet: Overrulable
    said: str | None = None
    """The answer; None where it has to be asked for."""


def standing(kept: KeptMention, facet: Overrulable) -> str:
    """Return what a mention is taken for as an answer would say it; empty where nobody knows."""
    if facet is Overrulable.COMPLAINT:
        return _YES_NO[kept.sort is Sort.COMPLAINT] if kept.sort is not None else ""
    if facet is Overrulable.CUSTOMER:
        return ""
    held = getattr(kept, facet.value)
    if facet in FLIPPED:
        return _YES_NO[bool(held)]
    return str(held if held is not None else Blame.NONE if facet is Overrulable.BLAME else "")


_YES_NO = {True: YES, False: NO}
FLIPPED = frozenset({Overrulable.SPECIFIC, Overrulable.DOUBLE, Overrulable.ABUSIVE})
"""What is so or not: of one mention its key says the other at once."""


class OverruleDialog(KeyedDialog[Overruling]):
    """Returns what of the verdict is another, with the answer where one key can give it."""

    kind = "overrule"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "say('complaint', 'no')", "it is no complaint", id="overrule.none"),
        Binding("y", "say('complaint', 'yes')", "it is a complaint", id="overrule.complaint"),
        Binding("s", "flip('specific')", "specific", id="overrule.specific"),
        Binding("t", "flip('double')", "let down twice", id="overrule.double"),
        Binding("v", "ask('severity')", "how bad it is", id="overrule.severity"),
        Binding("c", "ask('cause')", "the likely cause", id="overrule.cause"),
        Binding("b", "ask('blame')", "what they believe of us", id="overrule.blame"),
        Binding("k", "ask('sort')", "what it is for us", id="overrule.sort"),
        Binding("a", "flip('abusive')", "attacks people", id="overrule.abusive"),
        Binding("u", "ask('customer')", "which customer it is", id="overrule.customer"),
    ]

    def __init__(self, kept: KeptMention | None, playbook: Playbook) -> None:
        """Prepare it.

        Args:
            kept: The mention; None for several.
            playbook: What names the causes.
        """
        super().__init__("What is it?")
        self._kept, self._playbook = kept, playbook

    def foot(self) -> Iterable[Widget]:
        """Say that it is learned from, and how to leave it as it is."""
        yield self.hint("it is judged anew at once, and learned from · {dialog.leave} leaves it as it is")

    def action_say(self, facet: str, said: str) -> None:
        """Answer."""
        self.dismiss(Overruling(Overrulable(facet), said))

    def action_flip(self, facet: str) -> None:
        """Answer with the other of yes and no; of several mentions that has to be asked for."""
        if self._kept is None:
            self.action_ask(facet)
        else:
            self.action_say(facet, NO if standing(self._kept, Overrulable(facet)) == YES else YES)

    def action_ask(self, facet: str) -> None:
        """Go on to the answers."""
        self.dismiss(Overruling(Overrulable(facet)))

    def behind(self, key: Shown) -> str:
        """Return what the mention is taken for in what a key is about."""
        name = key.action.partition("'")[2].partition("'")[0]
        held = standing(self._kept, Overrulable(name)) if self._kept is not None else ""
        if not held or name == Overrulable.COMPLAINT:
            return ""
        if key.action.startswith("flip"):
            return f": {held} → {NO if held == YES else YES}"
        return f": {self._in_words(Overrulable(name), held)} → …"

    def _in_words(self, facet: Overrulable, held: str) -> str:
        """Return what it is taken for as the answers and `w` say it."""
        if facet is Overrulable.SORT:
            return SORTS[Sort(held)]
        return answers(facet, self._playbook).get(held, held)
