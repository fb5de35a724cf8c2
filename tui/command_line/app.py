"""What the app does for the `:` line: it opens it, wherever no text is typed."""

from textual.binding import Binding
from textual.screen import Screen

from desk.settings import Theme
from tui.command_line.past import Past
from tui.in_turn import InTurnApp
from tui.keys import typed_into
from tui.screens import command
from tui.screens.base import DeskScreen
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
        self._line: Screen[None] | None = None
        """The line that was opened last."""

    @property
    def opens_line(self) -> bool:
        """Whether the line is just opening, and cannot be typed into yet."""
        return self.screen is self._line and self.screen.focused is None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the line where keys are keys: not where words are written, which may not be left so."""
        return action != "command" or self._has_keys()

    def action_command(self) -> None:
        """Let a command be typed."""
        front, queue = self.screen, self.screen_stack[0]
        if isinstance(front, DeskScreen) and isinstance(queue, QueueScreen):
            self._line = command.CommandScreen(front, queue, self._past)
            self.push_screen(self._line)

    def _has_keys(self) -> bool:
        front = self.screen
        return isinstance(front, DeskScreen) and not (front.for_writing or typed_into(self.focused))
