"""A scripted week through the real intake: what is raised, what is not, and what stands first."""

from collections.abc import Iterator

import pytest

from casebook.kinds import CaseStatus, Decision, Lane
from casebook.mention import KeptMention
from casebook.store.store import Store
from playbooks.playbook import load
from tests.week import MINUTE, STORM
from tests.week_play import Week
from tests.week_story import (
    BIG_VOICE,
    DECOYS,
    ECHO,
    FIRST,
    FRONT_PAGE,
    PRESS,
    RECAP,
    STRANDED,
    TAKEN_OVER,
    VOICE,
)

SOON = 15 * MINUTE
"""By when the storm of the script is raised: its voices are a minute apart."""


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Week, list[KeptMention]]]:
    """Play it all once; with it, what stood first on Thursday at three in the morning."""
    store = Store(tmp_path_factory.mktemp("week") / "casebook.db")
    week = Week(store, load(None), weeks=4)
    week.play_before()
    week.until_night()
    first = week.first_rows()
    week.to_the_end()
    yield week, first
    store.close()


def test_one_storm_is_raised_in_time_and_no_other(nights: tuple[Week, list[KeptMention]]) -> None:
    (storm,) = nights[0].storms()
    assert storm.stream == "billing"
    assert STORM[0] <= storm.raised_at <= STORM[0] + SOON
    assert storm.over_at is not None
    assert storm.over_at > STORM[1]


def test_a_monday_louder_than_any_before_raises_none(nights: tuple[Week, list[KeptMention]]) -> None:
    assert not [each for each in nights[0].storms() if each.raised_at < STORM[0]]


def test_who_is_in_trouble_stands_first_at_three_in_the_morning(
    nights: tuple[Week, list[KeptMention]],
) -> None:
    first = [each.mention.native_id for each in nights[1]]
    assert first[0] == STRANDED.native_id
    assert {FIRST.native_id, TAKEN_OVER.native_id} <= set(first[:4])
    assert BIG_VOICE.native_id in first


def test_what_is_loud_or_old_only_stands_not_among_the_first(nights: tuple[Week, list[KeptMention]]) -> None:
    first = {each.mention.native_id for each in nights[1]}
    assert not first & {each.native_id for each in DECOYS}


def test_the_slow_story_climbs_to_the_top_and_stays_there(nights: tuple[Week, list[KeptMention]]) -> None:
    week, _ = nights
    followed = [week.kept(each).case for each in (VOICE, RECAP, FRONT_PAGE, PRESS)]
    assert week.story().rung == 5
    assert followed == [week.case] * 4


def test_an_echo_a_day_after_closing_wants_a_decision(nights: tuple[Week, list[KeptMention]]) -> None:
    week, _ = nights
    echo = week.kept(ECHO)
    assert (echo.case, echo.decision, echo.lane) == (week.case, Decision.UNDECIDED, Lane.DESK)
    assert "echo" in echo.reasons[0].what
    assert week.story().status is CaseStatus.RESOLVED


def test_nothing_leaves_the_week_undecided_and_unseen(nights: tuple[Week, list[KeptMention]]) -> None:
    week, _ = nights
    hidden = [
        each.doc_id
        for each in week.store.mentions.select()
        if each["decision"] == "undecided" and each.get("lane") is None and each.get("copy_of") is None
    ]
    assert hidden == []
    assert week.store.mentions.count() > 200
