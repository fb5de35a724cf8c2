"""The `:` line at the foot of a screen: what is typed there is done by its name."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.command_line.command import NotMeant, Seat
from tui.command_line.keys import pressed, refused
from tui.command_line.matter import ON_MATTER
from tui.command_line.past import Past
from tui.command_line.reading import Known, completed, endings, offered, parted, understood
from tui.command_line.worded import WORDED
from tui.hints import hints_of
from tui.rows import joined, words
from tui.screens.base import DeskScreen
from tui.screens.queue import QueueScreen
from tui.themes import OTHERS
from tui.widgets.lines import Line
from tui.widgets.one_line import OneLine


class CommandField(OneLine):
    """Where the command is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.do", "do it", id="command.do"),
        Binding("escape", "screen.leave", "leave", id="command.leave"),
        Binding("tab", "screen.complete", "complete", id="command.complete"),
        Binding("up", "screen.walk(-1)", "the line before", id="command.earlier", show=False),
        Binding("down", "screen.walk(1)", "the line after", id="command.later", show=False),
    ]


class CommandScreen(ModalScreen[None]):
    """It goes away and does what was said; what cannot be meant stays, with the reason above it."""

    CSS_PATH = OTHERS

    def __init__(self, front: DeskScreen, queue: QueueScreen, past: Past) -> None:
        """Prepare the line.

        Args:
            front: The full screen it is opened on.
            queue: The queue, on which much of what is said is done.
            past: What was said before; what is said here is added.
        """
        super().__init__()
        self._seat = Seat(front, queue)
        self._past = past
        worded = tuple(each for each in WORDED if each not in ON_MATTER or not front.desk.read_only)
        keys = pressed(front, (each.name for each in worded if each.whole))
        self._known = Known(keys, worded, refused(front))

    def compose(self) -> ComposeResult:
        """Lay out what may be said, above what is."""
        with Vertical(id="command"):
            yield Line(id="command-say")
            with Horizontal():
                yield Line(id="command-sign")
                yield CommandField(id="command-field")

    def on_mount(self) -> None:
        """Begin with an empty line."""
        self._past.begin()
        self.query_one("#command-sign", Line).say(words(":", "bold $key"))
        self._tell(self._offer())

    @on(Input.Changed)
    def _changed(self) -> None:
        self._tell(self._offer())

    def action_do(self) -> None:
        """Do what stands there, or say why not."""
        said = self._field.value.strip(" :")
        if not said:
            self.dismiss()
            return
        try:
            deed = understood(said, self._known, self._seat)
        except NotMeant as error:
            self._tell(words(str(error), "bold $notice"))
            return
        self._past.say(said)
        self.dismiss()
        deed()

    def action_leave(self) -> None:
        """Close the line; nothing is done."""
        self.dismiss()

    def action_complete(self) -> None:
        """Finish the line as far as there is one way."""
        self._write(completed(self._field.value, offered(self._field.value, self._known, self._seat)))

    def action_walk(self, by: int) -> None:
        """Bring back a line that was said before."""
        self._write(self._past.walk(by, self._field.value))

    def _write(self, said: str) -> None:
        self._field.value = said
        self._field.cursor_position = len(said)

    def _tell(self, said: Content) -> None:
        self.query_one("#command-say", Line).say(said)

    def _offer(self) -> Content:
        """Return what the line may become, and what the command in it does."""
        said = self._field.value
        name, _ = parted(said)
        command = self._known.meant(name, said.lstrip(" :").removeprefix(name))
        offers = list(endings(said, offered(said, self._known, self._seat)))
        if command is None or (len(offers) > 1 and offers != [command.name]):
            return self._names(offers)
        what = words(f"{command.name} {self._known.takes(command)}".strip(), "bold $key")
        return joined([what, f"  {command.what}"])

    def _names(self, offers: list[str]) -> Content:
        if not offers:
            return hints_of(self).words("{command.leave} leaves", "dim")
        tab = hints_of(self).words("{command.complete} completes:", "dim")
        return joined([tab, *offers], "  ")

    @property
    def _field(self) -> CommandField:
        return self.query_one(CommandField)
