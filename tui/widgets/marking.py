"""Marks, ranges and counts on a list: what several rows, or a move by several, are said with."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.hints import Hints
from tui.paging import EMPTY, Page
from tui.rows import plural
from tui.widgets.kept import Painted

MOST = 9999
"""The greatest count that can be typed."""


class Marking(Painted):
    """A list whose rows can be marked. A mark is on a mention, wherever its row goes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "mark", id="queue.mark", show=False, tooltip="mark the row and go down"),
        Binding("v", "range", "range", id="queue.range", show=False, tooltip="begin a range; again: mark it"),
        Binding("asterisk", "mark_all", "mark all shown", id="queue.mark_all", show=False),
        Binding("escape", "unmark", "no marks", id="queue.unmark", show=False, tooltip="take all marks away"),
        Binding("1", "count(1)", "count, e.g. 5j", id="count.1", show=False),
        Binding("2", "count(2)", id="count.2", show=False),
        Binding("3", "count(3)", id="count.3", show=False),
        Binding("4", "count(4)", id="count.4", show=False),
        Binding("5", "count(5)", id="count.5", show=False),
        Binding("6", "count(6)", id="count.6", show=False),
        Binding("7", "count(7)", id="count.7", show=False),
        Binding("8", "count(8)", id="count.8", show=False),
        Binding("9", "count(9)", id="count.9", show=False),
        Binding("0", "count(0)", id="count.0", show=False),
    ]

    page: Page = EMPTY
    cursor = 0
    count = 0
    """The number typed before a move; 0 is none."""
    _marks: frozenset[int] = frozenset()
    _anchor: int | None = None
    """Row where a range has begun."""

    def repaint(self) -> None:
        """Paint the lines again that look otherwise now."""
        raise NotImplementedError

    def action_move(self, by: int) -> None:
        """Move the selection by so many rows."""
        raise NotImplementedError

    def in_view(self) -> range:
        """Return the numbers of the rows that are to be seen."""
        raise NotImplementedError

    def touch(self) -> None:
        """Hold on to what is selected, and forget a count that was typed for nothing."""
        self.count = 0

    @property
    def marks(self) -> frozenset[int]:
        """Ids of the marked mentions, those of a range that has begun among them."""
        return self._marks | self._ids(self._range())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Esc through where nothing is marked, and a 0 where no count has begun."""
        if action == "unmark":
            return bool(self._marks or self.count or self._anchor is not None)
        return action != "count" or parameters != (0,) or self.count > 0

    def action_mark(self) -> None:
        """Mark the selected row and as many after it as were counted, or take their marks away."""
        times = self.times()
        rows = self._ids(range(self.cursor, self.cursor + times))
        self.touch()
        self._marks = self._marks - rows if rows <= self._marks else self._marks | rows
        self.action_move(times)
        self.repaint()

    def action_range(self) -> None:
        """Begin a range at the selected row; at its other end, mark what it holds."""
        self.touch()
        if self._anchor is None:
            self._anchor = self.cursor
        else:
            self._marks, self._anchor = self.marks, None
        self.repaint()

    def action_mark_all(self) -> None:
        """Mark the rows that are to be seen, and no others."""
        self.touch()
        self._marks |= self._ids(self.in_view())
        self.repaint()

    def action_unmark(self) -> None:
        """Take all marks away, and a count."""
        self.unmark()
        self.repaint()

    def action_count(self, digit: int) -> None:
        """Take one more digit of a count."""
        self.count = min(self.count * 10 + digit, MOST)
        self.repaint()

    def unmark(self) -> None:
        """Forget marks, range and count."""
        self._marks, self._anchor, self.count = frozenset(), None, 0

    def times(self) -> int:
        """Return how often to do something, and forget the count."""
        times, self.count = self.count or 1, 0
        return times

    def let_leave(self, gone: frozenset[int]) -> None:
        """Take the marks away from mentions that have left the list."""
        self._marks -= gone

    def marks_in_words(self, hints: Hints) -> list[str]:
        """Return what there is to say about count, range and marks."""
        marked = len(self.marks)
        said = [f"{self.count} …"] if self.count else []
        if self._anchor is not None:
            said.append(hints.say("range: {n}, {queue.range} ends it", n=str(marked)))
        elif marked:
            acts = hints.say(
                "{case.claim} {case.resolve} {case.snooze} {case.mute} on all, {queue.unmark} none"
            )
            said.append(f"{plural(marked, 'marked', 'marked')}: {acts}")
        return said

    def _range(self) -> range:
        if self._anchor is None:
            return range(0)
        return range(min(self._anchor, self.cursor), max(self._anchor, self.cursor) + 1)

    def _ids(self, rows: range) -> frozenset[int]:
        found = (self.page.row(index) for index in rows)
        return frozenset(row.id for row in found if row is not None)
