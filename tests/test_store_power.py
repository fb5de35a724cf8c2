"""What the store does to its disk: nothing without the lock, and nothing that a power cut undoes.

Forty power cuts by default; `AMENDS_ROUNDS=100` in the environment makes it 300.
"""

import os
import random
import sys
from pathlib import Path

import pytest

from casebook.errors import StoreError
from casebook.store.upkeep import check
from tests.store_disk import STRACE, Deed, left, recorded
from tests.store_samples import opened

CUTS = 300 if int(os.environ.get("AMENDS_ROUNDS", "10")) >= 100 else 40
ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.skipif(
    STRACE is None, reason="power cuts and locks are NOT tried: there is no strace"
)

WRITES = """
import os, sys
from pathlib import Path
from casebook.store import connections
for rule in sys.argv[2:]:
    name, value = rule.split("=")
    connections.PRAGMAS += f"PRAGMA {name} = {value};"
from casebook.store.store import Store
from tests.store_samples import NOON, a_case, mention
store = Store(Path(sys.argv[1]))
for number in range(60):
    with store.act("jane", "case.open", NOON) as act:
        lead = store.mentions.insert(mention(number, "late " * 99 * (number % 5)))
        act.case = store.cases.insert(a_case(lead=lead))
    os.write(1, f"{number} ".encode())
os._exit(0)
"""


def written(folder: Path, *rules: str) -> tuple[dict[str, bytes], list[Deed]]:
    """The files before, and what a process did that opened sixty cases and was gone without closing."""
    with opened(folder) as store:
        place = store.place
    begin = {place.name: place.read_bytes()}
    run = [sys.executable, "-c", WRITES, str(place), "wal_autocheckpoint=40", *rules]
    return begin, recorded(run, ROOT, folder / "trace")


def survives(folder: Path, begin: dict[str, bytes], deeds: list[Deed], chance: random.Random) -> bool:
    """Whether all that was said to be written is there, and sound, after a power cut."""
    said = b"".join(deed.data for deed in deeds if deed.what == "say").split()
    for name, content in left(begin, deeds, chance).items():
        (folder / name).write_bytes(content)
    try:
        with opened(folder) as store:
            kept = {mention["native_id"].encode() for mention in store.mentions}
            return kept >= set(said) and len(store.cases) == len(kept) and check(store) == []
    except StoreError:
        return False


def survived(tmp_path: Path, begin: dict[str, bytes], deeds: list[Deed]) -> list[bool]:
    chance, found = random.Random(512), []
    for number in range(CUTS):
        folder = tmp_path / f"cut{number}"
        folder.mkdir()
        found.append(survives(folder, begin, deeds[: chance.randint(0, len(deeds))], chance))
    return found


def test_no_power_cut_takes_what_was_acknowledged(tmp_path: Path) -> None:
    begin, deeds = written(tmp_path)

    assert sum(deed.what == "say" for deed in deeds) == 60
    assert all(survived(tmp_path, begin, deeds))


def test_the_simulated_power_cut_bites_where_commits_are_not_synced(tmp_path: Path) -> None:
    begin, deeds = written(tmp_path, "synchronous=NORMAL")

    assert survived(tmp_path, begin, deeds).count(False) > CUTS / 10


def test_commits_and_checkpoints_happen_under_the_lock_only(tmp_path: Path) -> None:
    _, deeds = written(tmp_path)
    held, outside, inside = False, [], set()
    for deed in deeds:
        if deed.what in ("lock", "unlock"):
            held = deed.what == "lock"
        elif deed.what != "say" and not deed.file.endswith("-shm"):
            (inside.add(deed.file) if held else outside.append(deed))

    assert outside == []
    assert {"amends.db", "amends.db-wal"} <= inside
