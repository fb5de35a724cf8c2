"""Within a priority the heavier stands first, as if it had waited longer; nothing is left behind for ever."""

from datetime import timedelta
from pathlib import Path

from casebook.mention import KeptMention
from casebook.store.store import Store
from desk.lenses import lenses
from desk.views import header_counts, queue_rows
from playbooks.judge import judge
from tests.desk_world import World, after, complaint, playbook, world

LIGHT = "My insulin was in the bag you lost."
HEAVY = "My insulin was in the bag you lost. I called support three times and nobody ever called me back."


def rows(store: Store) -> list[str]:
    return [each.mention.native_id for each in queue_rows(store, lenses("dana")[0])]


def test_of_one_priority_the_heavier_stands_first_though_it_is_due_later(tmp_path: Path) -> None:
    with world(tmp_path) as desk:
        desk.take(complaint("old", text=LIGHT, author_handle="a"), now=after(0))
        desk.take(complaint("heavy", text=HEAVY, author_handle="b", created_at=after(50)), now=after(60))
        first, second = queue_rows(desk.store, lenses("dana")[0])
        assert [first.mention.native_id, second.mention.native_id] == ["heavy", "old"]
        assert first.priority == second.priority == 1
        assert (first.due_at or after(0)) > (second.due_at or after(0))


def test_what_is_old_enough_stands_before_whatever_is_heavier(tmp_path: Path) -> None:
    long_before = -int(playbook().weights.most_ahead / timedelta(minutes=1)) - 60
    with world(tmp_path) as desk:
        desk.take(
            complaint("old", text=LIGHT, author_handle="a", created_at=after(long_before)),
            now=after(long_before),
        )
        desk.take(complaint("heavy", text=HEAVY, author_handle="b"), now=after(0))
        assert rows(desk.store) == ["old", "heavy"]


def test_a_row_ahead_of_its_time_is_not_counted_as_overdue_before_it_is(tmp_path: Path) -> None:
    with world(tmp_path) as desk:
        desk.take(complaint("heavy", text=HEAVY, created_at=after(0)), now=after(0))
        (kept,) = queue_rows(desk.store, lenses("dana")[0])
        assert kept.ahead
        assert _overdue(desk, kept, -1) == 0
        assert _overdue(desk, kept, +1) == 1


def test_each_point_beyond_what_the_priority_asks_moves_it_on() -> None:
    weights = playbook().weights
    verdict = judge(complaint(text=HEAVY), playbook(), after(0))
    beyond = verdict.points - weights.first
    assert beyond > 0
    assert timedelta(minutes=verdict.ahead) == min(weights.most_ahead, beyond * weights.ahead)


def _overdue(desk: World, kept: KeptMention, seconds: int) -> int:
    now = (kept.due_at or after(0)) + timedelta(seconds=seconds)
    return header_counts(desk.store, now).overdue
