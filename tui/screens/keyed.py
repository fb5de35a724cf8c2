"""A dialog that is nothing but keys, one a line: pressing one is the answer."""

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual.widget import Widget
from textual.widgets import Static

from tui.keys import Shown, shown_keys
from tui.rows import joined, words
from tui.screens.dialog import Dialog

T = TypeVar("T")


class KeyedDialog(Dialog[T]):
    """A subclass binds the keys, and may say more behind the words of each."""

    kind: ClassVar[str]
    """What the ids of the keys that are shown begin with, e.g. "go"."""

    def questions(self) -> Iterable[Widget]:
        """Show the keys and what they say, one a line."""
        yield Static("", id="dialog-keys", markup=False)

    def on_screen_resume(self) -> None:
        """List them by the keys that are bound now."""
        keys = (each for each in shown_keys(self.app.screen) if each.id.startswith(f"{self.kind}."))
        lines = [
            joined([words(each.first, "bold $key"), f"  {each.word}", self.behind(each)]) for each in keys
        ]
        self.query_one("#dialog-keys", Static).update(joined(lines, "\n"))

    def behind(self, key: Shown) -> str:
        """Return what else there is to say of a key."""
        return ""
