"""How each source is: silence is no safety, so each says when it last really answered, and what to do."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from casebook.store.store import Store
from desk.contacts.rows import contact_rows
from desk.views import sources_health
from tui.contact_entry import ContactEntry, contact_entries, healthy_of
from tui.health_entry import SourceEntry, columns, room_for, source_entries
from tui.messages import Listed
from tui.rows import joined, plural, words
from tui.screens.listing import ListingScreen
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line, Lines
from tui.widgets.storm_line import StormLine

_WIDE = 4
"""Cells the pointer and the frame take of a line."""


class SourcesScreen(ListingScreen):
    """A source or contact point a line, the unwell first; below, all that is known of the selected one."""

    worst_first = True
    nothing = "No source has been asked yet. They stand under [sources.NAME] in the settings."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,left,q", "app.pop_screen", "back", id="sources.back"),
        Binding("j,down", "move(1)", "down", id="sources.down", show=False),
        Binding("k,up", "move(-1)", "up", id="sources.up", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the list, the selected one and the keys."""
        yield HeaderBar(id="header")
        yield StormLine(id="storm")
        yield Line(id="next")
        yield Line(id="heads")
        with VerticalScroll(id="page", can_focus=False):
            yield Static("", id="owed", markup=False)
        yield Lines(id="details")
        yield KeyBar(id="keys")

    def rows(self, store: Store, now: datetime) -> Sequence[Any]:
        """Read how everything is that must be well."""
        sources, contacts = sources_health(store, now, self.desk.sources), contact_rows(store, now)
        wide = room_for([*(row.name for row in sources), *(row.name for row in contacts)], self._room)
        parts = [source_entries(sources, now, wide), contact_entries(contacts, wide)]
        urgent = any(each.broken for each in contacts)
        return [each for part in (parts[::-1] if urgent else parts) for each in part]

    def line(self, row: Any, now: datetime) -> Content:
        """Return a line, with what is wrong below it."""
        said: Content = row.line(now, self._room)
        return said

    def listed(self, event: Listed) -> None:
        """Say how it all stands, and what is known of the selected one."""
        self.query_one("#next", Line).say(self._head(event.rows))
        self.query_one("#heads", Line).say(words(columns(event.rows, self._room), "$faint"))
        details = self.selected.details(event.now) if self.selected is not None else words("")
        self.query_one("#details", Lines).say(details)

    def _pointed(self, row: Any, now: datetime) -> Content:
        """Return a row's lines; above the first of each part, where there are several, what part it is."""
        said = super()._pointed(row, now)
        parts = [each.section for each in self._rows]
        if len({*parts}) == 1 or row is not self._rows[parts.index(row.section)]:
            return said
        return joined([words(row.section, "bold"), said], "\n")

    def _head(self, rows: Sequence[Any]) -> Content:
        sources = [each.row for each in rows if isinstance(each, SourceEntry)]
        well = sum(row.well for row in sources)
        told = [f"{well} of {plural(len(sources), 'source answers', 'sources answer')}"] if sources else []
        told += [healthy_of(each.row for each in rows if isinstance(each, ContactEntry))]
        asks = self.hints.words(" · {desk.ask_sources} asks all of them now")
        said = " · ".join(each for each in told if each)
        return joined([words(said, "bold"), asks]) if said else words("Sources", "bold")

    @property
    def _room(self) -> int:
        return self.size.width - _WIDE
