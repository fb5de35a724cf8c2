"""Muting: what of the matter in front, why, and until when."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Label

from casebook.frozen import frozen
from casebook.kinds import MuteKind
from casebook.mention import KeptMention
from desk.muted import place
from desk.muting import LONGEST
from tui.due import due_at
from tui.hints import hints_of
from tui.screens.follow_up import understood
from tui.screens.form import FormDialog, Unanswered
from tui.widgets.choices import HOW, Choices
from tui.widgets.lines import Line
from tui.widgets.one_line import OneLine
from tui.widgets.when import OFFERS, When

SUGGESTED = ("7d", "24h", "14d", "30d")
"""For how long things are muted."""


@frozen
class MuteWanted:
    """What is to be muted."""

    kind: MuteKind
    word: str | None
    why: str
    until: datetime


class MuteDialog(FormDialog[MuteWanted]):
    """Returns what to mute; nothing is chosen beforehand."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+o", "confirm", "mute it", id="mute.confirm")]

    def __init__(self, now: datetime, kept: KeptMention | None) -> None:
        """Prepare the dialog.

        Args:
            now: When it is asked.
            kept: The example; None for several of them.
        """
        super().__init__("Mute")
        self._now = now
        named = kept is None or kept.mention.author
        self._kinds = [each for each in MuteKind if each is not MuteKind.AUTHOR or named]
        self._labels = {
            MuteKind.AUTHOR: "whatever its author writes" if kept else "whatever their authors write",
            MuteKind.THREAD: "this thread, whoever writes" if kept else "their threads, whoever writes",
            MuteKind.WORD: f"a word, on {place(kept)}:" if kept else "a word, where they stand:",
        }

    def fields(self) -> Iterable[Widget]:
        """Ask what, why, and until when."""
        say = hints_of(self).say
        yield Label(say(HOW, question="What is let go from now on?"), markup=False)
        yield Choices([self._labels[each] for each in self._kinds], id="mute-kind")
        yield OneLine(hint="which word", id="mute-word")
        yield Label("Why? Every muted mention is kept, and says so.", markup=False)
        yield OneLine(hint="e.g. sells followers under every post of ours", id="mute-why")
        about = {"question": "Until when? It stops by itself", "offered": ", ".join(SUGGESTED)}
        yield Label(say(OFFERS, **about), markup=False)
        yield When(SUGGESTED, id="mute-when")
        yield Line(id="mute-due")

    def answer(self) -> MuteWanted:
        """Return what to mute."""
        chosen = self.query_one("#mute-kind", Choices).chosen
        if chosen is None:
            raise Unanswered("#mute-kind", "Choose what is muted.")
        kind, word, why = self._kinds[chosen], self._value("word"), self._value("why")
        if kind is MuteKind.WORD and not word:
            raise Unanswered("#mute-word", "Say which word.")
        if not why:
            raise Unanswered("#mute-why", "Say why: nothing is muted without a reason.")
        return MuteWanted(kind, word or None, why, self._until())

    def _until(self) -> datetime:
        until = due_at(self.query_one("#mute-when", When).value, self._now)
        if until is None or until > self._now + LONGEST:
            raise Unanswered("#mute-when", f"Say until when, {LONGEST.days} days at most: 24h, 7d, 14d.")
        return until

    @on(Input.Changed, "#mute-when")
    def _show_moment(self, event: Input.Changed) -> None:
        self.query_one("#mute-due", Line).say(understood(event.value, self._now))

    def _value(self, name: str) -> str:
        return self.query_one(f"#mute-{name}", OneLine).value.strip()
