"""What every screen of the desk can do: ask the casebook, perform an act, say how it went."""

import os
from collections.abc import Callable
from typing import Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.events import Resize, ScreenResume
from textual.geometry import Size
from textual.types import CSSPathType

from casebook.errors import CasebookError
from casebook.event import Event
from desk import timeline, undo, wishes
from desk.desk import Desk
from desk.errors import DeskError
from desk.views import header_counts
from tui import clipboard
from tui.hints import Hints, hints_of
from tui.keys import CHANGES, changing, name_of, shown_keys
from tui.messages import Changed, HeaderRead, Performed, Refused
from tui.screens import help as every_key
from tui.screens.seeing import SeeingScreen
from tui.themes import OTHERS
from tui.widgets.header_bar import HeaderBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.storm_line import StormLine


class DeskScreen(SeeingScreen):
    """A full screen over the desk. It reads and acts in workers; only handlers touch widgets."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("z", "undo", "undo", id="desk.undo", group=CHANGES, tooltip="take back your latest act"),
        Binding(
            "Z", "redo", "redo", id="desk.redo", group=CHANGES, show=False, tooltip="do it again after all"
        ),
        Binding(
            "ctrl+r", "ask_sources", "ask the sources now", id="desk.ask_sources", group=CHANGES, show=False
        ),
        Binding("question_mark", "keys", "help", id="app.help", tooltip="every key of this view"),
        Binding("ctrl+c", "how_to_leave", "how to leave", id="app.how_to_leave", show=False),
    ]

    CSS_PATH: ClassVar[CSSPathType | None] = OTHERS

    for_writing: ClassVar[bool] = False
    """Whether words are written here, which may not be left for a moment."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._fitted: Size | None = None
        self._acts = 0
        """Acts that were begun here and are not done yet."""
        self._why_back: str | None = None
        """Why this screen is left as soon as they are."""

    @property
    def hints(self) -> Hints:
        """The keys that are live, for the sentences that name some."""
        return hints_of(self)

    def only_looks(self, action: str) -> bool:
        """Return whether an action is refused because it changes something, and one only looks here."""
        return self.desk.read_only and name_of(action) in changing(type(self))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing that changes something where one only looks."""
        return None if self.only_looks(action) else super().check_action(action, parameters)

    def perform(
        self,
        done: str,
        act: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None] | None = None,
        **about: Any,
    ) -> None:
        """Do one act of the desk; `Performed` follows when it is on disk, or `Refused`.

        Args:
            done: What to say when it is done, e.g. "claimed"; empty to say nothing.
            act: A function of `desk/` that takes the store first; `by` and `now` are added.
            *args: Its further arguments.
            then: What to do with what it returned, back on the screen.
            **about: Its keyword arguments.
        """
        self._acts += 1
        self._perform(done, act, args, about, then)

    @work(group="act")
    async def _perform(
        self,
        done: str,
        act: Callable[..., Any],
        args: tuple[Any, ...],
        about: dict[str, Any],
        then: Callable[[Any], None] | None,
    ) -> None:
        try:
            result = await self.desk.do(act, *args, **about)
        except (DeskError, CasebookError) as error:
            self.post_message(Refused(str(error)))
        else:
            self.post_message(Performed(done, result, then))
        finally:
            self._acts -= 1
            self.call_later(self._leave_if_done)  # what it did is shown before
        self.heed_everywhere()

    @on(ScreenResume)
    def _catch_up(self) -> None:
        """Read again what may have changed while something else was in front."""
        self.post_message(Changed())

    def on_resize(self, event: Resize) -> None:
        """Fit to the new size what is cut to a size when it is read.

        Of two sizes told at once only the app's counts: Textual would lay out by both, in turns, for ever.
        """
        if event.size != self.app.size:
            event.prevent_default()
            return
        before, self._fitted = self._fitted, event.size
        if before not in (None, event.size):
            self.call_after_refresh(self.post_message, Changed())

    @on(Changed)
    def _figures_changed(self) -> None:
        self.read_header()

    def read_header(self) -> None:
        """Read the header's figures, on every screen: a source may go blind while one reads a case."""
        now, among = self.desk.clock(), self.desk.sources
        self.look(lambda store: HeaderRead(header_counts(store, now, among), now), "header", long=True)

    @on(HeaderRead)
    def show_header(self, event: HeaderRead) -> None:
        """Show the header's figures."""
        company = self.desk.title
        if (bar := self.query_one_optional(HeaderBar)) is not None:
            bar.show(company, self.desk.me, event.counts, event.now)
        if (line := self.query_one_optional(StormLine)) is not None:
            line.show(event.counts.storm)

    @work(group="copy")
    async def copy(self, text: str) -> None:
        """Hand a text to the responder's own clipboard by the ladder; `Performed` says which rung held."""
        folder, terminal = self.desk.settings.store.parent, self.app.copy_to_clipboard
        try:
            copied = await clipboard.copy(text, env=os.environ, folder=folder, terminal=terminal)
        except OSError as error:
            self.post_message(Refused(f"it could not be copied: {error.strerror}"))
        else:
            self.post_message(Performed(copied.say, copied))

    @on(Performed)
    def _say_done(self, event: Performed) -> None:
        if event.done:
            self.say(event.done)
        if event.then is not None:
            event.then(event.result)
        self.post_message(Changed())

    def action_undo(self) -> None:
        """Take back the responder's own latest act."""
        playbook = self.desk.playbook

        def told(event: Event) -> None:
            self.say(f"taken back: {timeline.words_of(event, playbook)}")

        self.perform("", undo.undo, playbook, then=told)

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self.perform("", undo.redo, then=lambda event: self.say("done again after all"))

    def action_ask_sources(self) -> None:
        """Wish that every source be asked at once."""
        self.perform("the sources are asked now", wishes.ask_now)

    def action_how_to_leave(self) -> None:
        """Say how one leaves: elsewhere ctrl+c ends a program, and here it must not cost any words."""
        keys = shown_keys(self.app.screen)
        back = next(
            (f"{each.first} goes back; " for each in keys if each.id.endswith((".back", ".leave"))), ""
        )
        self.say(back + self.hints.say("{queue.quit} on the queue quits"))

    def action_keys(self) -> None:
        """Show every key of this view."""
        self.app.push_screen(every_key.HelpDialog(shown_keys(self.app.screen)))

    def say(self, words: str) -> None:
        """Show a sentence for a moment, on the bottom line where it fits, in the place of the one before."""
        self.app.clear_notifications()
        bars = self.query(KeyBar)
        if not (bars and bars.first().speak(words)):
            self.notify(words, markup=False)

    def lead_back(self, why: str) -> None:
        """Leave this screen, once all that was begun on it is done: with the screen it would be dropped."""
        self._why_back = why
        self._leave_if_done()

    def _leave_if_done(self) -> None:
        if self._why_back is not None and not self._acts:
            why, self._why_back = self._why_back, None
            self.go_back(why)

    def go_back(self, why: str) -> None:
        """Go to the screen below and say there why; unless something lies over this one."""
        if self.is_current:
            self.app.pop_screen()
            if why and isinstance(below := self.app.screen, DeskScreen):
                below.say(why)

    def unsay(self) -> None:
        """Take away what was said: it is not true any more."""
        for bar in self.query(KeyBar):
            bar.hush()
        self.app.clear_notifications()

    @on(Refused)
    def _say_refused(self, event: Refused) -> None:
        self.say(event.why)
