"""History, follow-ups and a case in a storm: an act falls on what was chosen, and the desk stays quick."""

from datetime import date
from pathlib import Path

from textual.containers import VerticalScroll

from casebook.customer import Customer
from casebook.kinds import LinkState
from desk.followups import follow_up
from desk.opening import claim, open_case
from tests.at_the_desk import NARROW, WIDE, Hands, at_the_desk
from tests.desk_world import after, complaint, playbook
from tests.test_case_screen import knows, open_first
from tui.screens.follow_ups import FollowUpsScreen
from tui.screens.going import PlaceScreen
from tui.screens.history import HistoryScreen
from tui.screens.posted import PostedDialog
from tui.widgets.header_bar import HeaderBar


def states(hands: Hands) -> list[str]:
    return [each["state"] for each in hands.world.store.handles.all()]


async def test_a_repeated_enter_confirms_nobody_else(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path) as hands:
        for ref, name in (("C-1", "Jane Doe"), ("C-2", "Jane D.")):
            accounts = ("forum:jane_doe",)
            knows(hands, Customer(0, name, ref, since=date(2020, 1, 1), orders=3, accounts=accounts))
        hands.world.one(complaint())
        await hands.selects(1)
        await hands.press("u")
        await hands.on(HistoryScreen)
        await hands.shows("a guess: Jane D.")
        await hands.press("n", "enter")
        await hands.shows("confirmed: Jane")
        await hands.press("enter")
        await hands.pilot.pause()
        assert states(hands).count(LinkState.CONFIRMED) == 1


async def test_after_one_is_done_its_neighbour_is_selected_and_stays_in_view(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), size=NARROW) as hands:
        case = hands.elsewhere(open_case, playbook(), 1)
        for number in range(40):
            hands.elsewhere(follow_up, case, f"ripple {number}", after(10 + number))
        await hands.press("g", "f")
        await hands.on(FollowUpsScreen)
        await hands.shows("ripple 0")
        await hands.press(*["j"] * 30)
        await hands.until(lambda: "▸" in hands.frame(), "the selection in view")
        line = next(line for line in hands.frame().splitlines() if "▸" in line)
        assert "ripple 30" in line
        await hands.press("d")
        await hands.until(lambda: "▸" in hands.frame() and "ripple 30" not in hands.frame(), "done")
        line = next(line for line in hands.frame().splitlines() if "▸" in line)
        assert "ripple 31" in line


async def test_a_case_of_thousands_shows_its_first_and_last_voices(tmp_path: Path) -> None:
    root = "https://forum.example/t/1"
    voices = [
        complaint(f"v{number}", text=f"Voice {number}.", author_handle=f"u{number}", thread_root_url=root)
        for number in range(300)
    ]
    async with at_the_desk(tmp_path, complaint("1", url=root), *voices) as hands:
        await open_first(hands)
        await hands.shows("The thread")
        await hands.press("G")
        await hands.shows("Voice 299.")
        assert "Voice 150." not in hands.frame()


async def test_every_screen_keeps_the_header(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await open_first(hands)
        await hands.shows("amends · Corncrake")
        hands.world.one(complaint("2", author_handle="ben"))
        await hands.shows("1 undecided")
        assert hands.app.screen.query_one(HeaderBar)


async def test_no_form_is_filled_in_vain_on_somebody_elses_case(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        case = hands.elsewhere(open_case, playbook(), 1)
        hands.elsewhere(claim, playbook(), case)
        await hands.shows("#1 eli")
        await open_first(hands)
        await hands.press("x")
        await hands.shows("eli has it until")
        await hands.press("i")
        await hands.pilot.pause()
        assert not isinstance(hands.app.screen, PostedDialog)


async def test_who_writes_is_seen_to(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        await hands.press("r")
        await hands.until(lambda: hands.world.kept(1).owner == "dana", "claimed by writing")


async def test_ctrl_c_costs_nothing_and_says_how_to_leave(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.selects(1)
        await hands.press("ctrl+c")
        await hands.shows("q on the queue quits")
        assert not clips(tmp_path)


def clips(folder: Path) -> list[Path]:
    return list(folder.glob("clip*"))


async def test_another_size_shows_at_once_what_fits_it(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), size=NARROW) as hands:
        await hands.shows("0 overdue")
        assert "on call: dana" not in hands.frame()
        await hands.pilot.resize_terminal(*WIDE)
        await hands.shows("on call: dana")


def pointed(hands: Hands) -> str:
    return next((line.strip() for line in hands.frame().splitlines() if "▸" in line), "")


async def test_a_long_list_is_walked_by_half_pages_and_to_its_ends(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), size=NARROW) as hands:
        case = hands.elsewhere(open_case, playbook(), 1)
        for number in range(60):
            hands.elsewhere(follow_up, case, f"ripple {number} " + "and more " * 9, after(10 + number))
        await hands.press("g", "f")
        await hands.on(FollowUpsScreen)
        await hands.shows("ripple 0")
        for key, at in (
            ("ctrl+d", 5),
            ("pagedown", 10),
            ("ctrl+u", 5),
            ("G", 59),
            ("home", 0),
            ("down", 1),
            ("up", 0),
            ("end", 59),
        ):
            await hands.press(key)
            await hands.until(lambda at=at: f"ripple {at} " in pointed(hands), f"{key}: {at}")  # type: ignore[misc]
        await hands.press("g", "g")
        await hands.until(lambda: "ripple 0 " in pointed(hands), "the first")


async def test_what_goes_on_in_the_next_line_is_set_in(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), size=NARROW) as hands:
        case = hands.elsewhere(open_case, playbook(), 1)
        for number in range(30):
            hands.elsewhere(follow_up, case, f"ripple {number} " + "calls " * 30, after(10 + number))
        await hands.press("g", "f")
        await hands.on(FollowUpsScreen)
        await hands.shows("ripple 3 ")
        below = [line for line in hands.frame().splitlines() if "calls" in line and "ripple" not in line]
        assert below
        assert all(line.startswith("       calls") for line in below), hands.frame()


async def test_a_long_page_is_read_by_half_pages_and_to_its_ends(tmp_path: Path) -> None:
    many = [complaint(str(n), text=f"Word {n}.", created_at=after(-n)) for n in range(60)]
    async with at_the_desk(tmp_path, *many, size=(80, 12)) as hands:
        await hands.selects(hands.pane.selected or 0)
        await hands.press("u")
        await hands.until(lambda: isinstance(hands.app.screen, PlaceScreen), "the page")
        page = hands.app.screen.query_one("#page", VerticalScroll)
        await hands.until(lambda: page.max_scroll_y > 20, "a long page")
        half, end = page.size.height // 2, page.max_scroll_y
        for key, y in (
            ("ctrl+d", half),
            ("ctrl+u", 0),
            ("G", end),
            ("home", 0),
            ("end", end),
            ("pageup", end - half),
        ):
            await hands.press(key)
            await hands.until(lambda y=y: page.scroll_y == y, f"{key}: {y}")  # type: ignore[misc]
