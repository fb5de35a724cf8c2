"""What a beginning leaves on the disk: the settings, and keys that were typed, for their owner alone."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from casebook.store.place import make_folder
from desk.beginning.places import Table
from desk.errors import Refused


@contextmanager
def drafted(text: str, file: Path) -> Iterator[Path]:
    """Write settings beside the place they are meant for, and take them away again after the block.

    Raises:
        Refused: They cannot be written there.
    """
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        make_folder(file.parent)
        _write(draft, text)
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}") from error
    try:
        yield draft
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def put_in_place(draft: Path, file: Path) -> None:
    """Let a draft be the settings from now on; what stands there already is never written over.

    Raises:
        Refused: There are settings, or they cannot be written.
    """
    try:
        file.hardlink_to(draft)
    except FileExistsError as error:
        raise Refused(f"{file} is there already: move it away, or say amends --settings FILE init") from error
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}") from error


class TypedKeys:
    """Keys that were typed for settings to come; where none refer to them, their files are taken away."""

    def __init__(self, folder: Path) -> None:
        """Make it; the keys are kept beside the settings, in that folder."""
        self._folder = folder
        self._files: list[Path] = []

    def keep(self, name: str, key: str) -> str:
        """Keep a key and return how the settings refer to it.

        Raises:
            Refused: It cannot be written, or there is one already.
        """
        file = self._folder / f"{name}.key"
        reference = keep_key(file, key)
        self._files.append(file)
        return reference

    def let_go(self, tables: Iterable[Table]) -> None:
        """Forget those that settings with these tables refer to: they are wanted from now on."""
        wanted = [value for table in tables for value in table.values()]
        self._files = [each for each in self._files if f"file:{each}" not in wanted]

    def take_away(self) -> None:
        """Delete those that nobody wants."""
        for each in self._files:
            each.unlink(missing_ok=True)


def keep_key(file: Path, key: str) -> str:
    """Keep a key in a file that its owner alone may read, and return how the settings refer to it.

    Raises:
        Refused: It cannot be written, or there is one already.
    """
    try:
        make_folder(file.parent)
        _write(file, key + "\n")
    except FileExistsError as error:
        raise Refused(f"{file} is there already: file:{file} takes the key in it") from error
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}") from error
    return f"file:{file}"


def _write(file: Path, text: str) -> None:
    """Write a new file that is its owner's alone from the first byte on."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        opened.write(text)
