"""What we have had with one customer: whose the account may be, their cases, their mentions."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from casebook.customer import Customer, Handle
from casebook.mention import KeptMention
from casebook.store.store import Store
from desk.desk import Desk
from desk.linking import confirm_handle, refuse_handle
from desk.views import guesses, history
from playbooks.steady import kind_of
from tui.case_text import whole_history
from tui.keys import CHANGES
from tui.messages import Changed, HistoryRead
from tui.reading import customer_line
from tui.rows import words
from tui.screens.going import PlaceScreen
from tui.screens.scrolled import ScrolledScreen
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line
from tui.widgets.storm_line import StormLine


class HistoryScreen(ScrolledScreen, PlaceScreen):
    """The history of a mention's author. Whose account it is, is only guessed until somebody confirms it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,left,q,u", "app.pop_screen", "back", id="history.back"),
        Binding("enter", "confirm", "it is theirs", id="history.confirm", group=CHANGES),
        Binding("d", "refuse", "it is not", id="history.refuse", group=CHANGES),
        Binding("n", "other", "next guess", id="history.other"),
        Binding("j,down", "scroll(1)", "down", id="history.down", show=False),
        Binding("k,up", "scroll(-1)", "up", id="history.up", show=False),
    ]

    def __init__(self, desk: Desk, kept: KeptMention) -> None:
        super().__init__(desk)
        self._author = kept.mention.author
        self._chosen: int | None = None
        self._guesses: list[tuple[Handle, Customer]] = []

    def compose(self) -> ComposeResult:
        """Lay out the account, the history and the keys."""
        yield HeaderBar(id="header")
        yield StormLine(id="storm")
        yield Line(id="next")
        with VerticalScroll(id="page", can_focus=False):
            yield Static("", id="history", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read it; changes come by themselves."""
        self.query_one("#next", Line).say(words(f"History of {self._author or 'nobody named'}", "bold"))
        self.read_history()

    @on(Changed)
    def _changed(self) -> None:
        self.read_history()

    def read_history(self) -> None:
        """Read the history and the guesses."""
        account, now = self._author, self.desk.clock()

        def read(store: Store) -> HistoryRead:
            found = guesses(store, account) if account else []
            return HistoryRead(history(store, account=account), found, now)

        self.look(read, "history")

    @on(HistoryRead)
    def _show(self, event: HistoryRead) -> None:
        self._guesses, now = event.guesses, event.now
        if self._at() is None:
            self._chosen = self._guesses[0][0].id if self._guesses else None
        lines = [self._guess(link, who, now) for link, who in self._guesses]
        playbook, at = self.desk.playbook, self._at() or 0
        text = whole_history(event.history, self._guesses, at, lines, playbook, now)
        self.query_one("#history", Static).update(text)

    def _guess(self, link: Handle, who: Customer, now: datetime) -> Content:
        kind = kind_of(who, self.desk.playbook.steady, now)
        return customer_line(who, link, kind, now, self.hints, evidence=True)

    def action_confirm(self) -> None:
        """Confirm that the account is the chosen customer's."""
        self._settle("confirmed", confirm_handle)

    def action_refuse(self) -> None:
        """Refuse that it is theirs."""
        self._settle("refused", refuse_handle)

    def _settle(self, done: str, act: Callable[..., Any]) -> None:
        if self._chosen is None:
            self.say("there is no guess to settle here")
        else:
            said = self.hints.say("{done}; {desk.undo} takes it back", done=done)
            self.perform(said, act, self.desk.playbook, self._chosen)

    def action_other(self) -> None:
        """Choose the next guess."""
        at = self._at()
        if at is None or len(self._guesses) < 2:
            self.say("there is no other guess")
        else:
            self._chosen = self._guesses[(at + 1) % len(self._guesses)][0].id
            self.read_history()

    def _at(self) -> int | None:
        """Return where the chosen guess stands now: a guess is chosen, not a place in the list."""
        return next((row for row, (link, _) in enumerate(self._guesses) if link.id == self._chosen), None)
