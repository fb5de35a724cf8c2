"""What was acknowledged is there, whoever was killed, whoever else wrote, and when the disk was full.

Ten rounds of `kill -9` and 200 cases to claim by default; with `AMENDS_ROUNDS=100` in the environment it is
100 rounds and 1,000 cases.
"""

import os
import random
import selectors
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import pytest

from casebook.errors import StoreError
from casebook.store.store import Store
from casebook.store.upkeep import check
from tests.store_samples import NOON, a_case, mention, opened

ROUNDS = int(os.environ.get("AMENDS_ROUNDS", "10"))
CASES = 1000 if ROUNDS >= 100 else 200
ROOT = Path(__file__).parent.parent

Writer = subprocess.Popen[str]


@contextmanager
def writer(folder: Path, name: str, what: str) -> Iterator[Writer]:
    """A process that writes to the store of this folder; killed, if it still runs, after the block."""
    run = [sys.executable, "-m", "tests.store_writer", f"{folder}/amends.db", name, what]
    with subprocess.Popen(run, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def heard(process: Writer) -> IO[str]:
    assert process.stdout is not None
    return process.stdout


def killed_after(writers: list[Writer], lines: int) -> set[str]:
    """Kill all in the middle of their work, once they have said so many lines; return what they said."""
    said: list[str] = []
    with selectors.DefaultSelector() as waiting:
        for process in writers:
            waiting.register(heard(process), selectors.EVENT_READ)
        for _ in range(lines):
            ready = {key.fileobj for key, _ in waiting.select()}
            said += [heard(process).readline() for process in writers if heard(process) in ready]
    assert all(process.poll() is None for process in writers)
    for process in writers:
        process.kill()
    said += [line for process in writers for line in heard(process) if line.endswith("\n")]
    return set(" ".join(said).split())


def test_no_acknowledged_write_is_lost_to_kill_9(tmp_path: Path) -> None:
    chance, acknowledged = random.Random(9), set[str]()
    for number in range(ROUNDS):
        with ExitStack() as running:
            both = [
                running.enter_context(writer(tmp_path, f"{who}{number}", "insert")) for who in ("ann", "bob")
            ]
            acknowledged |= killed_after(both, chance.randint(1, 80))
        with opened(tmp_path) as store:
            kept = {found["uri"] for found in store.mentions}
            assert acknowledged <= kept
            assert number % 10 != 9 or check(store) == []

    assert len(acknowledged) > 20 * ROUNDS
    print(f"{ROUNDS} rounds, {len(acknowledged)} acknowledged, {len(acknowledged - kept)} lost")  # noqa: T201


def test_of_two_who_claim_each_case_has_one_winner(tmp_path: Path) -> None:
    with opened(tmp_path) as store, store.act("jane", "case.open", NOON):
        store.cases.insert_multiple(a_case() for _ in range(CASES))

    with writer(tmp_path, "ann", "claim") as ann, writer(tmp_path, "bob", "claim") as bob:
        for process in (ann, bob):
            assert heard(process).readline() == "ready\n"
        for process in (ann, bob):
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        won = {"ann": heard(ann).read().split(), "bob": heard(bob).read().split()}

    assert sorted(map(int, won["ann"] + won["bob"])) == list(range(1, CASES + 1))
    with opened(tmp_path) as store:
        assert all(str(case.doc_id) in won[case["owner"]] for case in store.cases)
        assert check(store) == []


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder]
        if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
            pytest.skip("a full disk is NOT tried: no small disk can be mounted here")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def fill_up(store: Store, kept: list[int]) -> None:
    for number in count():
        kept.append(store.mentions.insert(mention(number, "late " * 500)))


def go_on_regardless(store: Store) -> None:
    """Write in one batch, and go on where a write fails."""
    with store.batch():
        for number in range(2000):
            try:
                store.mentions.insert(mention(number, f"{number} " * 900))
            except StoreError:
                store.sources.insert({"name": f"whoever goes on {number}"})


def test_a_full_disk_refuses_and_loses_nothing() -> None:
    with small_disk(6) as folder:
        ballast = folder / "ballast"
        ballast.write_bytes(bytes(1_500_000))
        with opened(folder) as store:
            kept: list[int] = []
            with pytest.raises(StoreError, match="disk is full"):
                fill_up(store, kept)
            assert [found.doc_id for found in store.mentions] == kept
            assert store.mentions.count() == len(kept) > 20

            ballast.unlink()
            kept.append(store.mentions.insert(mention(10**6)))
        with opened(folder) as store:
            assert [found.doc_id for found in store.mentions] == kept
            assert check(store) == []


def test_a_batch_that_meets_a_full_disk_is_not_written_in_part() -> None:
    with small_disk(4) as folder, opened(folder) as store:
        with pytest.raises(StoreError, match="nothing was written"):
            go_on_regardless(store)

        assert (len(store.mentions), len(store.sources)) == (0, 0)
        assert check(store) == []
