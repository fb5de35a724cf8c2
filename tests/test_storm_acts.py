"""What a person does about a storm, without a screen: its case, its members, held replies, its end."""

from pathlib import Path
from typing import Any

import pytest

from desk.errors import Refused
from desk.opening import open_case
from desk.overruling import overrule
from desk.storms import hold, holding, shelter, shelter_all, still, umbrella
from desk.undo import undo
from tests.desk_world import NOON, playbook, world
from tests.storming import storm, storms_of


def test_acts_on_a_storm_are_refused_where_they_do_not_fit(tmp_path: Path) -> None:
    with world(tmp_path) as desk:
        number = storm(desk).id
        signed: dict[str, Any] = {"by": "dana", "now": NOON}
        with pytest.raises(Refused, match="no case yet"):
            shelter_all(desk.store, number, [1, 2], playbook(), by="dana", now=NOON)
        case = shelter(desk.store, number, 1, playbook(), **signed)
        assert open_case(desk.store, playbook(), 2, **signed) != case
        assert shelter_all(desk.store, number, [2, 3, 4], playbook(), **signed).done == 3
        assert (found := umbrella(desk.store, storms_of(desk)[-1])) is not None
        assert found.id == case
        assert desk.kept(3).case == case
        assert hold(desk.store, number, **signed)
        assert holding(desk.store, desk.kept(3)) is None, "it is in the case whose answer goes first"
        assert holding(desk.store, desk.kept(9)) is not None
        undo(desk.store, **signed)
        assert holding(desk.store, desk.kept(9)) is None
        still(desk.store, number, **signed)
        with pytest.raises(Refused, match="over already"):
            still(desk.store, number, **signed)


def test_who_may_come_to_harm_is_not_put_to_the_case_with_all_others(tmp_path: Path) -> None:
    with world(tmp_path) as desk:
        number, signed = storm(desk).id, dict[str, Any](by="dana", now=NOON)
        case = shelter(desk.store, number, 1, playbook(), **signed)
        overrule(desk.store, playbook(), 3, "severity", "3", **signed)
        outcome = shelter_all(desk.store, number, [2, 3, 4], playbook(), **signed)
        told = outcome.say("put to it:")
        assert told == "put to it: 2; 1 not: somebody may come to harm, and is answered alone"
        assert desk.kept(3).case is None
        assert shelter(desk.store, number, 3, playbook(), **signed) == case
