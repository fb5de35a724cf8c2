"""People at real dashboards in terminals of their own, and a collector: all may be killed, and come again."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.processes import TooSlow
from bench.terminal import Terminal
from desk.lock import lock_of
from tests.desk_processes import environment

KEYS = (
    "j",
    "j",
    "k",
    "n",
    "N",
    "G",
    "gg",
    "a",
    "a",
    "z",
    "Z",
    "<TAB>",
    "<ENTER>",
    "<ESC>",
    "w",
    "u",
    "<C-d>",
    "<C-u>",
)
"""What somebody presses who looks around and takes things in hand."""
_NOTED = r"(^|\W)noted(\W|$)"
"""What the screen says once a note is kept; it may still say so of the note before."""


@dataclass
class Person:
    """One responder: presses keys at random, and notes what only they can have noted."""

    name: str
    settings: Path
    home: Path
    chance: random.Random
    acknowledged: list[str] = field(default_factory=list)
    """Notes of which the screen said that they are kept."""
    pressed: int = 0
    killed: int = 0
    ended: int = 0
    """How often a dashboard went by itself, which it never should."""
    going: threading.Event = field(default_factory=threading.Event)
    terminal: Terminal | None = None
    _slain: set[int] = field(default_factory=set)

    def work(self) -> None:
        """Sit at a dashboard until told to stop; start another where one was killed."""
        self.going.set()
        while self.going.is_set():
            with self._seated() as self.terminal:
                with suppress(TooSlow, OSError):
                    self.terminal.wait("undecided", 60.0)
                    while self.going.is_set() and not self.terminal.ended:
                        self._act(self.terminal)
                self.ended += self.terminal.ended and self.terminal.pid not in self._slain
            self.terminal = None

    def kill(self) -> None:
        """Kill the dashboard, in the middle of whatever it does."""
        if self.terminal is not None and not self.terminal.ended:
            self.killed += 1
            self._slain.add(self.terminal.pid)
            with suppress(ProcessLookupError):
                os.kill(self.terminal.pid, signal.SIGKILL)

    def _seated(self) -> Terminal:
        command = [sys.executable, "-m", "tui", "--settings", str(self.settings)]
        return Terminal(command, environment(self.home) | {"TERM": "xterm-256color"})

    def _act(self, terminal: Terminal) -> None:
        if self.chance.random() < 0.15:
            self._note(terminal)
            return
        terminal.send(self.chance.choice(KEYS))
        self.pressed += 1
        time.sleep(self.chance.uniform(0.02, 0.3))

    def _note(self, terminal: Terminal) -> None:
        """Write a note, and remember it once the screen says that it is kept."""
        terminal.send("<ESC>")
        time.sleep(0.3)
        terminal.send("c")
        with suppress(TooSlow):
            terminal.wait("An internal note", 5.0)
            time.sleep(0.5)  # a dialog takes no key before one can have read it
            said = f"soak-{self.name}-{self.pressed}"
            terminal.send(said)
            terminal.wait(said, 5.0)
            of_before = terminal.screen.shows(_NOTED)
            terminal.send("<C-o>")
            self.pressed += 3
            terminal.wait(_NOTED, 10.0)
            self.acknowledged += [] if of_before else [said]
            time.sleep(0.1)
        terminal.send("<ESC><ESC>")


@dataclass
class Collecting:
    """A collector that is started whenever none of ours runs; whichever runs may be killed."""

    settings: Path
    home: Path
    store: Path
    killed: int = 0
    process: "subprocess.Popen[bytes] | None" = None

    def see_to_it(self) -> None:
        """Start one; where a dashboard's child collects already, it ends at once."""
        if self.process is None or self.process.poll() is not None:
            command = [sys.executable, "-m", "tui", "--settings", str(self.settings), "collect"]
            null = subprocess.DEVNULL
            self.process = subprocess.Popen(
                command, env=environment(self.home), stdin=null, stdout=null, stderr=null
            )

    def kill(self) -> None:
        """Kill whoever collects, ours or a dashboard's child: the lock file says who."""
        with suppress(OSError, ValueError):
            pid = int(lock_of(self.store).read_text())
            if str(self.home).encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, signal.SIGKILL)
                self.killed += 1

    def close(self) -> None:
        """End ours."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait()
