"""What Textual wants to be shown, what the terminal shows, and the bytes that lead from one to the other."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from operator import attrgetter
from threading import RLock

from tui.wire.differ import repaint
from tui.wire.pen import Pen
from tui.wire.reader import SYNC_BEGIN, SYNC_END, Kind, compose, kind
from tui.wire.screen import Run, Screen
from tui.wire.scroller import Scroll, scroll_by, scrolled, scrolls

SHORT = 1000
"""Bytes up to which a frame comes in one piece anyway, as one packet, and needs no marks around it."""
LONG = 300
"""Bytes from which on it may pay to let the terminal scroll."""
ANYWHERE = (0, 0)
"""Where Textual has its cursor while nobody writes: nobody sees it, and it may stand where it was left."""


class Straight(ABC):
    """What takes a frame as it is painted."""

    @abstractmethod
    def show(self, found: Iterable[Run], cursor: tuple[int, int]) -> bool:
        """Take a frame; returns whether all of it was understood."""


class Wire(Straight):
    """One thread says what is to be shown, another asks what is to be sent; frames in between are left out.

    Whatever is not understood is sent as it is, and nothing is taken for granted after it.
    """

    def __init__(self, width: int, height: int) -> None:
        self._lock = RLock()
        self._wanted = Screen(width, height)
        self._shown = Screen(width, height)
        self._beside: list[str] = []
        """What is to be sent before the next frame, in this order."""
        self._away = True
        """Whether the terminal shows something that is not ours."""
        self._sync = False
        """Whether the terminal shows synchronised frames at once."""

    def take(self, data: str) -> None:
        """Take what Textual writes."""
        with self._lock:
            what = kind(data)
            if what is Kind.SYNC:
                self._sync = True
            elif what is Kind.FRAME:
                if not compose(data, self._wanted):
                    self._unknown(data)
            else:
                self._take_beside(what, data)

    def show(self, found: Iterable[Run], cursor: tuple[int, int]) -> bool:
        """Take what is painted anew, and where the cursor is to be (line and column, from 0).

        Returns:
            Whether all of it was understood; if not, it has to be said in Textual's own words.
        """
        with self._lock:
            understood = all(map(self._wanted.take, found))
            self._wanted.cursor = cursor
            return understood

    def _take_beside(self, what: Kind, data: str) -> None:
        self._beside.append(data)
        if what is not Kind.BESIDE:
            self._away = what is Kind.LEAVING
            self._shown.forget()

    def _unknown(self, data: str) -> None:
        self._beside += [self._difference(at=self._wanted.cursor), data]
        self._wanted.forget()
        self._shown.forget()

    def forget(self, width: int, height: int) -> bool:
        """Take nothing for granted of what the terminal shows: it may have another size, or been cleared.

        Returns:
            Whether it has another size: what is wanted in that one is to be said anew, all of it.
        """
        with self._lock:
            self._shown = Screen(width, height)
            other = self._wanted.size != (width, height)
            if other:
                self._wanted = Screen(width, height)
            return other

    def fit(self, width: int, height: int) -> bool:
        """Know the terminal's size; only another one makes forget. Returns as `forget` does."""
        return self._wanted.size != (width, height) and self.forget(width, height)

    def send(self) -> str:
        """Return what has to be sent for the terminal to show what is wanted by now; "" where it does."""
        with self._lock:
            beside = "".join(self._beside)
            self._beside.clear()
            return beside + self._difference()

    def _difference(self, at: tuple[int, int] | None = None) -> str:
        """Return what leads to what is wanted, with the cursor where it is seen, or `at` a place.

        Where it is not seen, the next frame begins with a move that asks nothing of where it is: whatever
        others have written meanwhile, such as a word to all from root, leads no frame astray.
        """
        if self._away:
            return ""
        wanted = self._wanted.cursor
        pen = self._shortest()
        at = at or (wanted if wanted != ANYWHERE else None)
        pen.rest(at and (min(at[0], self._shown.height - 1), at[1]))  # a line feed at the bottom would scroll
        self._shown.become(self._wanted)
        self._shown.cursor, self._shown.plain, said = pen.at if at else None, True, pen.said()
        return f"{SYNC_BEGIN}{said}{SYNC_END}" if self._sync and pen.size > SHORT else said

    def _shortest(self) -> Pen:
        others = self._shown.differing(self._wanted)
        found = self._in_place(others)
        if found.size >= LONG and self._wanted.known and self._shown.known:
            for scroll in scrolls(self._shown.rows, self._wanted.rows, others):
                found = min(found, self._painted(scroll, found.size), key=attrgetter("size"))
        return found

    def _in_place(self, others: Iterable[int]) -> Pen:
        """Return what paints the lines that differ where they stand."""
        shown, wanted, pen = self._shown, self._wanted, self._pen()
        unsure = shown.unsure | wanted.unsure
        for line in others:
            repaint(line, shown.rows[line], wanted.rows[line], pen, sure=line not in unsure)
        return pen

    def _pen(self) -> Pen:
        return Pen(self._shown.cursor, self._shown.width, plain=self._shown.plain)

    def _painted(self, scroll: Scroll, most: float) -> Pen:
        """Return what paints all that is wanted after a scroll; it breaks off beyond `most` bytes."""
        pen, rows = self._pen(), scrolled(self._shown.rows, scroll)
        scroll_by(scroll, self._shown.height, pen)
        for line, (old, new) in enumerate(zip(rows, self._wanted.rows, strict=True)):
            repaint(line, old, new, pen)
            if pen.size > most:
                break
        return pen
