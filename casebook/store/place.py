"""Where a store may lie: its folder, its modes, and why not on a network."""

import os
from pathlib import Path

from casebook.errors import StoreError

MOUNTS = Path("/proc/self/mounts")
"""Where Linux tells what is mounted, to a service that sees only processes too; elsewhere we cannot tell."""
NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "lustre", "fuse.sshfs", "fuse.glusterfs"}
"""Several hosts cannot share the memory SQLite's log lives by."""


def prepare(place: Path) -> int:
    """Make the folder and an empty file with the right mode where there is none; return that mode.

    Raises:
        StoreError: It cannot be made, or would lie on a network file system.
    """
    make_folder(place.parent)
    try:
        _refuse_network(place.resolve().parent)  # SQLite's log lies beside what a link leads to
        mode = mode_in(place.parent)
        make(place, mode)
    except OSError as error:
        raise StoreError(f"{place}: {error.strerror or error}") from error
    return mode


def make_folder(folder: Path) -> None:
    """Make a folder of ours where there is none, with those it lies in, for its owner alone.

    Raises:
        StoreError: It cannot be made.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        for each in reversed(missing):
            each.mkdir(exist_ok=True, mode=0o700)
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: the folder cannot be made ({error.strerror or error})") from error


def mode_in(folder: Path) -> int:
    """Return the mode of files of ours in a folder: for the owner, and for the group where that may write."""
    return 0o660 if folder.stat().st_mode & 0o020 else 0o600


def file_system(folder: Path, mounts: str) -> str | None:
    """Return the kind of file system a folder lies on, by the text of `MOUNTS`, or None."""
    found: tuple[int, str] | None = None
    for line in mounts.splitlines():
        _, where, kind, *_ = line.split(" ")
        point = Path(where.replace("\\040", " "))
        if folder.is_relative_to(point) and (found is None or len(point.parts) >= found[0]):
            found = len(point.parts), kind
    return found[1] if found else None


def _refuse_network(folder: Path) -> None:
    if not MOUNTS.exists():
        return
    kind = file_system(folder, MOUNTS.read_text(errors="replace"))
    if kind in NETWORK:
        raise StoreError(f"{folder} lies on a network file system ({kind}): put the store on a local disk")


def make(place: Path, mode: int) -> None:
    """Create an empty file; one that is there is not opened: closing it would drop SQLite's locks."""
    try:
        file = os.open(place, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    except FileExistsError:
        return
    try:
        os.fchmod(file, mode)
    finally:
        os.close(file)
