"""What one process does to its disk, as strace tells it, and what is left of it when the power goes.

A disk keeps what was synced. Of what was only written it may keep nothing, all, the first part, any half, or
sectors of it.
"""

import random
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

STRACE = shutil.which("strace")
SECTOR = 512
_CALLS = "flock,pwrite64,fdatasync,fsync,ftruncate,write"
_LINE = re.compile(r"(\w+)\(\d+<([^>]*)>(?:, (?:\"([^\"]*)\"(?:, (\d+))?(?:, (\d+))?|(\w+)))?\) = 0?\d*")


@dataclass(frozen=True, slots=True)
class Deed:
    """One call: `write` and `truncate` at a place of a file, `sync`, `lock` and `unlock`, or `say`."""

    what: str
    file: str = ""
    """Name of the file, without its folder."""
    at: int = 0
    data: bytes = b""


def recorded(run: list[str], cwd: Path, trace: Path) -> list[Deed]:
    """Run a program of one thread and return what it did to its files, and said, in order."""
    assert STRACE is not None
    strace = [STRACE, "-y", "-xx", "-s", "10000000", "-e", f"trace={_CALLS}", "-o", str(trace)]
    subprocess.run([*strace, *run], cwd=cwd, check=True, capture_output=True, timeout=120)
    with trace.open(encoding="ascii") as lines:
        return list(_deeds(lines))


def left(begin: dict[str, bytes], deeds: Iterable[Deed], chance: random.Random) -> dict[str, bytes]:
    """Return the files as they are after the power went behind the last of these deeds."""
    disk = {name: bytearray(content) for name, content in begin.items()}
    pending: dict[str, list[Deed]] = {}
    for deed in deeds:
        if deed.what == "sync":
            for each in pending.pop(deed.file, []):
                _apply(disk, each)
        elif deed.what in ("write", "truncate"):
            pending.setdefault(deed.file, []).append(deed)
    for unsynced in pending.values():
        for deed in _survivors(unsynced, chance):
            _apply(disk, deed)
    return {name: bytes(content) for name, content in disk.items()}


def _survivors(unsynced: list[Deed], chance: random.Random) -> list[Deed]:
    match chance.choice(["none", "all", "first", "half", "torn"]):
        case "none":
            return []
        case "first":
            return unsynced[: chance.randint(0, len(unsynced))]
        case "half":
            return [deed for deed in unsynced if chance.random() < 0.5]
        case "torn":
            return [sector for deed in unsynced for sector in _sectors(deed) if chance.random() < 0.5]
    return unsynced


def _sectors(deed: Deed) -> Iterator[Deed]:
    if deed.what != "write":
        yield deed
    for start in range(0, len(deed.data), SECTOR):
        yield Deed("write", deed.file, deed.at + start, deed.data[start : start + SECTOR])


def _apply(disk: dict[str, bytearray], deed: Deed) -> None:
    content = disk.setdefault(deed.file, bytearray())
    end = deed.at + len(deed.data)
    content.extend(bytes(max(0, end - len(content))))
    if deed.what == "truncate":
        del content[deed.at :]
    content[deed.at : end] = deed.data


def _deeds(lines: Iterable[str]) -> Iterator[Deed]:
    for line in lines:
        if found := _LINE.match(line):
            call, path, data, _, at, word = found.groups()
            yield _deed(
                call, Path(_unhexed(path).decode()).name, _unhexed(data or ""), int(at or 0), word or ""
            )


def _deed(call: str, file: str, data: bytes, at: int, word: str) -> Deed:
    match call:
        case "pwrite64":
            return Deed("write", file, at, data)
        case "write":
            return Deed("say", data=data)
        case "ftruncate":
            return Deed("truncate", file, int(word))
        case "flock":
            return Deed({"LOCK_EX": "lock", "LOCK_UN": "unlock"}[word], file)
    return Deed("sync", file)


def _unhexed(said: str) -> bytes:
    return bytes.fromhex(said.replace("\\x", ""))
