"""The mention that is selected: who, how steady a customer, what to do, why first, what they said."""

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content
from textual.strip import Strip

from casebook.mention import Reason
from desk.lanes import echo_reasons
from playbooks.next_step import Step
from tui.hints import Hints, hints_of
from tui.matter import Matter
from tui.reading import customer_line, heading, said, why_first
from tui.rows import fitted, joined, plural, strip, words
from tui.story_text import story
from tui.widgets.lines import Prose, Wrapped

ROOMY = 14
"""Lines from which on a blank one between the parts is no waste."""


class ReadingPane(Prose):
    """Wrapped once for each mention; only the lines that differ are painted.

    Where the text is longer than the pane, the last line says how much is left.
    """

    COMPONENT_CLASSES = {"reading--more"}

    _about: int | None = None
    _top = 0

    def words_for(self, matter: Matter | None, next_step: Step, now: datetime) -> Content:
        """Return what is said here of a mention as it is now, or that nothing is selected."""
        airy = self.size.height >= ROOMY
        return page(matter, next_step, now, hints_of(self), airy=airy) if matter else nothing()

    def show(self, about: int | None, said: Content | Wrapped) -> None:
        """Show what is said of a mention; another one than before is shown from its top."""
        if about == self._about:
            self.say(said)
            return
        with self.painting():
            self._about, self._top = about, 0
            self.word(said)

    def read_on(self, by: int) -> None:
        """Scroll by so many pages, less a line or two that are seen twice."""
        height = self.size.height
        with self.painting():
            self._top = _within(self._top + by * max(height - 2, 1), self.lines(), height)

    def view(self) -> Sequence[Strip]:
        """Return the lines in view; the last of them says how many are left."""
        width, height = self.size
        lines = self.lines_at(width)
        top = _within(self._top, lines, height)
        left = len(lines) - top - height
        seen = lines[top : top + height]
        return [*seen[:-1], self._more(left + 1)] if left > 0 and height > 1 else seen

    def _more(self, left: int) -> Strip:
        told = fitted(f"↓ {plural(left, 'more line')}", self.size.width)
        return strip([(told, self.ink("reading--more"))], self.size.width, self.ink())


def _within(top: int, lines: Sequence[Strip], height: int) -> int:
    """Return the nearest first line at which the pane is full: the words or the window may change."""
    return min(max(top, 0), max(len(lines) - height, 0))


def nothing() -> Content:
    """Return what stands there while no row is selected."""
    return words("No mention is selected.", "dim")


def _first(matter: Matter) -> tuple[Reason, ...]:
    """Return the reasons that are not told of the story already."""
    told = echo_reasons(matter.kept) if matter.story is not None else ()
    return tuple(each for each in matter.kept.reasons if each not in told)


def page(matter: Matter, next_step: Step, now: datetime, hints: Hints, *, airy: bool) -> Content:
    """Return the whole pane's text: what to do comes before what was said at length."""
    customer = customer_line(matter.customer, matter.handle, matter.kind, now, hints)
    parts = [
        joined([heading(matter.kept), "\n", customer]),
        hints.step(next_step),
        *story(matter, now),
        said(matter.kept, now, hints, matter.evidence),
        joined([words("Why first  ", "bold $key"), why_first(_first(matter), matter.kept.sort)]),
    ]
    return joined(parts, "\n\n" if airy else "\n")
