"""Several processes at one store: each case is claimed by exactly one of them."""

import json
from pathlib import Path

from casebook.store.store import Store
from desk import shelf
from desk.opening import open_case
from tests.desk_processes import started
from tests.desk_world import NOON, complaint, playbook, world

CASES = 100

CLAIMER = """
import json, sys
from datetime import datetime, UTC
from pathlib import Path
from casebook.store.store import Store
from desk.errors import Refused
from desk.opening import claim
from playbooks.playbook import load

me, place, cases = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
store, playbook = Store(place), load(None)
sys.stdout.write("ready\\n"); sys.stdout.flush()
sys.stdin.readline()
mine, refused = [], 0
for case in range(1, cases + 1):
    try:
        claim(store, playbook, case, by=me, now=datetime(2026, 3, 2, 12, 0, tzinfo=UTC))
        mine.append(case)
    except Refused:
        refused += 1
store.close()
print(json.dumps([mine, refused]))
"""


def test_two_responders_claim_the_same_cases_and_each_case_has_one_winner(tmp_path: Path) -> None:
    with world(tmp_path) as desk:
        taken = desk.take(*(complaint(str(n), author_handle=f"p{n}") for n in range(CASES)))
        for each in taken:
            open_case(desk.store, playbook(), each.id, by="dana", now=NOON)
    place = tmp_path / "amends.db"
    with (
        started(tmp_path, "dana", str(place), str(CASES), code=CLAIMER) as dana,
        started(tmp_path, "eve", str(place), str(CASES), code=CLAIMER) as eve,
    ):
        for racer in (dana, eve):
            assert racer.stdout is not None
            assert racer.stdout.readline() == b"ready\n"
        for racer in (dana, eve):
            assert racer.stdin is not None
            racer.stdin.write(b"go\n")
            racer.stdin.flush()
        told = {"dana": json.loads(dana.communicate()[0]), "eve": json.loads(eve.communicate()[0])}
    (hers, lost), (theirs, missed) = told["dana"], told["eve"]
    assert sorted(hers + theirs) == list(range(1, CASES + 1))
    assert lost + missed == CASES
    store = Store(place)
    owners = {case: shelf.case(store, case).owner for case in range(1, CASES + 1)}
    store.close()
    assert owners == {**dict.fromkeys(hers, "dana"), **dict.fromkeys(theirs, "eve")}
