"""Does the terminal draw as wide as we count: written, measured by its own cursor, and wiped away again."""

import re
from collections.abc import Iterator

from rich.cells import cell_len

from casebook.frozen import frozen
from desk.doctor.finding import Finding, note, ok, wrong
from tui.doctor.line import Line

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
    """Yield what the terminal says; after a question it leaves open none is asked, for it may come late."""
    if line.column(b"\r") is None or line.column(SYNC) is None:
        yield SILENT
        return
    yield _sync(line.heard)
    fits: list[str] = []
    for sample in SAMPLES:
        drawn = line.column(b"\r\x1b[K" + sample.text.encode())
        if drawn is None:
            yield note(sample.what, "the terminal fell silent when it was drawn", sample.do)
            break
        if drawn == cell_len(sample.text):
            fits.append(sample.what)
        else:
            yield _off(sample, drawn)
    line.wipe()
    if fits:
        yield ok("widths", f"as we count them: {', '.join(fits)}")


def _off(sample: Sample, drawn: int) -> Finding:
    say = f"drawn {drawn} cells wide, counted as {cell_len(sample.text)}"
    return wrong(sample.what, say, sample.do) if sample.grave else note(sample.what, say, sample.do)


def _sync(heard: bytes) -> Finding:
    """Return whether synchronized output is known: where only the cursor is told, it is not."""
    if _SYNC_KNOWN.search(heard):
        return ok("repaints", "come in one piece (synchronized output)")
    return ok("repaints", "may be seen half done: the terminal knows no synchronized output")
