"""What `amends` shows when there are no settings yet: the demo, or how to begin for real."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.hints import hints
from tui.rows import joined, words
from tui.themes import PaintedApp

EXAMPLE = """\
[company]
name = "Your company"

[responder]
name = "dana"

[sources.reviews]
kind = "feed"
url = "https://reviews.example/your-company.rss"
portal = "complaint"

[sources.hackernews]
kind = "hackernews"
query = "your company"
"""
"""The least that makes a desk; shown, and used by a test to be sure that it works."""


class OfferApp(PaintedApp[bool], inherit_bindings=False):
    """Returns True when the responder wants the demo."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "#offer { padding: 0 2; overflow-y: auto; } #offer Static { width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,d", "demo", "start the demo", id="offer.demo"),
        Binding("q,escape,ctrl+c", "quit", "quit", id="offer.quit"),
    ]

    def __init__(self, settings: Path) -> None:
        super().__init__()
        self._settings = settings

    def compose(self) -> ComposeResult:
        """Say what is missing and what can be done about it."""
        with Vertical(id="offer"):
            yield Static(offered(self._settings), markup=False)

    def action_demo(self) -> None:
        """Answer with the demo."""
        self.exit(True)


def offered(settings: Path) -> Content:
    """Return the offer: the demo first, then the least settings that make a desk."""
    keys = hints()
    demo = keys.words("{offer.demo}  see it work: a made-up company's afternoon, without network")
    leave = keys.words("{offer.quit}  quit")
    place = words(str(settings), "bold")
    own = joined(["For your own desk say ", words("amends init", "bold"), ", or write this file:\n", place])
    head = words("amends has no settings yet.", "bold")
    return joined([head, demo, leave, own, words(EXAMPLE, "dim")], "\n\n")
