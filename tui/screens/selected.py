"""The selected row of the queue: keys act on it, and what is read of it is shown beside the list."""

from asyncio import Handle, get_running_loop
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import partial

from textual import on
from textual.events import ScreenSuspend
from textual.geometry import Size

from casebook.case import Case, Promise
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk import opening
from desk.presence import Beside
from tui.ahead import Ahead
from tui.latest import Latest
from tui.matter import Matter, read_matter, read_matters
from tui.messages import AheadRead, CaseWanted, Changed, MatterRead
from tui.screens.one_only import OneOnlyScreen
from tui.screens.panes import Panes
from tui.sparing import Told
from tui.widgets.case_strip import CaseStrip
from tui.widgets.lines import Line
from tui.widgets.queue import QueuePane
from tui.widgets.reading_pane import ReadingPane

HELD = 0.02
"""Seconds for which a frame waits at most for what is read of the selected row."""

AHEAD = 12
"""Rows that are read ahead together."""

COMPOSED = 4
"""Of those, how many are composed together."""

BREATH = 0.02
"""Seconds after a key at which that is begun."""

HELD_AT_FIRST = 0.25
"""Seconds for which the first frame waits at most for the rows: an empty one is painted for nothing."""


class SelectedScreen(OneOnlyScreen):
    """A screen with a queue and the panes that tell of its selected row; a subclass lays them out."""

    def begin_reading(self) -> None:
        """Begin to read what is selected, once the panes are there."""
        self._pane = self.query_one(QueuePane)
        step, strip = self.query_one("#step", Line), self.query_one(CaseStrip)
        self._panes = Panes(self.desk, self.query_one(ReadingPane), step, strip)
        self._matter: Matter | None = None
        self._told = Told()
        self._reading, self._held = Latest(partial(self.look_now, group="moment")), ExitStack()
        self.keep_reading(self._reading)
        self._ahead: Ahead[Matter] = Ahead()
        self._stood, self._way = 0, 1
        self._composing: Handle | None = None
        self._pane.shows_at_once = self._show_at_once
        self._held.callback(self.refresh)
        self._hold_frame(HELD_AT_FIRST)

    def matter(self) -> KeptMention | None:
        """Return the selected row, unless it has only just slipped under the finger."""
        if self._pane.just_slipped:
            return None
        self._pane.touch()
        return self._pane.row

    def marked(self) -> tuple[int, ...]:
        """Return the numbers of the marked mentions."""
        return tuple(sorted(self._pane.marks))

    def unmark(self) -> None:
        """Forget the marks."""
        self._pane.action_unmark()

    def nothing_in_front(self) -> str:
        """Return why a key has nothing to act on."""
        slipped = "the list has moved just now: look again, then press"
        return slipped if self._pane.just_slipped else super().nothing_in_front()

    def case_in_front(self) -> Case | None:
        """Return the case of the selected row, if that row has been read."""
        read, row = self._matter, self._pane.row
        return read.case if read and row and read.kept.id == row.id else None

    def promises_in_front(self) -> Sequence[Promise]:
        """Return what the case of the selected row still owes, if that row has been read."""
        return self._matter.owed if self._matter is not None and self.case_in_front() else ()

    @on(QueuePane.Selected)
    def _row_selected(self, event: QueuePane.Selected) -> None:
        self.read_selected(event.row)

    def read_selected(self, row: KeptMention | None) -> None:
        """Read all that is shown of the selected row."""
        desk, now = self.desk, self.desk.clock()

        def read(store: Store) -> MatterRead:
            found = None if row is None else read_matter(store, row.id, desk.me, desk.playbook, now)
            return MatterRead(found, now, None if row is None else row.id)

        if self._reading.want(read, row and row.id):
            self._held.close()
            self._hold_frame(HELD)

    def _show_at_once(self, row: KeptMention) -> bool:
        """Show a row that has been read ahead; returns False where it is to be read, or others are passed."""
        known = self._ahead.get(row.id)
        if known is None or known.kept != row or not self._reading.needless(row.id):
            return False
        self._show(known, self.desk.clock())
        self._read_ahead()
        return True

    def _read_ahead(self) -> None:
        """Read the next rows and compose what is told of them, before anybody moves there."""
        here = self._pane.cursor
        if here != self._stood:
            self._way, self._stood = 1 if here > self._stood else -1, here
        near = self._pane.after_next(self._way, AHEAD)
        if self._pane.following or not near:
            return
        if (known := self._ahead.get(near[0].id)) is None:
            self._read_matters(near)
        elif not self._panes.is_composed(known, self._panes.room(self.desk.clock())):
            self._compose_soon()

    def _read_matters(self, near: Sequence[KeptMention]) -> None:
        if wanted := self._ahead.ask(row.id for row in near):
            desk, now, state = self.desk, self.desk.clock(), self._ahead.state
            self.look(
                lambda store: AheadRead(read_matters(store, wanted, desk.me, desk.playbook, now), state),
                "ahead",
            )

    @on(AheadRead)
    def _keep_ahead(self, event: AheadRead) -> None:
        self._ahead.keep(event.matters, event.state)
        self._compose_soon()

    def _compose_soon(self) -> None:
        """Compose what comes next once the bytes of this key are out."""
        if self._composing is None:
            self._composing = get_running_loop().call_later(BREATH, self._compose_next, COMPOSED)

    def _compose_next(self, most: int) -> None:
        """Compose the nearest of the next rows that is not; one at a time, so that no key waits for more."""
        self._composing = None
        if not (most and self.is_running and self.is_current):
            return
        now = self.desk.clock()
        room = self._panes.room(now)
        for step, row in enumerate(self._pane.after_next(self._way, COMPOSED), 1):
            known = self._ahead.get(row.id)
            if known is not None and not self._panes.is_composed(known, room):
                self._panes.compose(known, now)
                self._pane.select_ahead(self._pane.cursor + step * self._way)
                self._composing = get_running_loop().call_soon(self._compose_next, most - 1)
                return

    @on(Changed)
    @on(ScreenSuspend)
    def _forget_ahead(self) -> None:
        self._ahead.forget()
        if self._composing is not None:
            self._composing.cancel()
            self._composing = None
        self._panes.forget()

    def _hold_frame(self, seconds: float) -> None:
        """Paint the row and what is read of it in one frame, unless reading takes longer than that."""
        self._held.callback(self.check_idle)
        self._held.enter_context(self.app.batch_update())
        self._held.callback(get_running_loop().call_later(seconds, self._held.close).cancel)

    def _compositor_refresh(self) -> None:
        """Paint, but not while frames are held: Textual would draw all, and then throw it away."""
        if self.app._batch_count:
            self.refresh()
        else:
            super()._compositor_refresh()

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Lay out, and paint all that is to be painted anyhow in the same frame, not once more after it."""
        if self._repaint_required and not self.app._batch_count:
            self._dirty_widgets.add(self)
            self._repaint_required = False
        super()._refresh_layout(size, scroll)

    @on(MatterRead)
    def _matter_read(self, event: MatterRead) -> None:
        if event.about == self._pane.selected:
            self.show_matter(event.matter, event.now)
            self._read_ahead()

    def show_matter(self, matter: Matter | None, now: datetime) -> None:
        """Show what was read of the selected row."""
        self._show(matter, now)
        soon = get_running_loop().call_soon
        soon(soon, self._held.close)  # when all that has changed has said so

    def _show(self, matter: Matter | None, now: datetime) -> None:
        self._matter = matter
        if not self._told.again(matter, self._panes.room(now)):
            self._panes.tell(matter, now)
            self.ask_after(now)

    def show_beside(self, at: Mapping[int, Beside]) -> None:
        """Show what others do, on their rows and on the strip."""
        self._pane.show_beside(at)
        self._panes.strip.show_beside(at)

    def action_open(self) -> None:
        """Open the case of the selected row; a mention without one gets one."""
        self.with_matter(self._open)

    def _open(self, kept: KeptMention) -> None:
        if kept.case is not None:
            self._show_case(kept.case)
        else:
            self.perform("", opening.open_case, self.desk.playbook, kept.id, then=self._show_case)

    def action_read_on(self, by: int) -> None:
        """Scroll the mention by most of a page."""
        self._panes.page.read_on(by)

    def _show_case(self, case: int) -> None:
        self.app.post_message(CaseWanted(case))
