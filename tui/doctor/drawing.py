"""Does the terminal draw as wide as we count: written, measured by its own cursor, and wiped away again."""

import re
from collections.abc import Iterator

from rich.cells import cell_len

from casebook.frozen import frozen
from desk.doctor.finding import Finding, note, ok, wrong
from tui.doctor.line import HERE, Line

SYNC = b"\x1b[?2026$p"
"""Do you know synchronized output? (DECRQM)"""
_SYNC_KNOWN = re.compile(rb"\x1b\[\?2026;([1-3])\$y")


@frozen
class Sample:
    """Something whose width is measured."""

    what: str
    text: str
    do: str
    """What to do where it is drawn in another width."""
    grave: bool = True
    """Whether rows are ragged with every day's words."""


SAMPLES = (
    Sample("our signs", "▸▹▲−…·✓○★⏎—─│", "set the width of ambiguous characters to narrow in your terminal"),
    Sample("wide", "漢字", "set the locale to UTF-8, here and where the terminal runs"),
    Sample("combining", "e\u0301o\u0308", "set the locale to UTF-8, here and where the terminal runs"),
    Sample("emoji", "🙏😀", "a newer terminal or tmux draws them in two cells", grave=False),
    Sample(
        "joined emoji", "👩\u200d💻", "a row that holds one is a little off; nothing else is", grave=False
    ),
    Sample("flags", "🇩🇪", "a row that holds one is a little off; nothing else is", grave=False),
)
SILENT = note(
    "cursor",
    "the terminal does not say where its cursor is: widths cannot be measured",
    "if rows look ragged, try another terminal",
)


def findings(line: Line) -> Iterator[Finding]:
    """Yield what the terminal says; the first question it leaves open is the last."""
    if line.column(b"\r") is None:
        yield SILENT
        return
    yield _sync(line)
    fits: list[str] = []
    for sample in SAMPLES:
        found = _measured(line, sample)
        if found is None:
            fits.append(sample.what)
        else:
            yield found
    line.wipe()
    if fits:
        yield ok("widths", f"as we count them: {', '.join(fits)}")


def _measured(line: Line, sample: Sample) -> Finding | None:
    """Return what is off with a sample, or None."""
    counted = cell_len(sample.text)
    drawn = line.column(b"\r\x1b[K" + sample.text.encode())
    if drawn is None:
        return note(sample.what, "the terminal fell silent when it was drawn", sample.do)
    if drawn == counted:
        return None
    say = f"drawn {drawn} cells wide, counted as {counted}"
    return wrong(sample.what, say, sample.do) if sample.grave else note(sample.what, say, sample.do)


def _sync(line: Line) -> Finding:
    """Ask for synchronized output; where only the second question is answered, it is not known."""
    line.ask(SYNC + HERE)
    if _SYNC_KNOWN.search(line.heard):
        return ok("repaints", "come in one piece (synchronized output)")
    return ok("repaints", "may be seen half done: the terminal knows no synchronized output")
