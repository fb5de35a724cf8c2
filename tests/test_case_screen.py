"""The case screen: the thread, what we heard, the customer, what is owed and what was done."""

from datetime import date
from pathlib import Path

import pytest

from casebook.customer import Customer
from casebook.kinds import Blame, CaseStatus, LinkState
from desk import shelf
from desk.customers import import_list
from desk.views import case_view
from tests.at_the_desk import NARROW, WIDE, Hands, at_the_desk
from tests.desk_world import after, complaint, playbook
from tui.screens.case import CaseScreen
from tui.screens.composer import ComposerScreen
from tui.screens.follow_ups import FollowUpsScreen
from tui.screens.queue import QueueScreen


async def open_first(hands: Hands) -> CaseScreen:
    await hands.selects(1)
    await hands.press("enter")
    screen = await hands.on(CaseScreen)
    await hands.shows("The thread")
    return screen


def status(hands: Hands) -> CaseStatus:
    return shelf.case(hands.world.store, 1).status


async def test_a_case_shows_everything_that_belongs_to_it(tmp_path: Path) -> None:
    again = complaint("2", text="Me too!", author_handle="ben", thread_root_url="https://forum.example/t/1")
    async with at_the_desk(tmp_path, complaint("1"), again) as hands:
        await open_first(hands)
        for words in ("jane_doe · the forum", "Me too!", "The customer", "What we heard", "Follow-ups"):
            await hands.shows(words)
        await hands.shows("dana opened the case")
        await hands.shows("Case #1 · open · answer due in 1h · unclaimed")


async def test_every_act_has_its_key_and_leaves_its_line(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await open_first(hands)
        await hands.press("a")
        await hands.shows("dana claimed it")
        await hands.press("c")
        await hands.shows("ctrl+o")
        await hands.press(*"asked", "space", *"billing", "ctrl+o")
        await hands.shows("noted: asked billing")
        await hands.press("f")
        await hands.shows("ctrl+o")
        await hands.press(*"blog", "ctrl+o")
        await hands.shows("dana logged a follow-up")
        await hands.press("i")
        await hands.shows("ctrl+o")
        await hands.press("2", "ctrl+o")
        await hands.until(lambda: status(hands) is CaseStatus.WAITING, "answered")
        await hands.press("x")
        await hands.shows("What was at the bottom of it?")
        await hands.press("1", "tab", "1", "ctrl+o")
        await hands.until(lambda: status(hands) is CaseStatus.RESOLVED, "resolved")
        await hands.shows("resolved; cause")
        await hands.press("X")
        await hands.until(lambda: status(hands) is CaseStatus.OPEN, "reopened")
        await hands.shows("dana took it up again")


async def test_what_was_heard_is_recorded_and_offered_again(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await open_first(hands)
        await hands.press("b")
        await hands.shows("What do they believe of us?")
        await hands.press("4", "tab", *"43", "ctrl+o")
        await hands.shows("it was meant, for our own gain")
        case = shelf.case(hands.world.store, 1)
        assert (case.blame, case.wants) == (Blame.GREED, "43")
        await hands.press("b")
        await hands.shows("(•) it was meant, for our own gain")


async def test_t_and_r_open_the_composer_on_this_case(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        screen = await open_first(hands)
        await hands.press("r")
        composer = await hands.on(ComposerScreen)
        assert composer.case == screen.case
        await hands.press("escape")
        await hands.on(CaseScreen)


async def test_a_dialog_that_is_left_changes_nothing(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await open_first(hands)
        before = hands.world.store.log.top()
        for key in ("c", "f", "i", "x", "b"):
            await hands.press(key)
            await hands.until(lambda: not isinstance(hands.app.screen, CaseScreen), f"{key} asks")
            await hands.press("escape")
            await hands.on(CaseScreen)
        assert hands.world.store.log.top() == before


async def test_somebody_elses_act_appears_by_itself(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await open_first(hands)
        hands.world.one(complaint("9", text="And me.", thread_root_url="https://forum.example/t/1"))
        await hands.shows("And me.")


async def test_an_act_that_is_refused_says_why_and_changes_nothing(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await open_first(hands)
        await hands.press("X")
        await hands.shows("case #1 is open already")
        assert status(hands) is CaseStatus.OPEN


async def test_a_follow_up_owed_is_found_opened_and_done(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await open_first(hands)
        await hands.press("f")
        await hands.shows("ctrl+o")
        await hands.press(*"blog", "ctrl+o")
        await hands.shows("dana logged a follow-up")
        await hands.press("g", "f")
        await hands.on(FollowUpsScreen)
        await hands.shows("▸ #1")
        await hands.press("j", "k", "d")
        await hands.shows("Nothing is owed")
        await hands.press("z")
        await hands.shows("▸ #1")
        await hands.press("enter")
        await hands.on(CaseScreen)
        await hands.press("g", "q")
        await hands.on(QueueScreen)


async def test_a_suggested_customer_is_confirmed_by_a_person_and_taken_back(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path) as hands:
        jane = Customer(0, "Jane Doe", "C-1", since=date(2020, 1, 1), orders=31, accounts=("forum:jane_doe",))
        knows(hands, jane)
        hands.world.one(complaint())
        await hands.selects(1)
        await hands.shows("perhaps Jane Doe, steady customer")
        await hands.press("u")
        await hands.shows("a guess: Jane Doe")
        await hands.press("enter")
        await hands.shows("confirmed: Jane Doe")
        await hands.press("z")
        await hands.shows("a guess: Jane Doe")
        await hands.press("n", "d")
        await hands.shows("nobody on the customer list fits")
        assert LinkState.REFUSED in [each["state"] for each in hands.world.store.handles.all()]


def knows(hands: Hands, customer: Customer) -> None:
    """Bring a customer in as the import does, through a list on disk."""

    file = Path(hands.world.store.place).parent / "customers.csv"
    row = [customer.ref, customer.name, str(customer.since), str(customer.orders), *customer.accounts]
    file.write_text("ref,name,since,orders,accounts\n" + ",".join(row) + "\n", encoding="utf-8")
    import_list(hands.world.store, playbook(), file, by="dana", now=after(0))


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_long_case_is_read_with_the_moving_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    long = complaint(text="\n".join(f"line {number}" for number in range(120)))
    async with at_the_desk(tmp_path, long, size=size) as hands:
        await open_first(hands)
        await hands.shows("line 0")
        await hands.press("j", "j", "k", "ctrl+d", "ctrl+u", "pagedown")
        await hands.press("G")
        await hands.until(lambda: "line 0\n" not in hands.frame(), "scrolled away")
        await hands.press("g", "g")
        await hands.shows("The thread")


async def test_what_the_case_view_reads_is_what_the_screen_shows(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        screen = await open_first(hands)
        view = case_view(hands.world.store, screen.case, "dana")
        assert screen.case_in_front() == view.case
        assert screen.matter() == view.mentions[0]
