"""The real app, writing as it does to a terminal, with a driver that keeps what it says."""

from collections.abc import Awaitable, Callable
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

Walk = Callable[[Hands], Awaitable[None]]


class Recorder(HeadlessDriver):
    """Keeps every piece of writing, with the size it was written for."""

    said: list[tuple[tuple[int, int], str]]

    @property
    def is_headless(self) -> bool:
        """Say no: a headless app writes nothing."""
        return False

    def write(self, data: str) -> None:
        """Keep a piece of writing."""
        if not hasattr(self, "said"):
            self.said = []
        self.said.append((self._get_terminal_size(), data))


async def recorded(
    folder: Path, walk: Walk, *mentions: Mention, size: tuple[int, int] = WIDE, look: Look | None = None
) -> list[tuple[tuple[int, int], str]]:
    """Walk through the app, and return everything it has written, each piece with the terminal's size."""
    with world(folder) as here:
        here.take(*mentions)
        clock = [NOON]
        desk = Desk(settings(folder, look=look or Look()), playbook(), here.store, lambda: clock[0])
        app, failed = AmendsApp(desk), list[BaseException]()
        app.driver_class = Recorder

        async def go(pilot: Pilot[Any]) -> None:
            hands = Hands(app, pilot, here, clock)
            try:
                await hands.until(lambda: len(app.screen_stack) > 1 and hands.pane.read, "the first page")
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
