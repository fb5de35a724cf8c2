"""Loading modules for less: without looking for garbage, and without what others bring along."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

UNUSED = ("click", "bz2", "lzma")
"""What is loaded with others if it is there, and used by nobody here.

With click httpx loads its own command line, and rich, and pygments: more than all the rest a collector
loads. With the packers shutil could make archives of them.
"""


@contextmanager
def sparing() -> Iterator[None]:
    """Let modules be loaded in the block a fifth cheaper: no garbage is looked for, nor in it afterwards.

    All they declare stays until the end, and the sweeps that their many small objects set off go through
    every one of them again.
    """
    swept = gc.isenabled()
    gc.disable()
    try:
        with without(*UNUSED):
            yield
    finally:
        if swept:
            sweep_again()


def sweep_again() -> None:
    """Look for garbage from now on, but in nothing there is so far: it is there to stay."""
    gc.freeze()
    gc.enable()


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Have packages seem not installed in the block, unless they are loaded already."""
    loaded: dict[str, object] = sys.modules  # type: ignore[assignment]  # None says that there is no such
    hidden = [name for name in names if loaded.setdefault(name, None) is None]
    try:
        yield
    finally:
        for name in hidden:
            loaded.pop(name, None)
