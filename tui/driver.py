"""Textual's driver for Unix terminals, with an ear that nothing typed or pasted can hurt, and a thin wire."""

import os
import selectors
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from math import inf
from time import monotonic
from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from tui.ear import Ear
from tui.wire.screen import Run
from tui.wire.wire import Straight, Wire
from tui.wire.writer import Writer

LOOK = 0.1
"""Seconds between two looks whether an Esc stands alone."""
GONE = 1
"""The exit code where the terminal is gone."""
WAKEFUL = ESCAPE_DELAY + 3 * LOOK
"""Seconds after an Esc, or a byte that follows it, for which something may be half heard; at all other times
only another byte wakes, or the end."""
ESC = b"\x1b"


class CarefulDriver(LinuxDriver):
    """Reads the terminal through an `Ear`; all else is Textual's."""

    _bell: tuple[int, int] | None = None
    """The ends of a pipe: a byte put in at the second wakes who listens at the first."""

    _begun = 0
    """How often it has begun to listen."""
    _asleep = False
    """Whether a signal has put us to sleep, and the next that lets us go on is to wake us."""

    def __init__(self, *args: Any, **how: Any) -> None:
        """Prepare it as any driver; the app asks it for the first size, before it begins to listen."""
        super().__init__(*args, **how)
        self._size = self._size or self._get_terminal_size()

    def start_application_mode(self) -> None:
        """Begin to listen."""
        self._begun += 1
        self._bell = self._bell or os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGWINCH, lambda *_: self._soon(self.measure))

    def measure(self) -> None:
        """Tell the app the size there is.

        Textual looks at it in the midst of the signal, where the next signal may overtake it: the size
        told last would not be the last there was.
        """
        size = Size(*self._get_terminal_size())
        self.send_message(events.Resize(size, size))

    def _sigtstp_application(self, *_: object) -> None:
        self._soon(self._sleep)

    def _sigcont_application(self, *_: object) -> None:
        self._soon(self._begin_anew, self._begun)

    def _soon(self, act: Callable[..., None], *about: object) -> None:
        """Do something once nothing else is half done: a signal comes in the midst of anything."""
        with suppress(RuntimeError):  # all is over
            self._loop.call_soon_threadsafe(act, *about)

    def _sleep(self) -> None:
        self._asleep = True
        super()._sigtstp_application()

    def _begin_anew(self, begun: int) -> None:
        """Begin to listen again, once: whoever let us go on may have left the terminal in any way.

        Args:
            begun: How often it had begun when we were let go on; there is no need if it has since.
        """
        listening = self._bell is not None
        if begun == self._begun and (listening or self._asleep):
            if listening:
                self.suspend_application_mode()
            self._asleep = False
            self.resume_application_mode()

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return columns and lines of the terminal; `COLUMNS` and `LINES` may tell of another."""
        with suppress(OSError):
            size = os.get_terminal_size(self._out)
            if all(size):
                return size
        return super()._get_terminal_size()

    @property
    def _out(self) -> int:
        return self._file.fileno() if self._file else 2

    def disable_input(self) -> None:
        """Listen no more."""
        if self._bell:
            os.write(self._bell[1], b"!")
        super().disable_input()

    def close(self) -> None:
        """Give back what listening took."""
        super().close()
        for end in self._bell or ():
            os.close(end)
        self._bell = None

    def run_input_thread(self) -> None:
        """Listen until the app ends; where the terminal is gone, it ends the app: nobody sits there."""
        parser, ear = XTermParser(self._debug), Ear()
        heard = -inf
        with selectors.DefaultSelector() as terminal:
            for each in (self.fileno, *(self._bell or ())[:1]):
                terminal.register(each, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                half = monotonic() < heard + WAKEFUL
                ready = {key.fd for key, _ in terminal.select(LOOK if half else None)}
                if self.fileno in ready:
                    data = self._read()
                    if data is None:
                        self._loop.call_soon_threadsafe(partial(self._app.exit, return_code=GONE))
                        return
                    if ESC in data or half:
                        heard = monotonic()
                    if text := ear.heard(data):  # an empty text would tell the parser that it is over
                        self._tell(parser.feed(text))
                self._tell(parser.tick())

    def _read(self) -> bytes | None:
        """Return what is typed; None where the terminal is gone."""
        try:
            return os.read(self.fileno, 4096) or None
        except BlockingIOError:  # somebody else was quicker
            return b""
        except OSError:
            return None

    def send_message(self, message: Message) -> None:
        """Hand a message to the app, in its own thread; without the task that Textual makes for each."""
        self._loop.call_soon_threadsafe(self._app.post_message, message)

    def _tell(self, events: Iterable[Message]) -> None:
        for event in events:
            self.process_message(event)


class ThinDriver(CarefulDriver, Straight):
    """Sends only what differs from what the terminal shows, and never waits for a slow one."""

    _wire: Wire | None = None
    """What the terminal shows; kept while we are suspended, to show it again at once."""
    _writer: Writer | None = None

    def start_application_mode(self) -> None:
        """Begin to write."""
        self._wire, self._writer = self._wire or Wire(*self._get_terminal_size()), None
        super().start_application_mode()  # what it says goes out in one piece
        self._writer = Writer(self._out, self._wire.send)
        self._writer.start()
        self._writer.call()

    def measure(self) -> None:
        """Tell the app the size there is, and take nothing for granted of what is shown in it."""
        self.forget()

    def write(self, data: str) -> None:
        """Take what is to be shown; it is sent when what was sent before has gone out."""
        if self._wire:
            self._fit(self._wire)
            self._wire.take(data)
            if self._writer:
                self._writer.call()

    def show(self, found: Iterable[Run], cursor: tuple[int, int]) -> bool:
        """Take a frame as it is painted; returns whether all of it was understood."""
        if not (self._wire and self._writer):
            return False
        self._fit(self._wire)
        understood = self._wire.show(found, cursor)
        if understood:
            self._writer.call()
        return understood

    def forget(self) -> None:
        """Send all of the screen again: something else may have written on it, or it has another size."""
        if self._wire and self._writer:
            super().measure()
            if self._wire.forget(*self._get_terminal_size()):
                self._say_all_anew()
            self._writer.call()

    def _fit(self, wire: Wire) -> None:
        if wire.fit(*self._get_terminal_size()):
            super().measure()
            self._say_all_anew()

    def _say_all_anew(self) -> None:
        """Have the app paint all of it.

        Of sizes that come and go in a storm Textual hears of some, and where it has heard of the last one
        before, it does not paint all again.
        """
        repaint = partial(self._app.call_later, self._app.refresh, repaint=True, layout=True)
        self._loop.call_soon_threadsafe(repaint)

    def process_message(self, message: Message) -> None:
        """Take nothing for granted when the terminal says that it has another size."""
        if isinstance(message, events.Resize):
            self.forget()
        super().process_message(message)

    def close(self) -> None:
        """Send what is left."""
        super().close()
        if self._writer:
            self._writer.stop()
