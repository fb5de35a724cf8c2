"""The real app under Textual's Pilot: a real store on disk, a clock that stands still, and two hands."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from casebook.mention import Mention
from desk.desk import Desk
from desk.settings import Company, Responder, Settings
from tests.desk_world import NOON, World, playbook, world
from tests.pilot import calm, key, until
from tui.app import AmendsApp
from tui.screens.queue import QueueScreen
from tui.widgets.queue import QueuePane

S = TypeVar("S", bound=Screen[Any])

WIDE, NARROW = (120, 36), (80, 24)


@dataclass
class Hands:
    """A responder at the desk."""

    app: AmendsApp
    pilot: Pilot[None]
    world: World
    clock: list[datetime] = field(default_factory=lambda: [NOON])

    @property
    def pane(self) -> QueuePane:
        """The queue."""
        return next(each for each in self.app.screen_stack if isinstance(each, QueueScreen)).query_one(
            QueuePane
        )

    async def press(self, *keys: str) -> None:
        """Press keys one after another, and wait until all that follows from them is done."""
        for each in keys:
            await self.type_ahead(each)

    async def type_ahead(self, *keys: str) -> None:
        """Press keys that come in one piece, and wait until all that follows from them is done."""
        for each in keys:
            self.app.post_message(key(each))
        await calm(self.pilot)
        await self.app.animator.wait_until_complete()
        await self.until(self.app.all_done, self.unfinished)

    def unfinished(self) -> str:
        """Return what the last key still waits for."""
        workers = [f"{each.group} of {each.node}" for each in self.app.workers if not each.is_finished]
        return f"the last key done: {workers}, reading: {self.app.still_reading(self.app.screen)}"

    async def until(self, condition: Callable[[], bool], what: str | Callable[[], str] = "") -> None:
        """Wait for something to be true."""
        await until(self.pilot, condition, what)

    async def on(self, kind: type[S]) -> S:
        """Wait for a screen of that kind to be in front, and return it."""
        await self.until(lambda: isinstance(self.app.screen, kind), f"{kind.__name__} in front")
        screen = self.app.screen
        assert isinstance(screen, kind)
        return screen

    async def shows(self, words: str) -> None:
        """Wait for words to stand on the screen in front."""
        await self.until(lambda: words in self.frame(), lambda: f"{words!r} on the screen:\n{self.frame()}")

    async def selects(self, mention: int) -> None:
        """Wait for a mention to be the selected row."""
        await self.until(lambda: self.pane.selected == mention, f"mention {mention} selected")

    def elsewhere(self, act: Callable[..., Any], *args: Any, by: str = "eli", **about: Any) -> Any:
        """Let somebody else do an act on the same store."""
        return act(self.world.store, *args, by=by, now=self.clock[0], **about)

    def frame(self) -> str:
        """Return the screen in front as lines of text, as the terminal would show it."""
        return frame(self.app)


def frame(app: App[Any]) -> str:
    """Return what the terminal would show, without colours; the one place that asks Textual's compositor."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def text_of(screen: Screen[Any], selector: str) -> str:
    """Return the words of a Static on a screen."""
    return str(screen.query_one(selector, Static).visual)


def settings(folder: Path, **about: Any) -> Settings:
    """Return settings for a desk in a folder, with nobody's files read."""
    plain = Settings(store=folder / "amends.db", company=Company("Corncrake"), responder=Responder("dana"))
    return replace(plain, **about)


@asynccontextmanager
async def at_the_desk(
    folder: Path, *mentions: Mention, size: tuple[int, int] = WIDE, **about: Any
) -> AsyncIterator[Hands]:
    """Sit down at a desk where these mentions have come in; the queue is in front and read."""
    with world(folder) as here:
        here.take(*mentions)
        clock = [NOON]
        desk = Desk(settings(folder, **about), playbook(), here.store, lambda: clock[0])
        app = AmendsApp(desk)
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                hands = Hands(app, pilot, here, clock)
                await hands.until(lambda: len(app.screen_stack) > 0, "the queue screen")
                await hands.until(lambda: hands.pane.read, "the first page")
                yield hands
        finally:
            desk.close()
