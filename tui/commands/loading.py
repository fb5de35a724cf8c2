"""Loading what a command needs, and no more: without sweeping, and without what nobody asks for yet."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from os.path import isfile
from threading import RLock
from types import ModuleType
from typing import Any

from casebook.sparing import sparing

OURS = ("casebook.", "sources.", "playbooks.", "desk.", "tui.")
"""The rooms whose modules may wait."""


@contextmanager
def loading() -> Iterator[None]:
    """Let modules be loaded in the block for less, and some of them later."""
    with sparing(), _later():
        yield


@contextmanager
def _later() -> Iterator[None]:
    """Have a module of ours that is imported as one in the block wait until something of it is used.

    So `from tui.screens import mute` costs nothing until the key is pressed that says `mute.MuteDialog`, and
    `from tui.screens.mute import MuteDialog` loads at once, as ever. Nothing but the time depends on it.
    """
    sys.meta_path.insert(0, _Later)
    try:
        yield
    finally:
        sys.meta_path.remove(_Later)


def load_rest() -> Iterator[str]:
    """Load what still waits, a module at each step, and yield its name."""
    for name, module in list(sys.modules.items()):
        if type(module) is _Waiting:
            import_module(name)
            yield name


class _Later:
    """Finds our modules where they always are, and has them wait."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how to load one of ours; None for any other, and for what is no file of its room."""
        if not path or not name.startswith(OURS):
            return None
        file = f"{path[0]}/{name.rpartition('.')[2]}.py"
        if not isfile(file):  # noqa: PTH113 - asked two hundred times, of half the price
            return None
        return spec_from_file_location(name, file, loader=_Patient(name, file))


class _Patient(SourceFileLoader):
    """Runs a module only when something of it is wanted."""

    running = False
    """Whether the module is being run."""

    def exec_module(self, module: ModuleType) -> None:
        """Leave it as it is for now."""
        module.__class__ = _Waiting

    def run(self, module: ModuleType) -> None:
        """Run it."""
        self.running = True
        try:
            super().exec_module(module)
            module.__class__ = ModuleType
        finally:
            self.running = False


class _Waiting(ModuleType):
    """A module that has not been run: it is, by the first who wants something of it; others wait for that."""

    def __getattribute__(self, name: str) -> Any:
        with _ONE_AT_A_TIME:
            loader = ModuleType.__getattribute__(self, "__loader__")
            if type(self) is _Waiting and not loader.running:
                loader.run(self)
        return ModuleType.__getattribute__(self, name)


_ONE_AT_A_TIME = RLock()
