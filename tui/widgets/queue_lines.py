"""The lines of the queue: what decides how each of them looks, drawn once and painted where it is other."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from textwrap import wrap

from textual.strip import Strip

from desk.presence import Beside
from tui.hints import hints_of
from tui.rows import minute, plural
from tui.widgets.look import MARK, Look, draw
from tui.widgets.marking import Marking

ROWS = 400
"""Rows that are kept as they were drawn, wherever they stand."""


class QueueLines(Marking):
    """A list that draws only the rows in view; a subclass moves in it."""

    following = True
    """Nobody has touched this list yet: the selection is whatever is first."""
    newest = False
    """The newest mention is selected as it arrives, until somebody moves."""
    empty_words = "Reading the casebook …"
    _top = 0
    _now: datetime | None = None
    _beside: Mapping[int, Beside] = {}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._looks: dict[int, tuple[Look, Strip]] = {}
        self._rows: dict[tuple[int, bool], tuple[Look, Strip]] = {}
        """By mention, and whether the cursor stands on it: how its row was drawn last."""

    @property
    def height(self) -> int:
        """Rows that fit below the headings."""
        return max(self.size.height - 1, 1)

    def in_view(self) -> range:
        """Return the numbers of the rows that are to be seen."""
        return range(self._top, min(self._top + self.height, self.page.total))

    def show_beside(self, at: Mapping[int, Beside]) -> None:
        """Show what others do, on the rows of these cases."""
        if at != self._beside:
            self._beside = at
            self.repaint()

    def view(self) -> list[Strip]:
        """Draw the headings, the rows, or what an empty list says; each as it was, wherever it has stood."""
        return [*self._drawn_as(self._some_looks(range(max(self.size.height, 1)))).values()]

    def lines_of(self, lines: Iterable[int]) -> dict[int, Strip]:
        """Draw some of the lines."""
        return self._drawn_as(self._some_looks(lines))

    def _drawn_as(self, looks: Mapping[int, Look]) -> dict[int, Strip]:
        for y, look in looks.items():
            if y not in self._looks or self._looks[y][0] != look:
                self._looks[y] = self._drawn_row(look)
        return {y: self._looks[y][1] for y in looks}

    def _drawn_row(self, look: Look) -> tuple[Look, Strip]:
        """Draw a line, unless it is a row that was drawn like that before, wherever it has stood."""
        if look.row is None:
            return look, draw(look, self.ink)
        which = look.row.id, look.here
        if which not in self._rows or self._rows[which][0] != look:
            if len(self._rows) >= ROWS:
                self._rows.clear()
            self._rows[which] = look, draw(look, self.ink)
        return self._rows[which]

    def select_ahead(self, index: int) -> None:
        """Draw a row as it looks once the cursor stands on it."""
        look = self._row_look(index, self.size.width, self._now and minute(self._now), self.marks, here=True)
        if look is not None:
            self.draw_ahead([self._drawn_row(look)[1]])

    def notify_style_update(self) -> None:
        """Draw everything anew in other colours."""
        self._looks.clear()
        self._rows.clear()
        super().notify_style_update()

    def repaint(self, lines: Iterable[int] | None = None) -> None:
        """Have the lines painted again that look otherwise than they do on the screen; only some of them."""
        looks = self._some_looks(range(max(self.size.height, 1)) if lines is None else lines).items()
        stale = [y for y, look in looks if y not in self._looks or self._looks[y][0] != look]
        if stale:
            self.renew(stale)

    def _some_looks(self, lines: Iterable[int]) -> dict[int, Look]:
        """Return all that decides how each of these lines in view looks, the headings being the first."""
        width, at, marks = self.size.width, self._now and minute(self._now), self.marks
        return {
            y: self._look(y, width, at, marks) if y else Look(width, head=True, said=self._notice())
            for y in lines
        }

    def _notice(self) -> str:
        """Return what stands in place of the headings: what is typed, marked, followed or held."""
        hints = hints_of(self)
        said = self.marks_in_words(hints)
        if self.newest:
            said.append("following the newest, any move pauses")
        if self.page.held:
            new = plural(self.page.held, "new", "new")
            said.append(hints.say("▲ {new} · {app.go go.top} shows them", new=new))
        return " · ".join(said)

    def _look(self, y: int, width: int, at: datetime | None, marks: frozenset[int]) -> Look:
        index = self._top + y - 1
        look = self._row_look(index, width, at, marks, here=index == self.cursor)
        return look or Look(width, said=self._empty(y - 2, width))

    def _row_look(
        self, index: int, width: int, at: datetime | None, marks: frozenset[int], *, here: bool
    ) -> Look | None:
        row = self.page.row(index) if at is not None else None
        if row is None:
            return None
        mark = ("▹" if self.following else "▸") if here else " "
        mark += MARK if row.id in marks else " "
        beside = self._beside.get(row.case or 0)
        return Look(width, row=row, here=here, mark=mark, minute=at, beside=beside)

    def _empty(self, line: int, width: int) -> str:
        said = [] if self.page.total else wrap(self.empty_words, max(width - 4, 10))
        return "  " + said[line] if 0 <= line < len(said) else ""
