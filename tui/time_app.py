"""What the app does as time passes: what is due comes back, what was decided is learned, rows move by it."""

from contextlib import suppress

from textual import work

from casebook.errors import CasebookError
from desk.desk import Desk
from desk.rejudging import Moved
from desk.settings import Theme
from tui.command_line.app import CommandingApp
from tui.messages import Performed
from tui.rows import plural
from tui.screens.base import DeskScreen


class TimeApp(CommandingApp, inherit_bindings=False):
    """An app with a desk, at which time passes."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        """Make it.

        Args:
            desk: What there is to do.
            theme: How it looks.
        """
        self.desk = desk
        super().__init__(theme)

    @work(group="time")
    async def keep_time(self) -> None:
        """Bring back what was set aside until now, and learn; trouble with the store is said elsewhere."""
        with suppress(CasebookError):
            await self.desk.keep_time()
            await self.desk.learn()
            if said := in_words(await self.desk.judge_waiting()):
                self._front().post_message(Performed(said, None))

    def _front(self) -> DeskScreen:
        """Return the full screen in front: a dialog over it has nowhere to say anything."""
        return next(each for each in reversed(self.screen_stack) if isinstance(each, DeskScreen))


def in_words(moved: Moved) -> str:
    """Return how many rows stand higher or lower as was learned; nothing where none does."""
    parts = {"higher": moved.higher, "lower": moved.lower}
    told = ", ".join(f"{many} {how}" for how, many in parts.items() if many)
    return f"{plural(sum(parts.values()), 'row')} judged anew: {told}" if told else ""
