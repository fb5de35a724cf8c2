"""The store from outside: where it lies, who may read it, how much room is left, whether it is whole."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from casebook.errors import StoreError
from casebook.store.condition import Condition, condition, library
from casebook.store.place import MOUNTS, NETWORK, file_system
from desk.doctor.finding import Finding, note, ok, wrong

LITTLE, SCARCE = 1024 * 2**20, 100 * 2**20
"""Bytes free below which it is good to know, and below which it is wrong."""
_MIB = 2**20


def findings(place: Path, *, full: bool = False) -> Iterator[Finding]:
    """Yield what is to be said of a store; nothing is made or changed.

    Args:
        place: The file; where there is none yet, the folder it would lie in is looked at.
        full: Look at every index as well, however long it takes.
    """
    yield _library()
    home = _home(place.parent)
    yield _folder(place.parent, home)
    yield from _file_system(home)
    yield _disk(home)
    yield from _file(place, full=full)


def _library() -> Finding:
    try:
        return ok("sqlite", f"SQLite {library()} with text search")
    except StoreError as error:
        return wrong("sqlite", str(error), "run amends with a Python that brings a newer SQLite")


def _home(folder: Path) -> Path:
    """Return the folder, or the nearest above it that is there."""
    return next((each for each in (folder, *folder.parents) if each.exists()), folder)


def _folder(folder: Path, home: Path) -> Finding:
    if not home.is_dir():
        return wrong("folder", f"{home} is no folder", "name another [store] place in the settings")
    if not os.access(home, os.W_OK | os.X_OK):
        return wrong("folder", f"{home} may not be written to", f"chown it, or run: chmod u+rwx {home}")
    if home != folder:
        return ok("folder", f"{folder} is made with the first mention")
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o007:
        say = f"{folder} is open to everybody on this machine ({mode:o})"
        return note("folder", say, f"customers' words lie there: chmod o-rwx {folder}")
    return ok("folder", f"{folder} ({mode:o}, {'a team shares it' if mode & 0o020 else 'yours alone'})")


def _file_system(home: Path) -> Iterator[Finding]:
    if not MOUNTS.exists():
        return
    kind = file_system(home.resolve(), MOUNTS.read_text(errors="replace"))
    if kind in NETWORK:
        yield wrong("file system", f"{kind} is a network's", "put the store on a local disk: [store] place")
    elif kind is not None:
        yield ok("file system", f"{kind}, local")


def _disk(home: Path) -> Finding:
    try:
        free = shutil.disk_usage(home).free
    except OSError as error:
        return wrong("disk", f"{home}: {error.strerror or error}", "look at the disk")
    say = f"{_size(free)} free"
    if free < SCARCE:
        return wrong("disk", say, "make room: a full disk takes nothing in")
    return note("disk", say, "make room soon") if free < LITTLE else ok("disk", say)


def _file(place: Path, *, full: bool) -> Iterator[Finding]:
    if not place.exists():
        yield ok("store", f"{place} is not there yet: it is made with the first mention")
        return
    if not os.access(place, os.R_OK | os.W_OK):
        yield wrong("store", f"{place} may not be read and written by you", f"see: ls -l {place}")
        return
    try:
        found = condition(place, full=full)
    except StoreError as error:
        yield wrong(
            "store", str(error), "name another [store] place, or bring a backup back: amends restore FILE"
        )
        return
    yield _store(place, found)
    yield _whole(place, found)


def _store(place: Path, found: Condition) -> Finding:
    if found.newer:
        return wrong("store", f"{place}: a newer amends has upgraded it", "start that newer amends instead")
    mode = stat.S_IMODE(place.stat().st_mode)
    say = f"{place} ({_size(found.size)}, {found.mentions or 0} mentions, {found.journal} journal)"
    if mode & 0o007:
        return note("store", f"{say} can be read by everybody ({mode:o})", f"chmod o-rwx {place}")
    return ok("store", say)


def _whole(place: Path, found: Condition) -> Finding:
    if found.damage:
        more = f" (and {len(found.damage) - 1} more)" if len(found.damage) > 1 else ""
        do = f"end every amends, keep a copy of {place.name}, restore the newest backup: amends restore FILE"
        return wrong("integrity", f"the file is damaged: {found.damage[0]}{more}", do)
    if found.unfinished:
        return note("integrity", "the look took too long and was ended", "have the time: --full")
    return ok("integrity", "the file is whole" if found.full else "the file is whole (--full looks deeper)")


def _size(number: int) -> str:
    if number < _MIB:
        return f"{-(-number // 1024)} KiB"
    return f"{number / _MIB:.0f} MiB" if number < 1024 * _MIB else f"{number / _MIB / 1024:.1f} GiB"
