"""Questions on a plain terminal, one line each: usable over any line, and from a file of answers."""

import getpass
import sys

from sources.text import clean_line


class Asked:
    """Asks on standard output and reads standard input; its end raises EOFError."""

    def tell(self, words: str) -> None:
        """Say something."""
        sys.stdout.write(f"{words}\n")
        sys.stdout.flush()

    def line(self, question: str, usual: str = "", *, needed: bool = False) -> str:
        """Return what was answered, or the usual where nothing was; asked again while it is needed."""
        while True:
            said = self._said(f"{question} [{usual}]: " if usual else f"{question}: ") or usual
            if said or not needed:
                return said
            self.tell("  That is needed.")

    def agreed(self, question: str, *, yes: bool) -> bool:
        """Return whether the answer was yes."""
        while True:
            said = self._said(f"{question} [{'Y/n' if yes else 'y/N'}]: ").casefold()
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
