"""Words for standard error: one line that says what to do."""

import sys

from sources.text import clean_line


def complain(words: str, code: int) -> int:
    """Say what is wrong in one line of standard error, and return the exit code."""
    sys.stderr.write(f"amends: {clean_line(words)}\n")
    sys.stderr.flush()
    return code
