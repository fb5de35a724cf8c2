"""Two processes take in one storm, each at its own pace: it is raised once, and nobody is counted twice."""

import json
from pathlib import Path
from typing import Any

import pytest

from casebook.store.upkeep import check
from casebook.storm import ANY
from desk.acts import Act
from desk.gauging import gauge_of, minute_of
from tests.desk_processes import PATIENCE, started
from tests.desk_world import world
from tests.storming import MONDAY, storms_of, usual_weeks

VOICES = 60
LISTENER = """
import json, sys
from datetime import timedelta
from pathlib import Path
from casebook.store.store import Store
from desk.intake import State, take_in
from desk.watching import watch
from playbooks.playbook import load
from tests.storming import MONDAY, said

store, playbook, numbers = Store(Path(sys.argv[1])), load(None), json.loads(sys.argv[2])
sys.stdout.write("ready\\n"); sys.stdout.flush()
sys.stdin.readline()
new = 0
for number in numbers:
    at = MONDAY + timedelta(seconds=30 * number)
    new += sum(each.state is State.NEW for each in take_in(store, playbook, [said(number, at)], at))
    watch(store, playbook, at)
store.close()
print(json.dumps(new))
"""
ALL = [*range(VOICES)]


@pytest.mark.parametrize(
    ("first", "second"), [(ALL, ALL), (ALL[::2], ALL[1::2])], ids=["both hear all", "each hears half"]
)
def test_a_storm_that_two_processes_take_in_is_raised_once(
    tmp_path: Path, first: list[int], second: list[int]
) -> None:
    with world(tmp_path) as desk:
        usual_weeks(desk.store, 4)
    assert listened(tmp_path, first, second) == VOICES
    with world(tmp_path) as desk:
        (storm,) = storms_of(desk)
        raised = [each.act for each in desk.store.events() if each.act == Act.STORM_RAISED]
        assert (storm.stream, len(raised)) == (desk.kept(1).cause, 1)
        begun = minute_of(MONDAY)
        assert gauge_of(desk.store).counts(ANY, begun, begun + VOICES) == (VOICES, VOICES)
        assert check(desk.store) == []


def listened(folder: Path, *parts: list[int]) -> int:
    """Let two processes take in what each of them hears, and return how many mentions were new to them."""
    place = str(folder / "amends.db")
    with (
        started(folder, place, json.dumps(parts[0]), code=LISTENER) as one,
        started(folder, place, json.dumps(parts[1]), code=LISTENER) as other,
    ):
        for each in (one, other):
            assert each.stdout is not None
            assert each.stdout.readline() == b"ready\n"
        for each in (one, other):
            assert each.stdin is not None
            each.stdin.write(b"go\n")
            each.stdin.flush()
        ends: list[tuple[Any, Any]] = [each.communicate(timeout=PATIENCE) for each in (one, other)]
    assert [error for _, error in ends] == [b"", b""]
    return sum(json.loads(told) for told, _ in ends)
