"""A terminal to look at what is sent: pyte, with what it lacks of the terminals people use."""

import re
from collections.abc import Iterator

import pyte
from pyte.screens import Char
from rich.cells import cell_len

_UNHEARD = re.compile(
    r"\x1b\[[<=>][\d;]*u|\x1b\[\?[\d;]*\$p|\x1b\[\d* q"
    r"|\x1b\](?:[^\x07\x1b]*)(?:\x07|\x1b\\)|\x1b\[\?(?:2026|2048)[hl]"
)
"""What pyte would print instead of leaving it out."""

_NEXT_LINE = "\x1bE"
"""What goes to the beginning of the next line; pyte stays in the column."""

Look = tuple[tuple[Char, ...], ...]


class Terminal(pyte.Screen):
    """Clusters as Textual measures them; half a wide character is a blank; dim is told from plain."""

    def __init__(self, width: int = 80, height: int = 24) -> None:
        super().__init__(width, height)
        self.reset_mode(7, private=True)
        self._stream = pyte.Stream(self)

    def shows(self, said: str) -> None:
        """Take what a driver sends, as the line discipline passes it on."""
        self._stream.feed(_UNHEARD.sub("", said).replace("\n", "\r\n").replace(_NEXT_LINE, "\r\n"))

    def look(self) -> Look:
        """Return every cell: its character, and what is seen of its colours and attributes."""
        return tuple(
            tuple(_seen(self.buffer[line][column]) for column in range(self.columns))
            for line in range(self.lines)
        )

    @property
    def display(self) -> list[str]:
        """The characters alone, line by line."""
        return ["".join(cell.data for cell in line) for line in self.look()]

    def at(self) -> tuple[int, int]:
        """Return where the cursor stands: line and column."""
        return self.cursor.y, self.cursor.x

    def width_of(self, sign: str) -> int:
        """Return how many cells a sign fills."""
        return cell_len(sign)

    def draw(self, data: str) -> None:
        """Put characters, or add them to the one before."""
        for sign in data:
            if not self._joins(sign):
                self._put(sign)

    def _joins(self, sign: str) -> bool:
        line, column = self.buffer[self.cursor.y], self.cursor.x - 1
        if column >= 0 and not line[column].data:
            column -= 1
        if column < 0 or not (cell_len(sign) == 0 or line[column].data.endswith("\u200d")):
            return cell_len(sign) == 0
        before = line[column]
        line[column] = before._replace(data=before.data + sign)
        if cell_len(before.data) < cell_len(before.data + sign) and self.cursor.x < self.columns:
            self._part(self.cursor.x + 1)
            line[self.cursor.x] = before._replace(data="")
            self.cursor.x += 1
        return True

    def _put(self, sign: str) -> None:
        line, width = self.buffer[self.cursor.y], self.width_of(sign)
        column = self.cursor.x = min(self.cursor.x, self.columns - 1)
        if column + width > self.columns:
            sign, width = " ", 1
        self._part(column)
        self._part(column + width)
        line[column] = self.cursor.attrs._replace(data=sign)
        if width == 2:
            line[column + 1] = self.cursor.attrs._replace(data="")
        self.cursor.x = column + width

    def _part(self, column: int) -> None:
        line = self.buffer[self.cursor.y]
        if 0 < column < self.columns and not line[column].data:
            for half in (column - 1, column):
                line[half] = line[half]._replace(data=" ")

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        """Erase, and leave no half character."""
        self._part(self.cursor.x)
        super().erase_in_line(how, private)

    def insert_lines(self, count: int | None = None) -> None:
        """Put blank lines in, in the colours of the moment, as most terminals do."""
        super().insert_lines(count)
        self._colour(self.cursor.y, count or 1)

    def delete_lines(self, count: int | None = None) -> None:
        """Take lines out; the blank ones at the bottom have the colours of the moment."""
        super().delete_lines(count)
        self._colour(self.lines - (count or 1), count or 1)

    def _colour(self, line: int, count: int) -> None:
        for each in range(line, min(line + count, self.lines)):
            self.buffer[each].update(dict.fromkeys(range(self.columns), self.cursor.attrs))

    def select_graphic_rendition(self, *attrs: int) -> None:
        """Keep dim where pyte has room for it: in what blinks, which nothing of ours does."""
        super().select_graphic_rendition(*_dim(iter(attrs)))


def _seen(cell: Char) -> Char:
    """Return a cell as it is seen: a blank is neither bold nor dim, and has no colour but its ground's."""
    if cell.data != " " or cell.reverse or cell.underscore or cell.strikethrough:
        return cell
    return Char(" ", bg=cell.bg)


def _dim(attrs: Iterator[int]) -> Iterator[int]:
    for attr in attrs:
        if attr in (38, 48):
            kind = next(attrs, 0)
            yield from (attr, kind, *(next(attrs, 0) for _ in range({5: 1, 2: 3}.get(kind, 0))))
        else:
            yield from {2: (5,), 22: (22, 25)}.get(attr, (attr,))
