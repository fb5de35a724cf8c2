"""Two responders at one store: whatever they do, nobody's undo takes away what the other has done since."""

from collections import defaultdict
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from casebook.event import Event
from casebook.kinds import StormState
from casebook.store.store import Store
from casebook.storm import ANY, Figures, Storm
from desk import shelf
from desk.acts import COLLECTOR, UNDOABLE, Act
from desk.customers import import_list
from desk.errors import DeskError
from desk.opening import open_case
from tests.desk_steps import STEPS, Step, step
from tests.desk_world import NOON, after, complaint, playbook, world

Place = tuple[str, int, str]
Others = dict[Place, list[tuple[int, str]]]


def test_every_act_that_can_be_taken_back_is_tried_here() -> None:
    assert set(STEPS) >= UNDOABLE


def places(event: Event) -> set[Place]:
    """Return every field an act changed."""
    return {
        (each.table, each.id, name)
        for each in event.changes
        for name in {**(each.was or {}), **(each.now or {})}
        if each.was is None or each.now is None or each.was.get(name) != each.now.get(name)
    }


def written(events: list[Event]) -> Others:
    """Return by field the acts in force that wrote it, oldest first: turn and by whom."""
    found: Others = defaultdict(list)
    meant: dict[int, Event] = {}
    for each in events:
        taken = meant.get(each.undoes or 0)
        meant[each.turn] = each
        for place in places(each):
            if each.act == Act.UNDO and taken is not None:
                found[place] = [(turn, by) for turn, by in found[place] if turn != _first(taken, meant)]
            else:
                found[place].append((_first(each, meant), each.by))
    return found


def _first(event: Event, meant: dict[int, Event]) -> int:
    """Return the turn of the act that was done, where this does it again."""
    while event.act == Act.REDO and event.undoes is not None:
        undone = meant[event.undoes]
        event = meant[undone.undoes or 0]
    return event.turn


def nobody_is_robbed(store: Store) -> None:
    """Fail where the last event took back a field that somebody else had written later."""
    events = store.events()
    last = events[-1]
    reverted = next(each for each in events if each.turn == last.undoes)
    before = written(events[:-1])
    for place in places(last):
        later = [by for turn, by in before[place] if turn > reverted.turn and by != last.by]
        assert not later, f"{last.by} took back what {later[-1]} did at {place}"


def a_storm(store: Store) -> None:
    """Raise a storm of all complaints."""
    figures = Figures(complaints=30, voices=30, places=1, minutes=60, usual=1.0, weeks=4)
    with store.act(COLLECTOR, Act.STORM_RAISED, NOON):
        shelf.keep(store.storms, Storm(0, ANY, StormState.ON, after(-60), NOON, figures))


TWICE = [("case.record", "dana"), ("other wish", "eve"), ("case.record", "eve"), ("undo", "dana")]


SETTLED_TWICE = [
    ("handle.confirm", "dana"),
    ("handle.refuse", "eve"),
    ("handle.confirm", "eve"),
    ("undo", "dana"),
]


HELD_TWICE = [("storm.hold", "dana"), ("storm.hold", "eve"), ("storm.hold", "eve"), ("undo", "dana")]
SHELTERED = [("storm.shelter", "dana"), ("storm.still", "eve"), ("undo", "dana"), ("undo", "eve")]
RAISED_TWICE = [("case.raise", "dana"), ("higher still", "eve"), ("undo", "dana"), ("undo", "eve")]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(("dana", "eve"))), min_size=2, max_size=16))
@example(TWICE)
@example(SETTLED_TWICE)
@example(HELD_TWICE)
@example(SHELTERED)
@example(RAISED_TWICE)
def test_nobody_takes_back_what_another_did_since(tmp_path_factory: Any, steps: list[Step]) -> None:
    folder = tmp_path_factory.mktemp("two")
    with world(folder) as desk:
        (folder / "c.csv").write_text("ref,orders,accounts\n1,90,forum:jane_doe\n", encoding="utf-8")
        import_list(desk.store, playbook(), folder / "c.csv", by="dana", now=NOON)
        number = desk.one(complaint())
        open_case(desk.store, playbook(), number, by="dana", now=NOON)
        a_storm(desk.store)
        desk.one(complaint("9", author_handle="lee"))
        desk.one(complaint("c", source="blog", via="blog", author_handle="lee"))
        for minute, (what, by) in enumerate(steps):
            events = len(desk.store.events())
            try:
                step(desk.store, what, by, minute)
            except DeskError:
                assert len(desk.store.events()) == events
                continue
            if what in (Act.UNDO, Act.REDO) and len(desk.store.events()) > events:
                nobody_is_robbed(desk.store)
