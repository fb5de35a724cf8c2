"""Words for standard error: one line that says what to do."""

import os
import sys

from sources.text import clean_line

PAINTLESS = ("dumb", "unknown")
"""What TERM is where nothing can be painted, e.g. in a shell inside an editor."""


def no_screen() -> str:
    """Return why no dashboard can be painted here, "" where one can: it paints on our last stream."""
    if not all(each.isatty() for each in (sys.stdin, sys.stdout, sys.stderr)):
        return "needs a terminal"
    term = os.environ.get("TERM", "")
    return f'cannot be painted on a terminal whose TERM is "{term}"' if term in PAINTLESS else ""


def tell(words: str) -> None:
    """Tell on standard error what is going on, for whoever waits."""
    sys.stderr.write(f"amends: {words}\n")
    sys.stderr.flush()


def complain(words: str, code: int) -> int:
    """Say what is wrong in one line of standard error, and return the exit code."""
    sys.stderr.write(f"amends: {clean_line(words)}\n")
    sys.stderr.flush()
    return code
