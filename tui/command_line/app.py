"""What the app does for the `:` line: it opens it, wherever no text is typed."""

from textual.binding import Binding
from textual.widgets import Input, TextArea

from desk.settings import Theme
from tui.command_line.command import Seat
from tui.command_line.past import Past
from tui.in_turn import InTurnApp
from tui.screens.base import DeskScreen
from tui.screens.command import CommandScreen
from tui.screens.drafting import DraftingScreen
from tui.screens.queue import QueueScreen

COMMAND = Binding(
    "colon",
    "command",
    "command line",
    id="app.command",
    show=False,
    tooltip="do it by its name",
    priority=True,
)
"""It is seen to before the next key: of a line that comes in one piece nothing reaches the list below."""


class CommandingApp(InTurnApp[None], inherit_bindings=False):
    """An app with a `:` line on every full screen; a subclass binds `COMMAND`."""

    def __init__(self, theme: Theme = Theme.DARK) -> None:
        super().__init__(theme)
        self._past = Past()

    @property
    def opens_line(self) -> bool:
        """Whether the line is just opening, and cannot be typed into yet."""
        return isinstance(self.screen, CommandScreen) and self.screen.focused is None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the line where keys are keys: not where words are written, which may not be left so."""
        return action != "command" or self._has_keys()

    def action_command(self) -> None:
        """Let a command be typed."""
        front, queue = self.screen, self.screen_stack[1]
        if isinstance(front, DeskScreen) and isinstance(queue, QueueScreen):
            self.push_screen(CommandScreen(Seat(front, queue), self._past))

    def _has_keys(self) -> bool:
        typing = isinstance(self.screen, DraftingScreen) or isinstance(self.focused, Input | TextArea)
        return isinstance(self.screen, DeskScreen) and not typing
