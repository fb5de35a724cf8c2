"""Loading modules for less: without looking for garbage, and without what others bring along."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def sparing() -> Iterator[None]:
    """Let modules be loaded in the block a fifth cheaper: no garbage is looked for meanwhile.

    All they declare stays until the end, and the sweeps that their many small objects set off go through
    every one of them again.
    """
    swept = gc.isenabled()
    gc.disable()
    try:
        with _without("click"):
            yield
    finally:
        if swept:
            gc.enable()


@contextmanager
def _without(name: str) -> Iterator[None]:
    """Have a package seem not installed in the block, unless it is loaded already.

    Where click happens to be installed, httpx loads its own command line with it, and rich, and pygments:
    more than all the rest a collector loads.
    """
    loaded: dict[str, object] = sys.modules  # type: ignore[assignment]  # None says that there is no such
    hidden = loaded.setdefault(name, None) is None
    try:
        yield
    finally:
        if hidden:
            loaded.pop(name, None)
