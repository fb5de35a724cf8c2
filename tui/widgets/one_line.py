"""Where the responder types one line: a plain field that lets nothing unseen in by a paste."""

from textual import events
from textual.widgets import Input

from sources.text import clean_line


class OneLine(Input):
    """One line of text. It keeps what stands in it when it is walked to, unless that is only `offered`."""

    def __init__(
        self,
        value: str = "",
        *,
        hint: str = "",
        offered: bool = False,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(value, placeholder=hint, id=id, compact=True, select_on_focus=offered)
        self.cursor_blink = False

    def on_paste(self, event: events.Paste) -> None:
        """Take the words of a paste on one line, and only the words."""
        event.text = clean_line(event.text)
