"""Textual's driver for Unix terminals, with an ear that nothing typed or pasted can hurt."""

import os
import selectors
from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.ear import Ear

LOOK = 0.1
"""Seconds between two looks whether the app has ended, and whether an Esc stands alone."""


class CarefulDriver(LinuxDriver):
    """Reads the terminal through an `Ear`; all else is Textual's."""

    def run_input_thread(self) -> None:
        """Listen until the app ends or the terminal is gone."""
        parser, ear = XTermParser(self._debug), Ear()
        with selectors.DefaultSelector() as terminal:
            terminal.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if terminal.select(LOOK):
                    data = os.read(self.fileno, 4096)
                    if not data:
                        return
                    if text := ear.heard(data):  # an empty text would tell the parser that it is over
                        self._tell(parser.feed(text))
                self._tell(parser.tick())

    def _tell(self, events: Iterable[Message]) -> None:
        for event in events:
            self.process_message(event)
