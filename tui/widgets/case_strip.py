"""The strip below the queue: the case of the selected row and the four clocks."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from textual.content import Content

from casebook.case import Case, Promise
from casebook.mention import KeptMention
from desk.lanes import is_echo
from desk.presence import Beside
from playbooks.playbook import Playbook
from tui.hints import hints_of
from tui.promise_text import promise_short
from tui.reading import SPELT_OUT, case_line, clocks
from tui.rows import joined, words
from tui.widgets.lines import Line, Wrapped, room


class CaseStrip(Line):
    """Two lines: the case in words with who else is at it, and when what happened."""

    _at: Mapping[int, Beside] = {}
    _shown: tuple[KeptMention | None, Case | None, Sequence[Promise], datetime] | None = None

    def __init__(
        self,
        playbook: Playbook,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own word
    ) -> None:
        super().__init__(id=id)
        self._playbook = playbook

    @property
    def others(self) -> Mapping[int, Beside]:
        """What others do, by case."""
        return self._at

    def show(
        self,
        kept: KeptMention | None,
        case: Case | None,
        owed: Sequence[Promise],
        now: datetime,
        said: Wrapped | None = None,
    ) -> None:
        """Show the case of a row with what it owes the soonest, or that there is no case yet.

        Args:
            kept: The row.
            case: Its case.
            owed: What the case has promised and not settled.
            now: When.
            said: What `words_for` gives for all this, where it has been wrapped ahead.
        """
        self._shown = kept, case, owed, now
        self.say(said or self.words_for(kept, case, owed, now))

    def words_for(
        self, kept: KeptMention | None, case: Case | None, owed: Sequence[Promise], now: datetime
    ) -> Content:
        """Return what is said here of the case of a row."""
        if kept is None:
            return words("")
        none = hints_of(self).words("No case yet · {queue.open} opens one", "bold")
        head = case_line(case, self._playbook, now) if case else none
        others = self._at.get(case.id) if case else None
        head = joined([words(f"{others.say} · ", "bold $notice"), head]) if others else head
        wide = room(self) >= SPELT_OUT
        promised = promise_short(owed, now, wide=wide)
        left = room(self) - (promised.cell_length + 3 if wide and promised.plain else 0)
        times = clocks(kept, None if is_echo(kept) else case, now, left)
        parts: list[Content | str]
        parts = [head, "\n", times, "   ", promised] if wide else [promised, head, "\n", times]
        return joined(parts)

    def show_beside(self, at: Mapping[int, Beside]) -> None:
        """Show what others do at the case, if it is one of these."""
        if at != self._at:
            self._at = at
            if self._shown is not None:
                self.show(*self._shown)
