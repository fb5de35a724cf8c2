"""The clipboard ladder, each rung tried so that what the clipboard holds is left alone, unless one agrees."""

import asyncio
import os
import shutil
import subprocess
import tempfile
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path

from desk.doctor.finding import Finding, note, ok, wrong
from tui.clipboard import PATIENCE, Rung, copy, native, rungs

SENTENCE = "amends doctor was here: copying works."
_BUFFER = "amends-doctor"
_NAMES = {
    Rung.TMUX: "by tmux",
    Rung.TERMINAL: "by terminal",
    Rung.NATIVE: "by program",
    Rung.FILE: "to a file",
}


def findings(env: Mapping[str, str], folder: Path) -> Iterator[Finding]:
    """Yield each rung of the ladder in its order, and the one that will be used.

    Args:
        env: The environment of the process.
        folder: Where the file of the last rung goes.
    """
    ladder = rungs(env, len(SENTENCE))
    found = {rung: _tried(rung, env, folder) for rung in ladder}
    yield from found.values()
    holds = next((rung for rung in ladder if not found[rung].do), Rung.FILE)
    yield ok("copying", f"a copied text goes {_NAMES[holds]}")


def really(env: Mapping[str, str], folder: Path, mouth: int | None) -> Finding:
    """Copy a sentence as the dashboard would; it replaces what the clipboard holds.

    Args:
        env: The environment of the process.
        folder: Where the file of the last rung goes.
        mouth: File descriptor of the terminal; None where there is none.
    """

    def ask(text: str) -> None:
        if mouth is not None:
            os.write(mouth, b"\x1b]52;c;" + b64encode(text.encode()) + b"\x07")

    try:
        copied = asyncio.run(copy(SENTENCE, env=env, folder=folder, terminal=ask))
    except OSError as error:
        return wrong("copied", f"nothing was: {error.strerror or error}", "see that the folder is yours")
    return note("copied", copied.say, f'paste somewhere: "{SENTENCE}" should come')


def _tried(rung: Rung, env: Mapping[str, str], folder: Path) -> Finding:
    what = _NAMES[rung]
    match rung:
        case Rung.TMUX:
            return _tmux(what, env)
        case Rung.TERMINAL:
            return ok(what, "OSC 52 is sent; a terminal never confirms it, so the next rung is used too")
        case Rung.NATIVE:
            return _program(what, env)
        case Rung.FILE:
            return _file(what, folder)


def _tmux(what: str, env: Mapping[str, str]) -> Finding:
    """Put a sentence into a buffer of our own, read it back, and take the buffer away again."""
    taken = _tmux_says(env, "load-buffer", "-b", _BUFFER, "-") is not None
    back = _tmux_says(env, "show-buffer", "-b", _BUFFER)
    _tmux_says(env, "delete-buffer", "-b", _BUFFER)
    if taken and back == SENTENCE:
        return ok(what, "takes texts and gives them back")
    return note(what, "tmux does not take texts", "see whether tmux answers: tmux list-buffers")


def _tmux_says(env: Mapping[str, str], *words: str) -> str | None:
    try:
        done = subprocess.run(
            ("tmux", *words),
            input=SENTENCE.encode(),
            env=dict(env),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _program(what: str, env: Mapping[str, str]) -> Finding:
    """Look for a clipboard program; running it would replace what the clipboard holds."""
    names = [each[0] for each in native(env)]
    found = next((each for each in names if shutil.which(each, path=env.get("PATH"))), None)
    if found is None:
        return note(what, "none is installed", f"install {' or '.join(names)}")
    return ok(what, f"{found} is there (amends doctor --copy runs it)")


def _file(what: str, folder: Path) -> Finding:
    home = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    try:
        with tempfile.NamedTemporaryFile(dir=home, prefix=".clip-"):
            return ok(what, str(folder / "clip.txt"))
    except OSError as error:
        return wrong(what, f"{home}: {error.strerror or error}", "see that the folder is yours")
