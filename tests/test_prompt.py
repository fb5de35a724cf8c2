"""`:` does by its name what has a key, and takes words; what it cannot mean it says, and nothing is done."""

from pathlib import Path

import pytest
from textual.events import Key
from textual.keys import key_to_character

from desk.settings import Theme
from tests.at_the_desk import NARROW, WIDE, Hands, at_the_desk
from tests.prompting import field, keys_of, lists, say, some, typed
from tui.screens.case import CaseScreen
from tui.screens.command import CommandScreen
from tui.screens.composer import ComposerScreen
from tui.screens.follow_ups import FollowUpsScreen
from tui.screens.help import HelpDialog
from tui.screens.history import HistoryScreen
from tui.screens.picker import TemplatePicker
from tui.screens.queue import QueueScreen
from tui.screens.sources import SourcesScreen

WRONG = {
    "clam": '":clam" is no command here; did you mean :claim?',
    "xyzzyx": '":xyzzyx" is no command here; an empty line shows what is',
    "claim now": ":claim stands alone, without further words",
    "filter wher:x": 'did you mean "where"?',
    "tab nowhere": 'no tab "nowhere"',
    "keep mine": "there is no filter to keep",
    "case forty": "say its number: case 41",
    "go nowhere": 'no place "nowhere"',
    "theme pink": 'no theme "pink"',
    "quit now": ":quit stands alone, without further words",
}
"""What is typed, and what is said to it."""


async def wears(hands: Hands, theme: Theme) -> None:
    await hands.until(lambda: hands.app.theme == f"amends-{theme}", theme)


async def with_case(hands: Hands) -> int:
    await hands.selects(1)
    await hands.press("a")
    await hands.until(lambda: hands.world.kept(1).case is not None, "a case")
    return hands.world.kept(1).case or 0


async def test_an_act_is_done_by_the_name_of_its_key(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.selects(1)
        await say(hands, "claim")
        await hands.until(lambda: hands.world.kept(1).owner == "dana", "claimed")
        assert isinstance(hands.app.screen, QueueScreen)
        await say(hands, "undo")
        await hands.until(lambda: hands.world.kept(1).owner is None, "taken back")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("template", TemplatePicker),
        ("case.reply", ComposerScreen),
        ("help", HelpDialog),
        ("history", HistoryScreen),
        (":open", CaseScreen),
    ],
)
async def test_a_key_s_act_opens_what_the_key_opens(tmp_path: Path, said: str, kind: type) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.selects(1)
        await say(hands, said)
        await hands.on(kind)


async def test_filter_narrows_and_keep_makes_it_a_tab(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await say(hands, "filter refund")
        await lists(hands, 1, 3)
        await hands.shows("filter: refund · 2 of 3 · Esc clears it")
        await say(hands, "keep money back")
        await hands.shows("[money back 2]")
        await lists(hands, 1, 3)
        assert "filter:" not in hands.frame()
        await say(hands, "tab all")
        await lists(hands, 1, 2, 3)
        await say(hands, "tab mon")
        await hands.shows("[money back 2]")
        await lists(hands, 1, 3)


async def test_filter_without_words_is_the_line_to_type_one(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await say(hands, "filter")
        await typed(hands, "parcel")
        await lists(hands, 2)


async def test_from_a_case_the_queue_is_narrowed_and_stands_in_front(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.selects(1)
        await hands.press("enter")
        await hands.on(CaseScreen)
        await say(hands, "filter parcel")
        await hands.on(QueueScreen)
        await lists(hands, 2)


async def test_a_case_is_opened_by_its_number(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        number = await with_case(hands)
        await say(hands, f"case #{number}")
        assert (await hands.on(CaseScreen)).case == number
        await hands.press("escape")
        await say(hands, "case 99")
        await hands.shows("there is no case #99")
        await hands.on(QueueScreen)


async def test_go_leads_to_places_from_anywhere(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await say(hands, "go sources")
        await hands.on(SourcesScreen)
        await say(hands, "go follow_ups")
        await hands.on(FollowUpsScreen)
        assert len(hands.app.screen_stack) == 2
        await say(hands, "go queue")
        await hands.on(QueueScreen)


async def test_a_theme_is_worn_for_the_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    async with at_the_desk(tmp_path, *some()) as hands:
        for each in (Theme.LIGHT, Theme.ANSI, Theme.DARK):
            await say(hands, f"theme {each}")
            await wears(hands, each)
            assert hands.app.native_ansi_color is (each is Theme.ANSI)


async def test_a_note_is_kept_with_its_words(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        number = await with_case(hands)
        await say(hands, "note call them at two")
        await hands.shows("noted")
        await say(hands, f"case {number}")
        await hands.shows("noted: call them at two")


async def test_a_line_in_one_piece_reaches_nothing_but_the_line(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.selects(1)
        for key in ("colon", *keys_of("theme light"), "enter"):
            hands.app.post_message(Key(key, key_to_character(key)))
        await wears(hands, Theme.LIGHT)
        assert isinstance(hands.app.screen, QueueScreen)


async def test_q_leaves(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.selects(1)
        await hands.press("enter")
        await hands.on(CaseScreen)
        await say(hands, "q")
        await hands.until(lambda: not hands.app.is_running or hands.app._exit, "left")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_what_cannot_be_meant_is_said_and_the_line_stays(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_the_desk(tmp_path, *some(), size=size) as hands:
        await hands.selects(1)
        before = [*hands.world.store.mentions.all(), *hands.world.store.cases.all()]
        await hands.press("colon")
        await hands.on(CommandScreen)
        for said, why in WRONG.items():
            field(hands).value = said
            await hands.press("enter")
            await hands.shows(why)
            assert field(hands).value == said
        await hands.press("escape")
        await hands.on(QueueScreen)
        assert [*hands.world.store.mentions.all(), *hands.world.store.cases.all()] == before


async def test_a_name_that_is_a_tab_is_not_kept_again(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await say(hands, "filter refund")
        await lists(hands, 1, 3)
        await say(hands, "keep mine")
        await hands.shows('"mine" is a tab already')
        await hands.press(*["backspace"] * 5)
        await hands.press("enter")
        await hands.shows("a view is named in 1 to 20 plain characters")


async def test_a_note_has_words_and_a_matter(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await say(hands, "go sources")
        await hands.on(SourcesScreen)
        await say(hands, "note late")
        await hands.shows("no matter is in front here")
