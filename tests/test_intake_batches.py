"""However mentions come in, together or one by one, the store holds the same afterwards."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from tinydb import where

from casebook.kinds import Aftermath, MuteKind
from casebook.mention import Mention
from casebook.store.asking import held as question
from casebook.store.upkeep import check
from desk.closing import resolve
from desk.held import Held
from desk.intake import State
from desk.muting import mute
from desk.opening import claim, open_case
from tests.desk_world import World, after, complaint, playbook, world

TABLES = ("mentions", "cases", "likenesses", "redirects", "handles")
WORDS = (
    "You charged me twice. I called support and nobody ever called me back.",
    "My parcel is lost for three weeks now, and the shop just does not answer any letter I write to them.",
    "Thank you, your support team was wonderful and saved my holiday. I love this company!",
    "ok",
    "[deleted] {words} that read like something else",
)
PLACES = ("forum", "reddit", "bluesky")
PEOPLE = ("jane_doe", "happy_hal", "gregory", None)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[World, World]]:
    """Two desks where the same happens: one is to take batches, the other mention by mention."""
    for name in ("together", "alone"):
        (tmp_path / name).mkdir()
    with world(tmp_path / "together") as together, world(tmp_path / "alone") as alone:
        yield together, alone
        assert check(together.store) == []


def said(dice: Random) -> Mention:
    """Return a mention of a small world, in which many are alike, answer each other or share a page."""
    number, place = str(dice.randrange(14)), dice.choice(PLACES)
    root = dice.choice((None, None, str(dice.randrange(14))))
    linked = dice.choice((None, None, None, f"https://forum.example/t/{dice.randrange(8)}"))
    return complaint(
        number,
        source=place,
        via=dice.choice((place, "alerts")),
        text=dice.choice(WORDS) + dice.choice(("", "", f" It is number {number}.")),
        author_handle=dice.choice(PEOPLE),
        url=dice.choice((f"https://{place}.example/t/{number}", "https://forum.example/t/3", None))
        if dice.random() < 0.9
        else f"https://bit.ly/{number}",
        thread_root_id=root,
        reply_to_id=dice.choice((None, str(dice.randrange(14)))),
        thread_root_url=linked,
        deleted=dice.random() < 0.1,
    )


def acted(desk: World, step: int) -> None:
    """Let people do something between two batches: open a case, resolve it, mute somebody."""
    fresh = desk.store.mentions.select((where("lane") == "desk") & (where("case") == None), order="+")  # noqa: E711
    if fresh and step % 2:
        number = open_case(desk.store, playbook(), fresh[0].doc_id, by="dana", now=after(step))
        claim(desk.store, playbook(), number, by="dana", now=after(step))
        if step % 4 == 1:
            resolve(desk.store, number, "billing", Aftermath.QUIET, by="dana", now=after(step))
    elif fresh and step == 2:
        until = after(9000)
        number = fresh[-1].doc_id
        mute(desk.store, number, MuteKind.WORD, "spam", until, word="lost", by="dana", now=after(step))


def held(desk: World) -> dict[str, list[object]]:
    return {
        name: [(each.doc_id, dict(each)) for each in getattr(desk.store, name).select(order="+")]
        for name in TABLES
    }


@pytest.mark.parametrize("seed", range(4))
def test_a_batch_leaves_what_its_mentions_leave_one_by_one(two: tuple[World, World], seed: int) -> None:
    (together, alone), dice = two, Random(seed)
    seen: set[State] = set()
    for step in range(7):
        batch, now = [said(dice) for _ in range(12)], after(step)
        told = together.take(*batch, now=now)
        assert told == [alone.take(each, now=now)[0] for each in batch]
        seen |= {each.state for each in told}
        acted(together, step)
        acted(alone, step)
        assert held(together) == held(alone)
    assert {State.NEW, State.COPY, State.EDITED, State.KNOWN} <= seen


def test_what_is_not_foreseen_is_still_asked(two: tuple[World, World]) -> None:
    together, alone = two
    reused = complaint(author_handle="other", url="https://forum.example/t/2", text="My parcel is lost.")
    batch = (complaint(), reused, reused, complaint("5", reply_to_id="1"))
    states = [each.state for each in together.take(*batch)]
    assert states == [alone.take(each)[0].state for each in batch]
    assert states[2] is State.KNOWN
    assert held(together) == held(alone)


def test_the_store_says_which_values_it_holds(two: tuple[World, World]) -> None:
    desk, _ = two
    odd = complaint('["x"] \'"; --')
    desk.take(complaint(), odd)
    found = Held()
    wanted = ("forum:1", odd.uri, "forum:2", "for\x00um", None)
    found.look(desk.store, "mentions", "uri", wanted)
    assert [found.may_have("mentions", "uri", each or "") for each in wanted] == [
        True,
        True,
        False,
        True,
        True,
    ]
    found.came("mentions", "uri", "forum:2")
    assert found.may_have("mentions", "uri", "forum:2")


@pytest.mark.parametrize("place", ["mentions:uri", "mentions:page", "mentions:thread", "cases:thread"])
def test_an_index_tells_which_values_are_held(two: tuple[World, World], place: str) -> None:
    asked = question(place.partition(":")[0], place.partition(":")[2], ["one", "two"])
    plan = [str(each[3]) for each in two[0].store.engine.ask(f"EXPLAIN QUERY PLAN {asked.sql}", asked.args)]
    assert any("SEARCH" in each and f"index:{place}" in each for each in plan), plan
