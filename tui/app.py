"""The application: it wires the desk to the screens and owns nothing else."""

import asyncio
import gc
import os
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any, ClassVar

from textual import events, on, work
from textual.actions import ActionParseResult
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.screen import Screen

from casebook.clock import utc_now
from casebook.errors import CasebookError
from casebook.sparing import sweep_again
from casebook.store.store import Store
from desk.desk import Desk
from desk.errors import ONLY_LOOKS, DeskError
from desk.ours import playbook_of
from desk.presence import be_here, leave
from desk.settings import Settings, Wire
from desk.welcome import is_first, welcomed
from tui.command_line.app import COMMAND
from tui.commands.loading import load_rest
from tui.commands.say import tell
from tui.driver import CarefulDriver, ThinDriver
from tui.hints import Hinting, hints
from tui.kept_styles import KeptStyles
from tui.keymap import keymap
from tui.lean import worn
from tui.messages import CaseWanted, Changed, PlaceWanted, Sat
from tui.palette import KeyCommands
from tui.screens import case, dialog, follow_ups, mutes, promises, sources, storm
from tui.screens.base import DeskScreen
from tui.screens.going import PlaceScreen
from tui.screens.queue import QueueScreen
from tui.themes import OTHERS
from tui.time_app import TimeApp

PATIENCE = 0.25
"""Seconds between two repaints for others' changes: at most four a second."""
STREAM = 0.5
"""The same where they come without a pause: nobody reads a list that moves four times a second."""
AT_ONCE = 0.1
"""Seconds within which the next change comes where there is no pause."""
STANDS = 0.3
"""Seconds after which the first screen stands, and all of its styles have been read."""
BREATH = 0.02
"""Seconds between two modules that are loaded at leisure, so that a key may come in between."""

MINUTE = 60.0
"""Seconds after which ages and clocks have become others."""

PLACES: Mapping[str, Callable[[Desk], DeskScreen]] = {
    "sources": lambda desk: sources.SourcesScreen(desk),
    "follow_ups": lambda desk: follow_ups.FollowUpsScreen(desk),
    "promises": lambda desk: promises.PromisesScreen(desk),
    "mutes": lambda desk: mutes.MutesScreen(desk),
    "storm": lambda desk: storm.StormScreen(desk),
}
"""What the go-to menu and the storm's key lead to, beside the queue."""
TROUBLED = 5.0
"""Seconds between two looks at a store that cannot be looked at."""


class AmendsApp(TimeApp, Hinting, inherit_bindings=False):
    """The responder's desk."""

    rest = 0.5
    """Seconds after which the others are told where one is: who only passes a case is not told of."""

    leisure = 2.0
    """Seconds after which it is loaded what stands behind keys that nobody has pressed yet."""

    CSS_PATH = "app.tcss"
    TITLE = "amends"
    COMMANDS = {KeyCommands}
    BINDINGS: ClassVar[list[BindingType]] = [
        COMMAND,
        Binding("ctrl+p", "command_palette", "palette", id="app.palette", show=False),
        Binding("ctrl+l", "redraw", "redraw", id="app.redraw", show=False),
        Binding("ctrl+z", "suspend_process", "suspend", id="app.suspend", show=False),
    ]

    def __init__(self, desk: Desk, *, first: bool = False, styles: KeptStyles | None = None) -> None:
        """Prepare the desk.

        Args:
            desk: What there is to do.
            first: Whether to begin with the card of the first evening.
            styles: Where the first screen's styles are kept, so that they need not be read again.
        """
        self._first, self._styles = first, styles
        super().__init__(desk, worn(desk.settings.look, os.environ))
        if styles is not None:
            styles.recall(self.stylesheet)
        self.hints = hints(desk.settings.keys, only_looks=desk.read_only)
        self.animation_level = "none"
        self._place: tuple[int | None, bool] = None, False
        """The case that is open, and whether words for it are being written."""

    def get_driver_class(self) -> type[Driver]:
        """Return the driver that nothing typed or pasted can hurt, unless the environment names another."""
        if "TEXTUAL_DRIVER" in os.environ:
            return super().get_driver_class()
        return CarefulDriver if self.desk.settings.look.wire is Wire.FULL else ThinDriver

    def run_for_good(self) -> int:
        """Run until the responder leaves, and return the exit code."""
        self.run()
        return self.return_code or 0

    def get_default_screen(self) -> QueueScreen:
        """Return the screen that lies below all others, and is never left: no empty one is made."""
        queue = QueueScreen(self.desk)
        queue.set_class(self._first, "-card", update=False)
        return queue

    def on_mount(self) -> None:
        """Begin to follow the store."""
        self.set_keymap(keymap(self.desk.settings, AmendsApp))
        self.follow()
        self.load_rest()
        self._next_minute()

    async def take(self, event: events.Key | events.Paste) -> None:
        """Let a key reach what it was meant for, and none a dialog nobody can have read yet."""
        if isinstance(event, events.Key):
            if isinstance(self.screen, dialog.Dialog) and self.screen.refuses(event):
                return
            self._close_card()
        await super().take(event)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key is bound to; where one only looks, say so before anything is asked."""
        screen = default_namespace
        if isinstance(action, str) and isinstance(screen, DeskScreen) and screen.only_looks(action):
            screen.say(ONLY_LOOKS)
            return True
        return await super().run_action(action, default_namespace, namespaces)

    def still_reading(self, screen: Screen[Any]) -> bool:
        """Return whether a screen has yet to show what is selected on it."""
        return self.opens_line or (isinstance(screen, DeskScreen) and screen.still_reading)

    def hurry(self, screen: Screen[Any]) -> None:
        """Have what is selected read at once: a key waits for it."""
        if isinstance(screen, DeskScreen):
            screen.hurry()

    def _close_card(self) -> None:
        """Take the first card away at any key, and never show it by itself again."""
        closed = isinstance(self.screen, QueueScreen) and self.screen.close_card()
        if closed and not self.desk.read_only:
            self.run_worker(asyncio.to_thread(welcomed, self.desk.settings.store), group="welcome")

    @work(group="follow")
    async def follow(self) -> None:
        """Tell the app whenever anybody has committed to the store."""
        pace, begun = PATIENCE, monotonic()
        while await self._changed():
            self._tell_screens()
            pace = paced(pace, monotonic() - begun)
            await asyncio.sleep(pace)
            begun = monotonic()

    @work(group="loading")
    async def load_rest(self) -> None:
        """Load the rest while nobody waits for it: no first key is slow, nor meets another version of us."""
        await asyncio.sleep(min(STANDS, self.leisure))
        if self._styles is not None:
            with suppress(OSError):
                await asyncio.to_thread(self._styles.keeping(self.stylesheet))
        await asyncio.sleep(self.leisure)
        self.tell_place()  # sooner, all that is shown would be read once more just when the first key comes
        self.stylesheet.read(OTHERS)
        self.stylesheet.parse()
        for _ in load_rest():
            await asyncio.sleep(BREATH)
        sweep_again()
        self.keep_time()

    async def _changed(self) -> bool:
        """Wait for a change; trouble with the store counts as one: reading it says what is wrong."""
        try:
            return await self.desk.wait_for_change()
        except CasebookError:
            await asyncio.sleep(TROUBLED)
            return True

    @on(Changed)
    def _tell_screens(self) -> None:
        for screen in reversed(self.screen_stack):
            screen.post_message(Changed())
            if isinstance(screen, DeskScreen):
                return  # what lies below reads again when it is in front

    @on(CaseWanted)
    def _show_case(self, event: CaseWanted) -> None:
        self.push_screen(case.CaseScreen(self.desk, event.case))

    @on(PlaceWanted)
    def _go(self, event: PlaceWanted) -> None:
        """Show a place in the stead of those gone through before: they never pile up."""
        while any(isinstance(screen, PlaceScreen) for screen in self.screen_stack):
            self.pop_screen()
        self.push_screen(PLACES[event.place](self.desk))

    @on(Sat)
    def _sat_down(self, event: Sat) -> None:
        if (event.case, event.writing) != self._place:
            self._place = event.case, event.writing
            self.tell_place()

    @work(group="presence", exclusive=True)
    async def tell_place(self) -> None:
        """Tell the others what is in front here, once one has come to rest at it."""
        await asyncio.sleep(self.rest)
        at, writing = self._place
        with suppress(CasebookError, DeskError):
            await self.desk.sit(be_here, at, writing=writing)

    async def on_unmount(self) -> None:
        """Tell the others that nobody sits here any more."""
        with suppress(CasebookError, DeskError):
            await self.desk.sit(leave)

    def action_suspend_process(self) -> None:
        """Suspend with the whole job we are a part of, such as make; without a shell above, stay."""
        if self.is_headless or os.getsid(0) == os.getpgrp():
            self.notify("There is no shell to go back to.", markup=False)
            return
        with self.suspend():
            os.killpg(os.getpgrp(), signal.SIGSTOP)

    def action_redraw(self) -> None:
        """Paint everything again, and send all of it."""
        if isinstance(self._driver, ThinDriver):
            self._driver.forget()
        self.refresh(repaint=True, layout=True)

    def _next_minute(self) -> None:
        """Refresh the ages when the minute turns, and not before."""
        self.set_timer(MINUTE - self.desk.clock().second, self._minute_turned)

    def _minute_turned(self) -> None:
        self.keep_time()
        self.post_message(Changed())
        self.tell_place()
        self._next_minute()


def paced(before: float, waited: float) -> float:
    """Return the seconds to rest after a change that was waited for so long, by the rest before it."""
    return min(before * 1.25, STREAM) if waited < AT_ONCE else PATIENCE


def run(settings: Settings, styles: Path | None = None) -> int:
    """Sit down at the desk of these settings until the responder leaves; returns the exit code.

    Args:
        settings: Whose desk it is, and how it is to be.
        styles: A folder to keep in what makes the next start quicker.

    Raises:
        SettingsError: The keys cannot be given as wanted.
        PlaybookError: The playbook cannot be followed.
        StoreError: The store cannot be opened.
    """
    keymap(settings, AmendsApp)
    playbook = playbook_of(settings)
    store = Store(settings.store, read_only=settings.responder.read_only, tell=tell)
    desk = Desk(settings, playbook, store, utc_now)
    gc.disable()  # until all is loaded
    try:
        kept = KeptStyles(styles / worn(settings.look, os.environ)) if styles else None
        return AmendsApp(desk, first=is_first(settings.store), styles=kept).run_for_good()
    finally:
        gc.enable()
        desk.close()
        store.close()
