"""Copying over SSH and in tmux: a ladder, climbed down until a rung is known to hold.

Only a program that takes the text and says so is known to have it. OSC 52 asks the terminal and never hears
back, so the next rungs are tried too, and the last one, a file, always holds.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from casebook.frozen import frozen
from sources.text import clean

OSC_52_CAP = 74_994
"""Most base64 characters: what the strictest of the common terminals still takes."""
PATIENCE = 2.0
"""Seconds a program may take to accept the text."""

_OVER_SSH = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
_DEAF = ("dumb", "linux")
"""Terminals, by TERM, that do not know OSC 52."""


class Rung(StrEnum):
    """One way to hand a text over."""

    TMUX = "tmux"
    TERMINAL = "terminal"
    """OSC 52: cannot be confirmed."""
    NATIVE = "native"
    """A clipboard program of this machine."""
    FILE = "file"


COMMANDS: Mapping[Rung, tuple[tuple[str, ...], ...]] = {
    Rung.TMUX: (("tmux", "load-buffer", "-w", "-"), ("tmux", "load-buffer", "-")),
    Rung.NATIVE: (
        ("wl-copy",),
        ("xclip", "-selection", "clipboard"),
        ("xsel", "--clipboard", "--input"),
        ("pbcopy",),
    ),
}
"""What each rung runs, in the order tried. tmux before 3.2 has no -w, which also asks the outer terminal."""

_NEEDS = {"wl-copy": "WAYLAND_DISPLAY", "xclip": "DISPLAY", "xsel": "DISPLAY"}


@frozen
class Copied:
    """Where a text went."""

    say: str
    """An honest sentence: where it is, and how sure that is."""
    file: Path | None = None
    """The file it was written to, if it came to that."""


def rungs(env: Mapping[str, str], size: int, platform: str = sys.platform) -> tuple[Rung, ...]:
    """Return the rungs worth trying, best first; the file always stands last.

    Args:
        env: The environment of the process.
        size: Length of the text in UTF-8 bytes.
        platform: As `sys.platform`.
    """
    ladder = [Rung.TMUX] if env.get("TMUX") else []
    if _hears_osc_52(env) and (size + 2) // 3 * 4 <= OSC_52_CAP:
        ladder.append(Rung.TERMINAL)
    if native(env, platform):
        ladder.append(Rung.NATIVE)
    return (*ladder, Rung.FILE)


def _hears_osc_52(env: Mapping[str, str]) -> bool:
    return bool(env.get("TMUX")) or env.get("TERM", "dumb") not in _DEAF


def native(env: Mapping[str, str], platform: str = sys.platform) -> tuple[tuple[str, ...], ...]:
    """Return the clipboard programs that would reach the responder's own clipboard; none over SSH."""
    if any(env.get(name) for name in _OVER_SSH):
        return ()
    if platform == "darwin":
        return tuple(each for each in COMMANDS[Rung.NATIVE] if each[0] not in _NEEDS)
    return tuple(each for each in COMMANDS[Rung.NATIVE] if env.get(_NEEDS.get(each[0], "")))


async def copy(text: str, *, env: Mapping[str, str], folder: Path, terminal: Callable[[str], None]) -> Copied:
    """Hand a text over by the best rung that holds and say which one it was.

    Args:
        text: Cleaned here once more, whoever wrote it.
        env: The environment of the process.
        folder: Where the file of the last rung goes.
        terminal: Hands a text to the terminal with OSC 52, as `App.copy_to_clipboard` does.

    Raises:
        OSError: Even the file cannot be written.
    """
    safe = clean(text)
    asked = False
    for rung in rungs(env, len(safe.encode())):
        if rung is Rung.TERMINAL:
            terminal(safe)
            asked = True
        elif program := await _first_taker(_commands(rung, env), safe, env):
            return Copied(_taken(rung, program))
    file = await asyncio.to_thread(_write, safe, folder)
    return Copied(_said(asked, file), file)


def _commands(rung: Rung, env: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    return native(env) if rung is Rung.NATIVE else COMMANDS.get(rung, ())


async def _first_taker(
    commands: tuple[tuple[str, ...], ...], text: str, env: Mapping[str, str]
) -> str | None:
    for command in commands:
        if await asyncio.to_thread(_takes, command, text, env):
            return command[0]
    return None


def _takes(command: tuple[str, ...], text: str, env: Mapping[str, str]) -> bool:
    """Whether a program is there, takes the text in time and says that all is well."""
    try:
        done = subprocess.run(
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            env=dict(env),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _write(text: str, folder: Path) -> Path:
    """Write the text where only its owner can read it, never through somebody's link."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=folder, prefix=".clip-")
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(name).replace(folder / "clip.txt")


def _taken(rung: Rung, program: str) -> str:
    if rung is Rung.TMUX:
        return "handed to tmux: paste with prefix ]"
    return f"handed to the clipboard ({program})"


def _said(asked: bool, file: Path) -> str:
    if asked:
        return f"handed to your terminal (OSC 52): if nothing pastes, it is also in {file}"
    return f"no clipboard can be reached from here: it is in {file}"
