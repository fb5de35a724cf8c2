"""Promises with a key: made, offered out of our own words, shown where they matter, and settled."""

from datetime import timedelta
from pathlib import Path

import pytest

from casebook.kinds import CaseStatus, PromiseState
from desk import shelf
from desk.answering import save_draft
from desk.opening import open_case
from desk.promised import promises_of, promises_owed
from desk.promising import promise, settle
from tests.at_the_desk import NARROW, Hands, at_the_desk
from tests.desk_world import after, complaint, playbook
from tui.screens.case import CaseScreen
from tui.screens.listing import ListingScreen
from tui.screens.posted import PostedDialog
from tui.screens.promise import PromiseDialog
from tui.screens.promises import PromisesScreen
from tui.screens.queue import QueueScreen
from tui.screens.resolve import ResolveDialog


def mine(hands: Hands, minutes: float = 300) -> int:
    """Open the first mention's case and promise something on it."""
    case: int = hands.elsewhere(open_case, playbook(), 1, by="dana")
    hands.elsewhere(promise, case, "tell her where the refund is", after(minutes), by="dana")
    return case


async def test_a_promise_stands_on_the_strip_in_the_case_and_in_the_list(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        await hands.press("k", "p")
        await hands.on(PromiseDialog)
        await hands.press(*"a refund", "tab", *"5h", "ctrl+o")
        await hands.on(QueueScreen)
        await hands.shows("promise by 17:00: a refund")
        await hands.press("enter")
        await hands.on(CaseScreen)
        await hands.shows("○ in 5h  a refund · by 17:00")
        await hands.press("g", "p")
        await hands.on(PromisesScreen)
        await hands.shows("▸ #1  ○ in 5h  a refund")
        await hands.press("d")
        await hands.shows("Nothing is promised")
        assert [each.state for each in promises_of(hands.world.store, 1)] == [PromiseState.KEPT]
        await hands.press("z")
        await hands.shows("a refund · by 17:00")
        await hands.press("b")
        await hands.shows("noted: broken")
        assert [each.state for each in promises_of(hands.world.store, 1)] == [PromiseState.BROKEN]


@pytest.mark.parametrize(
    ("place", "key"), [("f", "d"), ("f", "enter"), ("p", "b"), ("p", "enter"), ("m", "D")]
)
async def test_in_an_empty_list_a_key_says_why_it_does_nothing(tmp_path: Path, place: str, key: str) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.press("g", place)
        await hands.shows("Nothing is ")
        await hands.press(key)
        await hands.shows("nothing is selected")


async def test_no_key_acts_on_what_has_slipped_under_the_finger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ListingScreen, "settle", 60.0)
    async with at_the_desk(tmp_path, complaint()) as hands:
        case = mine(hands)
        for what in ("a voucher", "a letter"):
            hands.elsewhere(promise, case, what, after(400), by="dana")
        await hands.press("g", "p")
        await hands.shows("▸ #1  ○ in 5h  tell her where the refund is")
        hands.elsewhere(settle, 1, PromiseState.KEPT, by="dana")
        await hands.shows("▸ #1  ○ in 6h  a voucher")
        await hands.press("d")
        await hands.shows("the list has moved just now: look again, then press")
        assert len(promises_of(hands.world.store, case)) == 3
        assert [each.what for each in promises_owed(hands.world.store)] == ["a voucher", "a letter"]
        await hands.press("j", "k", "d")
        await hands.shows("▸ #1  ○ in 6h  a letter")
        await hands.press("d")
        await hands.shows("Nothing is promised")


async def test_an_overdue_one_stands_in_the_header_and_first_in_the_next_step(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), size=NARROW) as hands:
        await hands.selects(1)
        mine(hands)
        await hands.shows("promise by 17:00")
        hands.clock[0] += timedelta(hours=5, minutes=3)
        hands.app.keep_time()
        await hands.shows("! 1 promise overdue")
        await hands.shows("Next  promise 3m overdue: tell her where the refund is: g p says what became")
        await hands.shows("! promise by 17:00 · Case #1")


async def test_words_that_say_by_when_offer_their_promise(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        hands.clock[0] += timedelta(microseconds=417_537)
        case = hands.elsewhere(open_case, playbook(), 1, by="dana")
        text = "I am sorry. You hear from me by tomorrow 9:00, solved or not. dana"
        about = {"template": "acknowledge", "fields": (("by_when", "tomorrow 9:00"),)}
        hands.elsewhere(save_draft, case, text, by="dana", **about)
        await hands.selects(1)
        await hands.press("k", "i")
        await hands.on(PostedDialog)
        await hands.press("1", "ctrl+o")
        await hands.on(PromiseDialog)
        await hands.shows("You said by when: log the promise? · #1 · jane_doe")
        await hands.press("ctrl+o")
        await hands.until(lambda: len(promises_owed(hands.world.store)) == 1, "logged")
        said = promises_owed(hands.world.store)[0]
        assert said.what == "You hear from me by tomorrow 9:00, solved or not."


async def test_words_without_a_time_offer_nothing(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        await hands.press("k", "i")
        await hands.on(PostedDialog)
        await hands.press("1", "ctrl+o")
        await hands.shows("first word noted")
        assert isinstance(hands.app.screen, QueueScreen)


async def test_resolving_asks_what_became_of_it(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), size=NARROW) as hands:
        await hands.selects(1)
        case = mine(hands)
        await hands.shows("promise by")
        await hands.press("x")
        await hands.on(ResolveDialog)
        await hands.shows("Promised: tell her where the refund is")
        await hands.press("tab", "1", "tab", "2", "ctrl+o")
        await hands.shows("Say what became of what was promised.")
        await hands.press("1", "ctrl+o")
        await hands.on(QueueScreen)
        await hands.until(
            lambda: shelf.case(hands.world.store, case).status is CaseStatus.RESOLVED, "resolved"
        )
        assert [each.state for each in promises_of(hands.world.store, case)] == [PromiseState.KEPT]
