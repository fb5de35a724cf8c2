"""Words for standard error: one line that says what to do."""

import sys

from sources.text import clean_line


def on_a_terminal() -> bool:
    """Return whether a person sits at all three of our standard streams: the dashboard paints on the last."""
    return all(each.isatty() for each in (sys.stdin, sys.stdout, sys.stderr))


def tell(words: str) -> None:
    """Tell on standard error what is going on, for whoever waits."""
    sys.stderr.write(f"amends: {words}\n")
    sys.stderr.flush()


def complain(words: str, code: int) -> int:
    """Say what is wrong in one line of standard error, and return the exit code."""
    sys.stderr.write(f"amends: {clean_line(words)}\n")
    sys.stderr.flush()
    return code
