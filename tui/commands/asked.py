"""Questions on a plain terminal, one line each: usable over any line, and from a file of answers."""

import getpass
import shutil
import sys
import textwrap
from collections.abc import Callable

from sources.text import clean_line

_ROOM = 20
"""Columns for an answer at least."""


def _fine(said: str) -> str:
    return ""


def _fitted(line: str) -> str:
    """Return a line in as many as it takes, the others further in than the first."""
    wide = shutil.get_terminal_size().columns
    if not sys.stdout.isatty() or len(line) <= wide:
        return line
    inner = " " * (len(line) - len(line.lstrip()) + 4)
    return textwrap.fill(line, wide - 1, subsequent_indent=inner, break_on_hyphens=False)


class Asked:
    """Asks on standard output and reads standard input; its end raises EOFError."""

    def tell(self, words: str) -> None:
        """Say something, on a terminal in lines that fit it."""
        sys.stdout.write("".join(f"{_fitted(line)}\n" for line in words.split("\n")))
        sys.stdout.flush()

    def line(
        self, question: str, usual: str = "", *, needed: bool = False, flaw: Callable[[str], str] = _fine
    ) -> str:
        """Return what was answered, or the usual where nothing was.

        Args:
            question: In words.
            usual: What is taken where nothing is answered.
            needed: Whether it is asked again until something is.
            flaw: Says what is wrong with an answer, which is then asked for again; empty for nothing.
        """
        while True:
            said = self._said(self._prompt(question, usual)) or usual
            wrong = ("That is needed." if needed else "") if not said else flaw(said)
            if not wrong:
                return said
            self.tell(f"  {wrong}")

    def _prompt(self, question: str, usual: str) -> str:
        """Return what stands before the answer; a question that leaves it no room is told above it."""
        prompt = f"{question} [{usual}]: " if usual else f"{question}: "
        if not sys.stdout.isatty() or len(prompt) + _ROOM <= shutil.get_terminal_size().columns:
            return prompt
        self.tell(question)
        return f"  [{usual}]: " if usual else "  > "

    def agreed(self, question: str, *, yes: bool) -> bool:
        """Return whether the answer was yes."""
        while True:
            said = self._said(self._prompt(question, "Y/n" if yes else "y/N")).casefold()
            if said in ("", "y", "yes", "n", "no"):
                return yes if not said else said.startswith("y")
            self.tell("  y or n, please.")

    def hidden(self, question: str) -> str:
        """Return what was answered without showing it, where there is a terminal."""
        return getpass.getpass(f"{question}: ") if sys.stdin.isatty() else self._said(f"{question}: ")

    def _said(self, prompt: str) -> str:
        sys.stdout.write(prompt)
        sys.stdout.flush()
        said = sys.stdin.readline()
        if not said:
            raise EOFError
        if not sys.stdin.isatty():
            sys.stdout.write("\n")
        return clean_line(said)
