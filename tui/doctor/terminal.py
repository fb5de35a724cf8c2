"""The terminal by what the environment and the system say: its name, size, characters and colours."""

import codecs
from collections.abc import Iterator, Mapping

from rich.console import Console

from desk.doctor.finding import Finding, note, ok, wrong
from desk.settings import Theme, Wire
from tui.commands.say import PAINTLESS
from tui.lean import lean

COLUMNS, ROWS = 80, 24
_DEEP = {"truecolor": "16 million colours", "256": "256 colours", "standard": "16 colours"}
_UTF_8 = "export LC_ALL=C.UTF-8 before you start amends, and tmux"
_LOCALES = ("LC_ALL", "LC_CTYPE", "LANG")


def findings(env: Mapping[str, str], size: tuple[int, int], encoding: str, theme: Theme) -> Iterator[Finding]:
    """Yield what can be known without asking the terminal.

    Args:
        env: The environment of the process.
        size: Columns and rows.
        encoding: Of what we write to it.
        theme: What the settings wish.
    """
    yield name(env)
    yield _size(*size)
    yield characters(env, encoding)
    yield colours(env, theme)


def wire(env: Mapping[str, str], wanted: Wire) -> Finding:
    """Return how much the dashboard will send."""
    if wanted is Wire.FULL:
        return ok("wire", "all that is repainted is sent, as the settings wish")
    far = ": the line is taken for a slow one" if lean(wanted, env) else ""
    return ok("wire", f"only what differs from what is shown is sent{far}")


def name(env: Mapping[str, str]) -> Finding:
    """Return whether TERM names something that can be painted on."""
    term = env.get("TERM", "")
    if term in ("", *PAINTLESS):
        say = f'TERM is "{term}": no terminal that could be painted on'
        return wrong("terminal", say, "set TERM to what your terminal is, e.g. xterm-256color")
    over = ", over SSH" if env.get("SSH_CONNECTION") or env.get("SSH_TTY") else ""
    return ok("terminal", f"{term}{over}")


def _size(columns: int, rows: int) -> Finding:
    say = f"{columns}×{rows}"
    if columns < COLUMNS or rows < ROWS:
        return note(
            "size", f"{say} is smaller than {COLUMNS}×{ROWS}", "make the window larger, or the font smaller"
        )
    return ok("size", say)


def characters(env: Mapping[str, str], encoding: str) -> Finding:
    """Return whether text is UTF-8: what we write, and what the locale tells programs around us."""
    asked = next((env[each] for each in _LOCALES if env.get(each)), "")
    if not _is_utf_8(encoding):
        say = f"what we write is {encoding}, not UTF-8 (locale {asked or 'not set'})"
        return wrong("characters", say, _UTF_8)
    if asked and not asked.lower().replace("-", "").endswith("utf8"):
        return note("characters", f"UTF-8, but the locale is {asked}: others may draw less", _UTF_8)
    return ok("characters", f"UTF-8 ({asked})" if asked else "UTF-8")


def _is_utf_8(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        return False


def colours(env: Mapping[str, str], theme: Theme) -> Finding:
    """Return how many colours there are, and the look the dashboard will wear."""
    if "NO_COLOR" in env:
        return ok("colours", "none, as NO_COLOR wishes: marks and words tell all")
    depth = Console(force_terminal=True, _environ=env).color_system
    say = f"{_DEEP.get(depth or '', 'no colours')}, {theme} look"
    if depth in (None, "standard") and theme is not Theme.ANSI:
        do = 'set [look] theme = "ansi" to use just those; or TERM, COLORTERM if the terminal can do more'
        return note("colours", say, do)
    return ok("colours", say)
