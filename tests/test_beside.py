"""Several responders at one store: who is here, at what, and whose claim runs out."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from casebook.presence import Presence
from casebook.store.store import Store
from casebook.store.transactions import SLOW
from desk import shelf
from desk.desk import Desk
from desk.opening import claim, open_case
from desk.presence import be_here, leave
from desk.settings import Responder
from tests.at_the_desk import NARROW, Hands, at_the_desk, frame, settings
from tests.desk_world import NOON, after, complaint, playbook
from tests.pilot import until
from tui import app
from tui.app import PATIENCE, AmendsApp
from tui.screens.case import CaseScreen
from tui.screens.composer import ComposerScreen
from tui.widgets.ask_line import AskLine

HOLDS = playbook().claim_minutes


def told(hands: Hands) -> list[tuple[str, int | None, bool]]:
    """Return what this dashboard told the others."""
    rows = shelf.records(Presence, hands.world.store.presence.select())
    return [(row.name, row.case, row.writing) for row in rows]


def claimed(hands: Hands, by: str = "dana") -> int:
    case = int(hands.elsewhere(open_case, playbook(), 1, by=by))
    hands.elsewhere(claim, playbook(), case, by=by)
    return case


def asks(hands: Hands) -> bool:
    return bool(hands.app.screen.query_one(AskLine).display)


async def test_who_comes_and_goes_is_shown_on_the_top_line(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        hands.elsewhere(be_here)
        await hands.shows("with eli")
        hands.elsewhere(be_here, by="kim")
        await hands.shows("with 2 others")
        hands.elsewhere(leave)
        await hands.shows("with kim")
        hands.elsewhere(leave, by="kim")
        await hands.until(lambda: "with kim" not in hands.frame(), "nobody else")


async def test_what_somebody_does_at_a_case_stands_on_its_row_and_on_the_strip(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), size=NARROW) as hands:
        case = hands.elsewhere(open_case, playbook(), 1)
        hands.elsewhere(be_here, case, writing=True)
        await hands.shows(f"#{case} eli writing")
        await hands.shows("eli is writing")
        hands.elsewhere(be_here, case)
        await hands.until(lambda: "eli looking" in hands.frame(), "only looking")
        await hands.press("enter")
        await hands.on(CaseScreen)
        await hands.shows("eli looks at this")


async def test_where_one_is_is_told_to_the_others(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        hands.app.rest = 0.0
        await hands.press("enter")
        await hands.on(CaseScreen)
        await hands.until(lambda: told(hands) == [("dana", 1, False)], "looking")
        await hands.press("r")
        await hands.on(ComposerScreen)
        await hands.until(lambda: told(hands) == [("dana", 1, True)], "writing")
        await hands.press("escape")
        await hands.until(lambda: told(hands) == [("dana", 1, False)], "looking again")
        await hands.press("escape")
        await hands.until(lambda: told(hands) == [("dana", None, False)], "at the queue")


async def test_one_is_asked_without_losing_the_keyboard_and_keeps_the_claim(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), complaint("2")) as hands:
        case = claimed(hands)
        await hands.shows(f"#{case} dana")
        assert not asks(hands)
        hands.clock[0] = after(HOLDS - 4)
        hands.app._minute_turned()
        await hands.shows(f"Still on #{case}? The claim ends in 4m: + keeps it, - lets it go")
        assert hands.app.focused is hands.pane
        await hands.press("j")
        await hands.selects(2)
        await hands.press("plus")
        await hands.until(lambda: not asks(hands), "nothing more is asked")
        found = shelf.case(hands.world.store, case)
        assert found.claimed_until == after(2 * HOLDS)


async def test_a_claim_is_let_go_and_taken_back(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        case = claimed(hands)
        await hands.shows(f"#{case} dana")
        await hands.press("minus")
        await hands.shows(f"#{case} unclaimed")
        await hands.press("z")
        await hands.shows(f"#{case} dana")


async def test_the_key_that_lets_go_means_the_case_in_front_and_the_line_says_so(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), complaint("2", author_handle="kim")) as hands:
        first = claimed(hands)
        second = int(hands.elsewhere(open_case, playbook(), 2, by="dana"))
        hands.clock[0] = after(HOLDS - 4)
        hands.elsewhere(claim, playbook(), second, by="dana")
        await hands.press("j")
        await hands.shows(f"Still on #{first}?")
        await hands.until(lambda: "lets it go" not in hands.frame(), "the other case is in front")
        await hands.press("minus")
        await hands.until(lambda: shelf.case(hands.world.store, second).owner is None, "let go")
        assert shelf.case(hands.world.store, first).owner == "dana"


async def test_a_claim_that_ran_out_says_so_on_the_row_and_others_may_take_it(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), complaint("2", author_handle="kim")) as hands:
        case = claimed(hands, by="eli")
        await hands.shows(f"#{case} eli ")
        hands.clock[0] = after(HOLDS + 1)
        hands.app._minute_turned()
        await hands.shows(f"#{case} eli: ran out")
        await hands.press("G", "n")
        await hands.shows("nothing further needs you here")
        await hands.press("N")
        await hands.selects(1)
        await hands.press("a")
        await hands.shows(f"#{case} dana")


async def test_a_claim_of_mine_that_ran_out_is_said_and_taken_again(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), size=NARROW) as hands:
        case = claimed(hands)
        hands.clock[0] = after(HOLDS + 1)
        hands.app._minute_turned()
        await hands.shows(f"Your claim on #{case} ran out at")
        await hands.press("plus")
        await hands.until(lambda: not asks(hands), "nothing more is asked")
        assert shelf.case(hands.world.store, case).claimed_until == after(2 * HOLDS + 1)


async def test_presence_that_changes_nothing_visible_repaints_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        hands.elsewhere(be_here)
        await hands.shows("with eli")
        header = hands.app.screen.query_one("#header")
        painted: list[str] = []
        refresh = header.refresh

        def counted(*regions: Any, **about: Any) -> Any:
            painted.append("again")
            return refresh(*regions, **about)

        monkeypatch.setattr(header, "refresh", counted)
        hands.elsewhere(be_here)
        hands.elsewhere(be_here, by="kim")
        await hands.shows("with 2 others")
        assert len(painted) == 1


def test_others_changes_are_looked_for_and_shown_well_within_a_second() -> None:
    assert SLOW + PATIENCE <= 0.6


async def test_the_minute_turns_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "MINUTE", 0.2)
    async with at_the_desk(tmp_path, complaint()) as hands:
        await hands.shows("12:00")
        hands.clock[0] += timedelta(minutes=3)
        await hands.shows("12:03")


async def test_two_dashboards_see_each_others_acts_before_the_minute_turns(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), complaint("2", author_handle="kim")) as hands:
        store = Store(hands.world.store.place)
        desk = Desk(settings(tmp_path, responder=Responder("eli")), playbook(), store, lambda: NOON)
        other = AmendsApp(desk)
        try:
            async with other.run_test(size=NARROW) as pilot:
                await hands.shows("with eli")
                await pilot.press("a")
                await until(pilot, lambda: "#1 eli" in frame(other), "one's own act")
                await hands.shows("#1 eli")
                await hands.press("j", "a")
                await hands.shows("#2 dana")
                await until(pilot, lambda: "#2 dana" in frame(other), "the other's act")
            await hands.until(lambda: "with eli" not in hands.frame(), "eli has left")
        finally:
            desk.close()
            store.close()


async def test_who_writes_is_told_that_another_has_the_case_or_writes_too(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        case = claimed(hands, by="eli")
        await hands.shows(f"#{case} eli")
        await hands.press("r")
        await hands.on(ComposerScreen)
        await hands.shows("eli has this case until 12:15: do not answer twice")
        hands.elsewhere(be_here, case, writing=True)
        await hands.shows("eli is writing · eli has this case")
        hands.clock[0] = after(HOLDS + 1)
        hands.elsewhere(leave)
        await hands.until(lambda: not asks(hands), "nobody is in the way")


async def test_who_writes_long_is_told_that_the_claim_ends(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint(), size=NARROW) as hands:
        claimed(hands)
        hands.clock[0] = after(HOLDS - 3)
        await hands.press("r")
        await hands.on(ComposerScreen)
        await hands.shows("Your claim ends in 3m: Esc, then + keeps it")
