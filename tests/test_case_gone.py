"""A case that goes while one looks at it: its opening is taken back, or it is merged into another."""

from datetime import datetime
from pathlib import Path
from threading import Event

import pytest

from casebook.store.store import Store
from desk import shelf
from desk.answering import draft_of, note
from desk.errors import Missing
from desk.gone import what_became
from desk.merging import link
from desk.opening import claim, open_case
from desk.undo import undo
from tests.at_the_desk import NARROW, Hands, at_the_desk
from tests.desk_world import NOON, complaint, playbook, world
from tests.test_case_screen import open_first
from tui.messages import CaseGone
from tui.screens.case import CaseScreen
from tui.screens.composer import ComposerScreen
from tui.screens.history import HistoryScreen
from tui.screens.note import NoteDialog
from tui.screens.queue import QueueScreen


def opened_by_eli(hands: Hands, *, claimed: bool = False) -> int:
    case: int = hands.elsewhere(open_case, playbook(), 1)
    if claimed:
        hands.elsewhere(claim, playbook(), case)
    return case


def test_what_became_of_it_names_who_and_where_it_is_now(tmp_path: Path) -> None:
    with world(tmp_path) as desk:
        first = desk.one(complaint())
        case = open_case(desk.store, playbook(), first, by="eli", now=NOON)
        undo(desk.store, by="eli", now=NOON)
        waits = f"took back the opening of case #{case}: it waits in the queue again"
        assert what_became(desk.store, case, "dana") == f"eli {waits}"
        assert what_became(desk.store, case, "eli") == f"you {waits}"
        anew = open_case(desk.store, playbook(), first, by="dana", now=NOON)
        assert what_became(desk.store, case, "dana").endswith(f"it is in case #{anew} now")
        assert what_became(desk.store, 77, "dana") == "there is no case #77"


@pytest.mark.parametrize("by_me", [True, False])
async def test_without_its_case_the_screen_leads_back_and_says_why(tmp_path: Path, by_me: bool) -> None:
    async with at_the_desk(tmp_path, complaint(), size=NARROW) as hands:
        if not by_me:
            opened_by_eli(hands)
        await open_first(hands)
        if by_me:
            await hands.press("z")
        else:
            hands.elsewhere(undo)
        await hands.on(QueueScreen)
        who = "you" if by_me else "eli"
        await hands.shows(f"{who} took back the opening of case #1: it waits in the queue again")
        await hands.selects(1)


async def test_what_lies_over_it_is_left_by_hand_and_then_leads_on(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        opened_by_eli(hands)
        await open_first(hands)
        await hands.press("u")
        await hands.on(HistoryScreen)
        hands.elsewhere(undo)
        await hands.pilot.pause()
        await hands.press("escape")
        await hands.on(QueueScreen)
        await hands.shows("eli took back the opening of case #1")


async def test_a_dialog_s_words_go_to_the_case_that_is_opened_for_them(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        opened_by_eli(hands)
        await open_first(hands)
        await hands.press("c")
        await hands.on(NoteDialog)
        await hands.press(*"mine")
        hands.elsewhere(undo)
        await hands.press("ctrl+o")
        await hands.on(QueueScreen)
        assert [each["text"] for each in hands.world.store.notes.all()] == ["mine"]
        assert hands.world.kept(1).case == 2


async def test_what_was_begun_is_done_first_however_often_the_case_is_missed(tmp_path: Path) -> None:
    begun, go_on = Event(), Event()

    def noted_slowly(store: Store, case: int, text: str, *, by: str, now: datetime) -> int:
        begun.set()
        assert go_on.wait(60)
        return note(store, case, text, by=by, now=now)

    async with at_the_desk(tmp_path, complaint()) as hands:
        case = opened_by_eli(hands)
        await open_first(hands)
        screen = await hands.on(CaseScreen)
        screen.perform("noted", noted_slowly, case, "mine")
        await hands.until(begun.is_set, "the act begun")
        for _ in range(3):
            screen.post_message(CaseGone("it is gone"))
            await hands.pilot.pause()
        assert screen.is_current
        go_on.set()
        await hands.on(QueueScreen)
        await hands.shows("it is gone")
        assert [each["text"] for each in hands.world.store.notes.all()] == ["mine"]


async def test_the_composer_without_words_leads_back_too(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        opened_by_eli(hands, claimed=True)
        await open_first(hands)
        await hands.press("r")
        await hands.on(ComposerScreen)
        hands.elsewhere(undo)
        hands.elsewhere(undo)
        await hands.on(QueueScreen)
        await hands.shows("eli took back the opening of case #1")


async def test_words_of_ours_are_never_lost_with_the_case(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        opened_by_eli(hands, claimed=True)
        await open_first(hands)
        await hands.press("r")
        composer = await hands.on(ComposerScreen)
        composer.keep = composer.set_timer = lambda *_: None  # type: ignore[method-assign,assignment]
        await hands.press(*"sorry")
        hands.elsewhere(undo)
        hands.elsewhere(undo)
        await hands.shows("Leaving keeps your words on a new case.")
        del composer.set_timer, composer.keep
        await hands.press("escape")
        await hands.on(QueueScreen)
        store = hands.world.store
        kept = hands.world.kept(1).case
        assert kept == 2
        with pytest.raises(Missing):
            shelf.case(store, 1)
        draft = draft_of(store, kept, "dana")
        assert draft is not None
        assert draft.text == "sorry"


async def test_a_case_that_is_merged_away_in_front_says_so_and_where_it_is(tmp_path: Path) -> None:
    other = complaint("2", author_handle="ben", text="The page has a small error.")
    async with at_the_desk(tmp_path, complaint(), other) as hands:
        opened_by_eli(hands)
        into = hands.elsewhere(open_case, playbook(), 2)
        await open_first(hands)
        hands.elsewhere(link, 1, into)
        await hands.shows(f"eli merged case #1 into #{into}")
        screen = await hands.on(CaseScreen)
        await hands.shows(f"part of case #{into}, where it is worked on")
        await hands.press("escape")
        await hands.on(QueueScreen)
        assert screen.case == 1
