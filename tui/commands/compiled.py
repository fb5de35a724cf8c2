"""What a start compiles while it loads, kept for the next: as Python keeps the modules themselves."""

import marshal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tui.between_starts import leave, left
from tui.commands import patterns, snippets
from tui.commands.patterns import Patterns
from tui.commands.snippets import Snippets

_STAMP = f"{sys.version!r} {patterns.MAGIC} {sys.flags.optimize}\n".encode()


@contextmanager
def kept(file: Path, *, write: bool = True) -> Iterator[None]:
    """Take what is compiled in the block from a file, and put there what was not in it.

    Args:
        file: Ours alone; it need not exist, and what is not whole or another Python's is not used.
        write: Whether it may be written.
    """
    (known_patterns, known_code), new_patterns, new_code = read(file), Patterns(), Snippets()
    with patterns.compiling(known_patterns, new_patterns), snippets.compiling(known_code, new_code):
        yield
    if write and (new_patterns or new_code):
        said = marshal.dumps(({**known_patterns, **new_patterns}, {**known_code, **new_code}))
        with suppress(OSError):
            leave(file, _STAMP, said)


def read(file: Path) -> tuple[Patterns, Snippets]:
    """Return what a file keeps; nothing, where it is not there, not whole, or another Python's."""
    try:
        known, code = marshal.loads(left(file, _STAMP))
        return dict(known), dict(code)
    except (OSError, ValueError, EOFError, TypeError):
        return {}, {}
