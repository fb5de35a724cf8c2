"""Loading what a command needs, and no more: without sweeping, and without what nobody asks for yet."""

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

OURS = "tui."
"""The room of whose modules most stand behind a key; what it loads is used by one thread alone."""


@contextmanager
def loading() -> Iterator[None]:
    """Let modules be loaded in the block a fifth cheaper: no garbage is looked for meanwhile.

    All they declare stays until the end, and the sweeps that their many small objects set off go through
    every one of them again.
    """
    swept = gc.isenabled()
    gc.disable()
    try:
        with _without("click"), _later():
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


@contextmanager
def _later() -> Iterator[None]:
    """Have a module of ours that is imported as one in the block wait until something of it is used.

    So `from tui.screens import mute` costs nothing until the key is pressed that says `mute.MuteDialog`, and
    `from tui.screens.mute import MuteDialog` loads at once, as ever. Nothing but the time depends on it.
    """
    finder = _Later()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Later:
    """A finder: it finds our modules where they always are, and has them wait."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how to load one of ours; None for any other, and for a package."""
        spec = PathFinder.find_spec(fullname, path, target) if fullname.startswith(OURS) else None
        if spec is None or spec.loader is None or spec.submodule_search_locations is not None:
            return None
        spec.loader = LazyLoader(spec.loader)
        return spec
