"""How a screen reads the casebook: in workers, and with a word in the header while the store is ill."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from textual import on, work
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker

from casebook.errors import CasebookError, Overtaken, StoreError
from casebook.store.store import Store
from desk.desk import Desk
from desk.errors import DeskError
from tui.latest import Latest
from tui.messages import Changed, Refused, StoreFared
from tui.widgets.header_bar import HeaderBar

AGAIN = 5.0
"""Seconds after which a store that could not be read is looked at again."""


class SeeingScreen(Screen[None]):
    """A screen that reads in workers, which touch no widget; what they read comes as messages."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._latest: list[Latest[Any]] = []
        self._ill: dict[str, str] = {}
        """By group of looks, what was wrong with the store when it was last read."""
        self._told_trouble = ""
        self._again: Timer | None = None

    @property
    def still_reading(self) -> bool:
        """Whether what is shown has yet to be read."""
        return any(each.at_work for each in self._latest)

    def hurry(self) -> None:
        """Read at once what is selected, though one may be about to move on."""
        for each in self._latest:
            each.hurry()

    def look(
        self, read: Callable[[Store], Message], group: str, *, long: bool = False, once: bool = False
    ) -> Worker[None]:
        """Read in a worker and post the message it gives; a failure is said, and the screen stays as it is.

        Args:
            read: Reads whatever is shown, and returns it as a message.
            group: Of several looks of one group only the newest counts; one that is overtaken ends.
            long: Whether it may take long: then nothing else waits for it.
            once: Whether it is not taken again at the next change: then the header does not go by it.
        """
        # Begun by the worker itself: a look that is overtaken before it began leaves nothing behind.
        work: Callable[[], Coroutine[None, None, None]]
        work = partial(self.look_now, read, "" if once else group, long=long)
        return self.run_worker(work, group=group, exclusive=True)

    @work(group="reading")
    async def keep_reading(self, latest: Latest[Any]) -> None:
        """Read whatever is wished for, as long as the screen stands."""
        self._latest.append(latest)
        await latest.run()

    async def look_now(
        self, read: Callable[[Store], Message | None], group: str = "", *, long: bool = False
    ) -> None:
        """Read in this worker, and post the message it gives.

        Args:
            read: Reads whatever is shown, and returns it as a message; None where it is shown already.
            group: The looks that tell together how the store is; empty for one that is not taken again.
            long: Whether it may take long: then nothing else waits for it.
        """
        ask = self.desk.search if long else self.desk.ask
        try:
            if (found := await ask(read)) is not None:
                self.post_message(found)
            self._ill.pop(group, None)
        except Overtaken:
            return
        except StoreError as error:
            self._fell_ill(error, group)
        except (DeskError, CasebookError) as error:
            self.post_message(Refused(str(error)))
        self.heed()

    def heed(self) -> None:
        """Have the header say that the store is ill, or that it is well again."""
        if self._trouble != self._told_trouble:
            self.post_message(StoreFared())

    def heed_everywhere(self) -> None:
        """Have every header say it that may be seen, also one behind a dialog."""
        for each in self.app.screen_stack:
            if isinstance(each, SeeingScreen):
                each.heed()

    @property
    def _trouble(self) -> str:
        return next(iter(self._ill.values()), self.desk.trouble)

    def _fell_ill(self, error: StoreError, group: str) -> None:
        """Say what is wrong, but once; the header goes on saying it."""
        if self._ill.get(group) != error.short:
            self.post_message(Refused(str(error)))
        if group:
            self._ill[group] = error.short
        if self._again is None:
            self._again = self.set_timer(AGAIN, self._look_again)

    def _look_again(self) -> None:
        self._again = None
        if self.is_current:
            self.post_message(Changed())

    @on(StoreFared)
    def _tell_trouble(self) -> None:
        self._told_trouble = self._trouble
        if (bar := self.query_one_optional(HeaderBar)) is not None:
            bar.show_trouble(self._told_trouble)
