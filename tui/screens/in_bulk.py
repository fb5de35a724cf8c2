"""Keys that act on every marked row at once, where rows are marked: one count, one undo step."""

from collections.abc import Callable, Sequence
from typing import Any

from desk import bulk, deciding, muting, overruling, snoozing
from desk.acts import Act
from tui.screens import let_go, mute, snooze
from tui.screens.acting import THANKED
from tui.screens.setting_aside import SettingAsideScreen


class BulkScreen(SettingAsideScreen):
    """A screen with marked rows; a subclass says which with `marked`, and forgets them with `unmark`."""

    def marked(self) -> tuple[int, ...]:
        """Return the numbers of the marked mentions, in the order of the list."""
        return ()

    def unmark(self) -> None:
        """Forget the marks: something was done to what they were on."""

    def action_claim(self) -> None:
        """Claim the cases of all marked rows, or of the one in front."""
        if marked := self.marked():
            self.in_bulk("claimed", Act.CLAIM, bulk.claim_mention, marked, self.desk.playbook)
        else:
            super().action_claim()

    def action_resolve(self) -> None:
        """Let all marked rows go with one reason, or end the matter in front."""
        if marked := self.marked():
            dialog = let_go.LetGoDialog((THANKED, *self.desk.playbook.no_action))
            self.ask_about_marked(dialog, marked, lambda why: self._let_all_go(marked, why))
        else:
            super().action_resolve()

    def action_snooze(self) -> None:
        """Set all marked rows aside until one time, or the one in front."""
        if marked := self.marked():
            dialog = snooze.SnoozeDialog(self.desk.clock(), None)
            self.ask_about_marked(dialog, marked, lambda wanted: self._snooze_all(marked, wanted))
        else:
            super().action_snooze()

    def action_mute(self) -> None:
        """Mute what all marked rows are examples of, or the one in front."""
        if marked := self.marked():
            dialog = mute.MuteDialog(self.desk.clock(), None)
            self.ask_about_marked(dialog, marked, lambda wanted: self._mute_all(marked, wanted))
        else:
            super().action_mute()

    def action_overrule(self) -> None:
        """Say what all marked rows are, or the one in front."""
        if marked := self.marked():
            about = f"{len(marked)} marked"
            self.ask_overruling(None, about, lambda facet, said: self._overrule_all(marked, facet, said))
        else:
            super().action_overrule()

    def overrule_as(self, facet: str, said: str) -> None:
        """Say what all marked rows are, as somebody has said it, or the one in front."""
        if marked := self.marked():
            self._overrule_all(marked, facet, said)
        else:
            super().overrule_as(facet, said)

    def set_aside(self, wanted: "snooze.SnoozeWanted") -> None:
        """Set all marked rows aside as somebody has said, or the one in front."""
        if marked := self.marked():
            self._snooze_all(marked, wanted)
        else:
            super().set_aside(wanted)

    def mute_as(self, wanted: "mute.MuteWanted") -> None:
        """Mute what all marked rows are examples of, or the one in front."""
        if marked := self.marked():
            self._mute_all(marked, wanted)
        else:
            super().mute_as(wanted)

    def ask_about_marked(self, dialog: Any, marked: Sequence[int], answered: Callable[[Any], None]) -> None:
        """Show a dialog that says how many it is about, and hand on its answer."""
        dialog.about = f"{len(marked)} marked"
        self.app.push_screen(dialog, lambda answer: None if answer is None else answered(answer))

    def in_bulk(
        self,
        done: str,
        what: Act,
        each: Callable[..., Any],
        marked: Sequence[int],
        *args: Any,
        **about: Any,
    ) -> None:
        """Do an act to all marked mentions, and say how it went.

        Args:
            done: The act as done, e.g. "claimed".
            what: Its name in the log.
            each: An act of `desk/` that takes the store and a mention first.
            marked: The mentions.
            *args: Its further arguments.
            **about: Its keyword arguments.
        """

        def told(outcome: "bulk.Outcome") -> None:
            self.unmark()
            self.say(self.hints.say("{said} · {desk.undo} takes all back", said=outcome.say(done)))

        self.perform("", bulk.in_bulk, what, each, tuple(marked), *args, then=told, **about)

    def _let_all_go(self, marked: Sequence[int], why: str) -> None:
        if why == THANKED:
            self.in_bulk("thanked", Act.THANK, deciding.thank, marked)
        else:
            self.in_bulk("let go", Act.LET_GO, deciding.let_go, marked, why, self.desk.playbook)

    def _overrule_all(self, marked: Sequence[int], facet: str, said: str) -> None:
        each = overruling.overrule_mention
        self.in_bulk("overruled", Act.OVERRULE, each, marked, self.desk.playbook, facet, said)

    def _snooze_all(self, marked: Sequence[int], wanted: "snooze.SnoozeWanted") -> None:
        about = {"on": wanted.on, "why": wanted.why}
        self.in_bulk("set aside", Act.SNOOZE, snoozing.snooze, marked, wanted.until, **about)

    def _mute_all(self, marked: Sequence[int], wanted: "mute.MuteWanted") -> None:
        about = {"word": wanted.word}
        self.in_bulk("muted", Act.MUTE, muting.mute, marked, wanted.kind, wanted.why, wanted.until, **about)
