"""Where the responder types several lines: a plain field that lets nothing unseen in by a paste."""

import re

from textual import events
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from sources.text import clean


class ManyLines(TextArea):
    """A text of several lines; Tab leaves it."""

    def __init__(self, text: str = "", *, hint: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(text, placeholder=hint, id=id, compact=True, tab_behavior="focus")
        self.cursor_blink = False
        self.highlight_cursor_line = False

    def on_paste(self, event: events.Paste) -> None:
        """Take the words of a paste, and only the words."""
        event.text = pasted(event.text)

    def insert_paragraph(self, text: str) -> None:
        """Insert a text at the cursor, parted by an empty line from what stands before it."""
        before = self.get_text_range((0, 0), self.cursor_location)
        self.insert(text if before.strip() == "" else f"\n\n{text}")

    def select_words(self, words: str, start: int = 0) -> None:
        """Put the cursor on the first place where these words stand, so that typing replaces them."""
        before = self.text[: self.text.index(words, start)].split("\n")
        row, column = len(before) - 1, len(before[-1])
        self.selection = Selection((row, column), (row, column + len(words)))
        self.focus()

    def select_next(self, *texts: str) -> None:
        """Put the cursor on the next of these texts, each on one line; behind the last comes the first."""
        here = len(self.get_text_range((0, 0), self.selection.end))
        one_of = re.compile("|".join(map(re.escape, texts)))
        found = one_of.search(self.text, here) or one_of.search(self.text)
        if found is not None:
            self.select_words(found[0], found.start())


def pasted(text: str) -> str:
    """Return a pasted text cleaned as at the door, with the spaces and breaks around it."""
    words = clean(text)
    start = text[: len(text) - len(text.lstrip(" \n"))]
    end = text[len(text.rstrip(" \n")) :]
    return start + words + end if words else ""
