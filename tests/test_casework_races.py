"""Two processes at the same casework: each change of status happens once, whoever is first."""

import json
from pathlib import Path
from typing import Any

import pytest

from casebook.kinds import CaseStatus, Lane
from casebook.store.store import Store
from casebook.store.upkeep import check
from desk import shelf
from desk.acts import Act
from desk.opening import open_case
from desk.promising import promise
from desk.snoozing import snooze
from tests.desk_processes import started
from tests.desk_world import NOON, World, after, complaint, playbook, world

CASES = 40

RACER = """
import json, sys
from datetime import datetime, timedelta, UTC
from pathlib import Path
from casebook.kinds import Aftermath
from casebook.store.store import Store
from desk.closing import resolve
from desk.errors import Refused
from desk.merging import cut, link
from desk.passing_time import pass_time
from desk.promising import settle
from desk.snoozing import wake_now

me, place, cases, job = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
noon = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
store, now = Store(place), noon + timedelta(hours=3)
mine, other = (0, 1) if me == "dana" else (1, 0)

def merge(pair):
    numbers = (2 * pair + 1, 2 * pair + 2)
    link(store, numbers[mine], numbers[other], by=me, now=now)

JOBS = {
    "pass time": lambda n: pass_time(store, now),
    "wake": lambda n: wake_now(store, n + 1, by=me, now=now),
    "merge": merge,
    "cut": lambda n: cut(store, n + 1, by=me, now=now),
    "resolve": lambda n: resolve(store, n + 1, "billing", Aftermath.QUIET, by=me, now=now),
}
sys.stdout.write("ready\\n"); sys.stdout.flush()
sys.stdin.readline()
done, refused = [], 0
for n in range(cases):
    try:
        JOBS[job](n)
        done.append(n)
    except Refused:
        refused += 1
store.close()
print(json.dumps([done, refused]))
"""


def race(folder: Path, job: str, times: int) -> tuple[list[int], list[int]]:
    """Let two responders do one job on one store at once; return what each of them got done."""
    words = (str(folder / "amends.db"), str(times), job)
    with (
        started(folder, "dana", *words, code=RACER) as dana,
        started(folder, "eve", *words, code=RACER) as eve,
    ):
        for racer in (dana, eve):
            assert racer.stdout is not None
            assert racer.stdout.readline() == b"ready\n"
        for racer in (dana, eve):
            assert racer.stdin is not None
            racer.stdin.write(b"go\n")
            racer.stdin.flush()
        (hers, _), (theirs, _) = (_told(racer.communicate()) for racer in (dana, eve))
    return hers, theirs


def _told(said: tuple[bytes, bytes]) -> Any:
    assert not said[1], said[1].decode()
    return json.loads(said[0])


def opened(desk: World) -> None:
    """Open so many cases, each on a mention of the same number."""
    taken = desk.take(*(complaint(str(n), author_handle=f"p{n}") for n in range(CASES)))
    for each in taken:
        open_case(desk.store, playbook(), each.id, by="sam", now=NOON)


def acts(store: Store, act: Act) -> int:
    return sum(each.act == act for each in store.events())


def test_time_brings_each_row_and_each_promise_back_once(tmp_path: Path) -> None:
    with world(tmp_path) as desk:
        opened(desk)
        for number in range(1, CASES + 1):
            snooze(desk.store, number, after(60), by="sam", now=NOON)
            promise(desk.store, number, "a refund", after(90), by="sam", now=NOON)
        race(tmp_path, "pass time", 3)
        assert (acts(desk.store, Act.WOKEN), acts(desk.store, Act.OVERDUE)) == (CASES, CASES)
        assert desk.store.mentions.count(lambda each: each["lane"] == Lane.DESK) == CASES
        assert check(desk.store) == []


@pytest.mark.parametrize(("job", "act"), [("wake", Act.WAKE), ("resolve", Act.RESOLVE)])
def test_each_status_changes_by_exactly_one_hand(tmp_path: Path, job: str, act: Act) -> None:
    with world(tmp_path) as desk:
        opened(desk)
        for number in range(1, CASES + 1):
            snooze(desk.store, number, after(600), by="sam", now=NOON)
        hers, theirs = race(tmp_path, job, CASES)
        assert sorted(hers + theirs) == list(range(CASES))
        assert acts(desk.store, act) == CASES
        assert check(desk.store) == []


def test_two_who_merge_a_pair_into_each_other_leave_one_case(tmp_path: Path) -> None:
    pairs = CASES // 2
    with world(tmp_path) as desk:
        opened(desk)
        hers, theirs = race(tmp_path, "merge", pairs)
        assert sorted(hers + theirs) == list(range(pairs))
        for pair in range(pairs):
            one, other = (shelf.case(desk.store, 2 * pair + n) for n in (1, 2))
            part, whole = (one, other) if pair in hers else (other, one)
            assert (part.status, part.merged_into) == (CaseStatus.MERGED, whole.id)
            assert (whole.status, desk.kept(whole.lead).voices) == (CaseStatus.OPEN, 2)
        again, too = race(tmp_path, "cut", CASES)
        assert len(again + too) == pairs == len(set(again + too))
        assert all(shelf.case(desk.store, n).status is CaseStatus.OPEN for n in range(1, CASES + 1))
        assert check(desk.store) == []
