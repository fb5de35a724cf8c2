"""What every screen of the desk can do: ask the casebook, perform an act, say how it went."""

from collections.abc import Callable
from typing import Any

from textual import on, work
from textual.screen import Screen

from casebook.errors import CasebookError
from desk.desk import Desk
from desk.errors import DeskError
from tui.messages import Changed, Performed, Refused


class DeskScreen(Screen[None]):
    """A full screen over the desk. It reads and acts in workers; only handlers touch widgets."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    @work(group="act")
    async def perform(self, done: str, act: Callable[..., Any], *args: Any, **about: Any) -> None:
        """Do one act of the desk; `Performed` follows when it is on disk, or `Refused`.

        Args:
            done: What to say when it is done, e.g. "claimed"; empty to say nothing.
            act: A function of `desk/` that takes the store first; `by` and `now` are added.
            *args: Its further arguments.
            **about: Its keyword arguments.
        """
        try:
            result = await self.desk.do(act, *args, **about)
        except (DeskError, CasebookError) as error:
            self.post_message(Refused(str(error)))
        else:
            self.post_message(Performed(done, result))

    @on(Performed)
    def _say_done(self, event: Performed) -> None:
        if event.done:
            self.notify(event.done, markup=False)
        self.post_message(Changed())

    @on(Refused)
    def _say_refused(self, event: Refused) -> None:
        self.notify(event.why, severity="warning", markup=False)
