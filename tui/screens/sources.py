"""How each source is: silence is no safety, so each says when it last really answered."""

from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from casebook.source_row import SourceRow
from desk.views import sources_health
from tui.hints import Hints
from tui.messages import Changed, SourcesRead
from tui.rows import ago, clock, fitted, joined, plural, words
from tui.screens.going import PlaceScreen
from tui.screens.scrolled import ScrolledScreen
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar


class SourcesScreen(ScrolledScreen, PlaceScreen):
    """One source a line, the unwell first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,left,q", "app.pop_screen", "back", id="sources.back"),
        Binding("j,down", "scroll(1)", "down", id="sources.down", show=False),
        Binding("k,up", "scroll(-1)", "up", id="sources.up", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the list and the keys."""
        yield HeaderBar(id="header")
        with VerticalScroll(id="page", can_focus=False):
            yield Static("", id="sources", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read them once; changes come by themselves."""
        self.read_sources()

    @on(Changed)
    def _changed(self) -> None:
        self.read_sources()

    def read_sources(self) -> None:
        """Read how the sources are."""
        now, among = self.desk.clock(), self.desk.sources
        self.look(lambda store: SourcesRead(sources_health(store, now, among), now), "sources")

    @on(SourcesRead)
    def _show(self, event: SourcesRead) -> None:
        self.query_one("#sources", Static).update(page(event.rows, event.now, self.hints))


def page(rows: list[SourceRow], now: datetime, hints: Hints) -> Content:
    """Return the whole screen's text."""
    if not rows:
        return words("No source has been asked yet. They stand under [sources.NAME] in the settings.")
    wide = max(len(row.name) for row in rows)
    ordered = sorted(rows, key=lambda row: (row.well, row.name))
    well = sum(row.well for row in rows)
    answer = f"{well} of {plural(len(rows), 'source answers', 'sources answer')}"
    head = hints.words("{answer} · {desk.ask_sources} asks all of them now", "bold", answer=answer)
    return joined([head, "", *(_line(row, wide, now) for row in ordered)], "\n")


def _line(row: SourceRow, wide: int, now: datetime) -> Content:
    state = str(row.health or "not asked yet").replace("_", " ")
    mark, style = ("  ok ", "$good") if row.well else (" !!  ", "bold $late")
    if row.health is None:
        mark, style = ("  …  ", "dim")
    heard = f"answered {ago(row.last_ok_at, now)}" if row.last_ok_at else "never answered"
    new = f"new {ago(row.last_new_at, now)}" if row.last_new_at else "nothing new yet"
    line = joined([words(mark, style), words(fitted(row.name, wide), "bold"), f"  {state} · {heard} · {new}"])
    next_at = row.again_at or row.until
    again = f" Asked again {clock(next_at)}." if next_at and next_at > now else ""
    return joined([line, f"\n       {row.say}{again}"]) if row.say else line
