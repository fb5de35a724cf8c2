"""tmux and GNU screen: the settings of theirs that one feels in the dashboard."""

import re
import subprocess
from collections.abc import Iterator, Mapping

from desk.doctor.finding import Finding, note, ok

PATIENCE = 2.0
"""Seconds tmux may take to answer."""
SLOW_ESC = 100
"""Milliseconds after Esc from which one feels it."""
_PASTES = (3, 2)
"""The first tmux that hands a text on to the outer terminal by itself."""


def findings(env: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is to be said of what runs around us; nothing where nothing does."""
    if env.get("TMUX"):
        yield from _tmux(env)
    elif env.get("STY") or env.get("TERM", "").startswith("screen"):
        say = "GNU screen lets no text through to your own clipboard"
        yield note("screen", say, "copied text is in a file too, whose path is shown; tmux carries it")


def _tmux(env: Mapping[str, str]) -> Iterator[Finding]:
    said = _asked(env, "display-message", "-p", "#{version} #{client_termfeatures}")
    if said is None:
        yield note("tmux", "TMUX is set, but tmux does not answer", "start a new window, or unset TMUX")
        return
    version, _, features = said.partition(" ")
    yield _version(version)
    yield _esc(_option(env, "escape-time"))
    yield _name(env, features)
    yield _clipboard(_option(env, "set-clipboard"), _option(env, "allow-passthrough"))
    if _option(env, "focus-events") == "off":
        yield ok("tmux focus", "focus-events is off: fine, nothing here needs it")


def _version(version: str) -> Finding:
    found = re.search(r"(\d+)\.(\d+)", version)
    if found and (int(found[1]), int(found[2])) < _PASTES:
        return note("tmux", f"{version} keeps copied text to itself", "paste with prefix ]; 3.2 hands it on")
    return ok("tmux", version)


def _esc(value: str | None) -> Finding:
    """Return whether Esc is waited with: tmux wants to see whether it begins something longer."""
    if value is None or not value.isdigit():
        return note("tmux Esc", "how long tmux waits after Esc is not known")
    if int(value) > SLOW_ESC:
        say = f"every Esc comes {value} ms late"
        return note(
            "tmux Esc",
            say,
            "run: tmux set -sg escape-time 20 (and without tmux, in ~/.tmux.conf)",
        )
    return ok("tmux Esc", f"comes after {value} ms")


def _name(env: Mapping[str, str], features: str) -> Finding:
    term = env.get("TERM", "")
    if not term.startswith(("tmux", "screen")):
        say = f"TERM is {term} inside tmux"
        return note("tmux TERM", say, 'in ~/.tmux.conf: set -g default-terminal "tmux-256color"')
    if "RGB" not in features and env.get("COLORTERM"):
        return ok("tmux TERM", f"{term}; the outer terminal gets the nearest of 256 colours")
    return ok("tmux TERM", term)


def _clipboard(clipboard: str | None, passthrough: str | None) -> Finding:
    """Return how tmux treats texts: we hand them to tmux itself, which works with every setting."""
    say = f"set-clipboard {clipboard or 'unknown'}, allow-passthrough {passthrough or 'unknown'}"
    return ok("tmux copying", f"{say}: either way, we hand texts to tmux itself")


def _option(env: Mapping[str, str], name: str) -> str | None:
    return _asked(env, "show-options", "-gqv", name) or None


def _asked(env: Mapping[str, str], *words: str) -> str | None:
    """Return what tmux says, or None where it does not."""
    try:
        done = subprocess.run(
            ("tmux", *words), env=dict(env), capture_output=True, timeout=PATIENCE, check=False, text=True
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
