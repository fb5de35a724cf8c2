"""Text frames: what a screen shows, kept as plain text that a reviewer can read in a diff.

`pytest --new-frames` draws them anew; look at the difference before you commit it.
"""

from pathlib import Path

FOLDER = Path(__file__).parent / "frames"


def expect_frame(name: str, shown: str, *, redraw: bool) -> None:
    """Compare a screen with its frame; each line stands for itself, spaces at its end apart."""
    file = FOLDER / f"{name}.txt"
    now = "\n".join(line.rstrip() for line in shown.splitlines()) + "\n"
    if redraw:
        FOLDER.mkdir(exist_ok=True)
        file.write_text(now, encoding="utf-8")
    assert now == file.read_text(encoding="utf-8"), f"{name} has changed: --new-frames and git diff show it"
