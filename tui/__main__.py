"""The command `amends`: read the words, load what they need and nothing else."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import cast

from casebook.errors import CasebookError
from desk.errors import DeskError
from playbooks.errors import PlaybookError
from sources.errors import SourceError
from tui.commands.loading import loading
from tui.commands.parser import FINE, WORLD, understood
from tui.commands.say import complain
from tui.commands.streams import ready


def main(words: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 fine, 1 something is wrong with the world."""
    ready()
    try:
        with _all_told():
            args = understood(sys.argv[1:] if words is None else words)
            return _command(args.command)(args)
    except (CasebookError, DeskError, PlaybookError, SourceError) as error:
        return complain(str(error), WORLD)
    except BrokenPipeError:
        _forget_output()
        return FINE
    except OSError as error:  # e.g. the disk under our output is full
        _forget_output()
        where = f"{error.filename}: " if error.filename else ""
        return complain(f"{where}{error.strerror or error}", WORLD)
    except KeyboardInterrupt:
        return 130


def _command(name: str) -> Callable[[Namespace], int]:
    with loading():
        return cast(Callable[[Namespace], int], import_module(f"tui.commands.{name}").run)


@contextmanager
def _all_told() -> Iterator[None]:
    """Write everything out before the block is left, while it can still be said that it could not be."""
    try:
        yield
    finally:
        sys.stdout.flush()


def _forget_output() -> None:
    """Keep Python from complaining that the reader of our pipe is gone when it flushes at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
