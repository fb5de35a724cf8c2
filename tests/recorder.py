"""The real app, writing as it does to a terminal, with a driver that keeps what it says."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot

from casebook.mention import Mention
from desk.desk import Desk
from desk.settings import Look
from tests.at_the_desk import WIDE, Hands, settings
from tests.desk_world import NOON, playbook, world
from tui.app import AmendsApp
from tui.widgets.queue import QueuePane
from tui.wire.screen import Run
from tui.wire.wire import Straight

Walk = Callable[[Hands], Awaitable[None]]


@dataclass(frozen=True)
class Frame:
    """What is painted anew, as cells; Textual's own words for the same come next."""

    found: tuple[Run, ...]
    cursor: tuple[int, int]


Said = list[tuple[tuple[int, int], str | Frame]]


class Recorder(HeadlessDriver, Straight):
    """Keeps every piece of writing and every frame, with the size it was written for."""

    said: Said

    @property
    def is_headless(self) -> bool:
        """Say no: a headless app writes nothing."""
        return False

    def write(self, data: str) -> None:
        """Keep a piece of writing."""
        self._keep(data)

    def show(self, found: Iterable[Run], cursor: tuple[int, int]) -> bool:
        """Keep a frame, and have Textual say it too."""
        self._keep(Frame(tuple(found), cursor))
        return False

    def _keep(self, piece: str | Frame) -> None:
        if not hasattr(self, "said"):
            self.said = []
        self.said.append((self._get_terminal_size(), piece))


async def recorded(
    folder: Path,
    walk: Walk,
    *mentions: Mention,
    size: tuple[int, int] = WIDE,
    look: Look | None = None,
    driver: type[Recorder] = Recorder,
) -> Said:
    """Walk through the app, and return everything it has written, each piece with the terminal's size."""
    with world(folder) as here:
        here.take(*mentions)
        clock = [NOON]
        desk = Desk(settings(folder, look=look or Look()), playbook(), here.store, lambda: clock[0])
        app, failed = AmendsApp(desk), list[BaseException]()
        app.driver_class = driver

        async def go(pilot: Pilot[Any]) -> None:
            hands = Hands(app, pilot, here, clock)
            try:
                await hands.until(lambda: bool(app.screen_stack), "the queue screen")
                await hands.until(
                    lambda: bool(app.screen.query(QueuePane)) and hands.pane.read, "the first page"
                )
                await walk(hands)
            except BaseException as error:
                failed.append(error)
            app.exit()

        try:
            await app.run_async(size=size, auto_pilot=go)
        finally:
            desk.close()
    for error in failed:
        raise error
    assert isinstance(app._driver, Recorder)
    return app._driver.said
