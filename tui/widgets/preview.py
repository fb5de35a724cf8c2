"""A text as it will read, with its holes marked by signs and by paint."""

import re

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from playbooks.template import mark, marks_in
from tui.rows import joined, words


class Preview(VerticalScroll):
    """Shows a text; scrolls when it is walked to."""

    def compose(self) -> ComposeResult:
        """One text fills it."""
        yield Static("", markup=False)

    def show(self, text: str, head: Content | None = None) -> None:
        """Show a text, below a head if there is one."""
        body = marked(text)
        self.query_one(Static).update(body if head is None else joined([head, "\n\n", body]))

    def look_at(self, share: float) -> None:
        """Bring the place into view that stands so far into the text, from 0 to 1."""
        middle = share * self.virtual_size.height - self.size.height / 2
        self.scroll_to(y=middle, animate=False)


def marked(text: str) -> Content:
    """Return a text with the mark of each hole standing out."""
    marks = [mark(name) for name in marks_in(text)]
    if not marks:
        return words(text)
    parts = re.split(f"({'|'.join(map(re.escape, marks))})", text)
    return joined([words(part, "bold reverse") if part in marks else part for part in parts])
