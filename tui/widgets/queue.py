"""The live queue: draws only the rows in view, keeps the selection by item, holds new rows above."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from math import inf
from time import monotonic
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from casebook.mention import KeptMention
from tui.paging import EMPTY, MARGIN, Page
from tui.queue_row import Tone
from tui.told import told
from tui.widgets.by_bindings import ByBindings
from tui.widgets.queue_lines import QueueLines


class QueuePane(QueueLines, ByBindings, can_focus=True):
    """A list on Textual's Line API. It never reads the store: it asks with `Wanted`, and `show` answers."""

    COMPONENT_CLASSES = {f"queue--{tone}" for tone in Tone} | {"queue--head", "queue--cursor", "queue--held"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "down", id="queue.down", show=False),
        Binding("k,up", "move(-1)", "up", id="queue.up", show=False),
        Binding("ctrl+d", "leap(1)", "half a page down", id="queue.half_down", show=False),
        Binding("ctrl+u", "leap(-1)", "half a page up", id="queue.half_up", show=False),
        Binding("home", "top", "to the top, with the new ones", id="queue.top", show=False),
        Binding("ctrl+f", "follow", "follow the newest", id="queue.follow", show=False),
        Binding("G,end", "bottom", "to the bottom", id="queue.bottom", show=False),
    ]

    settle = 1.0
    """Seconds a selection that has changed by itself must have stood before a key acts on it."""

    shows_at_once: Callable[[KeptMention], bool] | None = None
    """Is asked when a row is selected whether it shows at once what is known of it: then all is told."""

    @told
    class Selected(Message, bubble=False):
        """Another row is selected, or the selected row has changed."""

        row: KeptMention | None

    class Wanted(Message, bubble=False):
        """Rows around the selection are to be read again."""

        def can_replace(self, message: Message) -> bool:
            """Let several wishes become one."""
            return isinstance(message, QueuePane.Wanted)

    @told
    class Found(Message):
        """A row was looked for; None when there is none."""

        number: int | None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self.page = EMPTY
        self.selected: int | None = None
        self.resting = True
        """At the top: new rows come in by themselves."""
        self._slipped = -inf
        self._meant = False
        """Whether another list was asked for, so that no row has slipped under the finger."""

    @property
    def read(self) -> bool:
        """Whether the list has been read at all."""
        return self._now is not None

    @property
    def asks_for(self) -> int | None:
        """The selection a page is read around; None while it is whatever is first."""
        return None if self.following else self.selected

    @property
    def just_slipped(self) -> bool:
        """Whether the selection has become another mention by itself, too lately for anybody to mean it."""
        return monotonic() - self._slipped < self.settle

    @property
    def upto(self) -> int | None:
        """The newest mention the list may hold; None while nothing is held back."""
        follows = self.newest or (self.resting and self.cursor < self.height - 1)
        return None if follows or not self.page.upto else self.page.upto

    @property
    def row(self) -> KeptMention | None:
        """The selected row, if it is loaded."""
        return self.page.row(self.cursor)

    def start_over(self) -> None:
        """Forget the list: another one is about to be shown."""
        self.page, self.cursor, self.selected, self._top = EMPTY, 0, None, 0
        self.resting = self.following = True
        self.unmark()

    def look_for(self, number: int | None) -> None:
        """Stay on a mention in the list that is about to be shown, else on its first row."""
        self.selected, self.cursor, self.resting = number, 0, True
        self._meant = True

    def touch(self) -> None:
        """Hold on to the selected mention: from now on it is a finger that put it there."""
        super().touch()
        self.following = self.newest = False

    def only_held(self, page: Page) -> bool:
        """Return whether a page differs from what is shown by nothing but how many wait above."""
        like = replace(page, held=self.page.held, asked=self.page.asked, cursor=self.page.cursor)
        return page.held != self.page.held and like == self.page

    def show(self, page: Page, now: datetime, empty_words: str) -> None:
        """Draw a page that was read; the selection stays on its item, also where it moved meanwhile.

        What is selected by then, `row` tells: it is for the caller to show what belongs to it.
        """
        before = self.selected
        self.let_leave(page.gone)
        index = page.cursor if self.newest else 0 if self.following else page.index(before)
        if index is None and page.asked != before:
            self.screen.post_message(self.Wanted())
            return
        self.page, self._now, self.empty_words = page, now, empty_words
        self.cursor = page.cursor if index is None else index
        self._settle()
        if before not in (None, self.selected) and not self._meant:
            self._slipped = monotonic()
        self._meant = False
        self.repaint()

    def select(self, number: int) -> None:
        """Select the mention of that id, wherever it stands."""
        self.selected, self.resting, self.following = number, False, False
        self.screen.post_message(self.Wanted())

    def action_move(self, by: int) -> None:
        """Move the selection by so many rows."""
        times = self.times()
        if self.cursor == 0 and by < 0:
            self.action_top()
        else:
            self._go(self.cursor + by * times)

    def action_leap(self, by: int) -> None:
        """Move the selection by half a page."""
        self._go(self.cursor + by * self.times() * max(self.height // 2, 1))

    def action_top(self) -> None:
        """Go to the first row and let in what was held."""
        self.touch()
        self.resting, self.cursor, self.selected, self._top = True, 0, None, 0
        self.screen.post_message(self.Wanted())

    def action_bottom(self) -> None:
        """Go to the last row, or to the row of the number typed before."""
        self._go((self.count or self.page.total) - 1)

    def action_follow(self) -> None:
        """Select the newest mention as it arrives, until somebody moves; again: stay."""
        self.touch() if self.newest else self._follow()
        self.repaint()

    def after_next(self, by: int, most: int) -> list[KeptMention]:
        """Return the rows that a few moves lead to, the nearest first; `by` is 1 for down and -1 for up."""
        rows = (self.page.row(self.cursor + by * step) for step in range(1, most + 1))
        return [row for row in rows if row is not None]

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Style nothing anew: the list looks the same with and without the focus."""

    def on_resize(self) -> None:
        """Another size shows other rows."""
        self.screen.post_message(self.Wanted())

    def _go(self, index: int) -> None:
        with self.one_frame():
            was = self._top, self.cursor
            self.touch()
            self.cursor = min(max(index, 0), max(self.page.total - 1, 0))
            self.resting = False
            self._settle()
            self._tell()
            self.repaint(self._moved(*was))
        if self._near_an_edge():
            self.over = False
            self.screen.post_message(self.Wanted())

    def _follow(self) -> None:
        self.touch()
        self.newest = True
        self.screen.post_message(self.Wanted())

    def _settle(self) -> None:
        """Bring the cursor into view, and know what it stands on."""
        last = max(self.page.total - self.height, 0)
        lowest = max(self.cursor - self.height + 1, 0)
        self._top = min(max(self._top, lowest), self.cursor, last)
        row = self.row
        self.selected = row.id if row else None

    def _moved(self, top: int, cursor: int) -> Sequence[int] | None:
        """Return which lines a move within the view can change; None where it may be any."""
        if self._top != top or self._anchor is not None:
            return None
        return 0, cursor - top + 1, self.cursor - top + 1

    def _tell(self) -> None:
        """Have what is selected shown, at once or when it has been read; before the frame is asked for."""
        row = self.row
        self.over = row is not None and self.shows_at_once is not None and self.shows_at_once(row)
        if not self.over:
            self.no_frame()
            self.screen.post_message(self.Selected(row))

    def _near_an_edge(self) -> bool:
        page, reach = self.page, self.height + MARGIN // 2
        end = page.start + len(page.rows)
        return (page.start > 0 and self.cursor - reach < page.start) or (
            end < page.total and self.cursor + reach >= end
        )
