"""The mention that is selected: who, how steady a customer, what to do, why first, what they said."""

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from playbooks.next_step import Step
from tui.hints import Hints, hints_of
from tui.matter import Matter
from tui.reading import customer_line, heading, said, why_first
from tui.rows import joined, words

ROOMY = 14
"""Lines from which on a blank one between the parts is no waste."""


class ReadingPane(VerticalScroll, can_focus=False):
    """Painted again when another row is selected or this one has changed."""

    def compose(self) -> ComposeResult:
        """One text fills it."""
        yield Static("", id="reading", markup=False)

    def show(self, matter: Matter | None, next_step: Step, now: datetime) -> None:
        """Show a mention as it is now, or that nothing is selected."""
        self.query_one("#reading", Static).update(
            page(matter, next_step, now, hints_of(self), airy=self.size.height >= ROOMY)
            if matter
            else nothing()
        )


def nothing() -> Content:
    """Return what stands there while no row is selected."""
    return words("No mention is selected.", "dim")


def page(matter: Matter, next_step: Step, now: datetime, hints: Hints, *, airy: bool) -> Content:
    """Return the whole pane's text: what to do comes before what was said at length."""
    customer = customer_line(matter.customer, matter.handle, matter.kind, now, hints)
    parts = [
        joined([heading(matter.kept), "\n", customer]),
        joined([words("Next  ", "bold $key"), hints.step(next_step)]),
        said(matter.kept, now, hints),
        joined([words("Why first  ", "bold $key"), why_first(matter.kept.reasons)]),
    ]
    return joined(parts, "\n\n" if airy else "\n")
