"""The `:` line as it is typed into: completion, earlier lines, pastes, and words of strangers."""

from pathlib import Path

import pytest
from textual.events import Paste

from tests.at_the_desk import NARROW, WIDE, Hands, at_the_desk
from tests.prompting import field, lists, say, some, typed
from tui.screens.command import CommandScreen
from tui.screens.composer import ComposerScreen
from tui.screens.help import HelpDialog
from tui.screens.queue import QueueScreen

HOSTILE = ("[/red][$x]{queue.quit}", "漢字" * 60, "e\u0301" * 90, "\\[{x} %s")


async def holds(hands: Hands, said: str) -> None:
    await hands.until(lambda: field(hands).value == said, said)


async def test_tab_completes_names_then_words(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some(), views={"late refunds": "refund"}) as hands:
        await hands.press("colon")
        await hands.on(CommandScreen)
        for begun, whole in (
            ("fil", "filter "),
            ("filter refund is:unc", "filter refund is:unclaimed "),
            ("filter pri", "filter priority:"),
            ("tab late", "tab late refunds "),
            ("go fol", "go follow-ups "),
            ("theme l", "theme light "),
            ("cla", "claim "),
            ("xyz", "xyz"),
        ):
            await typed(hands, begun)
            await hands.press("tab")
            await holds(hands, whole)
            await hands.press(*["backspace"] * 40)


async def test_what_the_line_may_become_stands_above_it(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.press("colon")
        await hands.shows(
            "filter  tab  keep  case  go  note  snooze  mute  overrule  reach  clock  rung  promise  theme"
        )
        await typed(hands, "res")
        await hands.shows("resolve")
        await typed(hands, "olve")
        await hands.shows("close it, let it go with a reason, or let an echo rest (x)")
        await hands.press(*["backspace"] * 7)
        await typed(hands, "theme ")
        await hands.shows("dark  light  ansi")


async def test_the_arrows_bring_back_what_was_said(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await say(hands, "filter refund")
        await lists(hands, 1, 3)
        await say(hands, "tab mine")
        await hands.shows("[mine")
        await hands.press("colon")
        await hands.on(CommandScreen)
        await typed(hands, "un")
        for key, stands in (
            ("up", "tab mine"),
            ("up", "filter refund"),
            ("up", "filter refund"),
            ("down", "tab mine"),
            ("down", "un"),
            ("down", "un"),
        ):
            await hands.press(key)
            assert field(hands).value == stands


async def test_a_paste_of_several_lines_runs_nothing(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.selects(1)
        await hands.press("colon")
        await hands.on(CommandScreen)
        field(hands).post_message(Paste("claim\nresolve\r\nquit\n\x1b[31m[bold]\u202e"))
        await hands.until(lambda: bool(field(hands).value), "pasted")
        assert field(hands).value == "claim resolve quit [bold]"
        await hands.shows(":claim resolve quit [bold]")
        await hands.press("enter")
        await hands.shows(":claim stands alone")
        assert hands.world.kept(1).owner is None


async def test_hostile_words_are_only_words(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some(), size=NARROW) as hands:
        for before in ("", "filter ", "tab ", "theme ", "case ", "go ", "keep "):
            for said in HOSTILE:
                await hands.press("colon")
                await hands.on(CommandScreen)
                field(hands).value = before + said
                await hands.press("tab", "enter")
                await hands.pilot.pause()
                if isinstance(hands.app.screen, CommandScreen):
                    await hands.press("escape")
                await hands.on(QueueScreen)


async def test_it_is_typed_where_a_text_is(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.press("slash")
        await typed(hands, "is:mine")
        await hands.shows("/ is:mine")
        await hands.press("escape")
        await hands.selects(1)
        await hands.press("r")
        await hands.on(ComposerScreen)
        await hands.press("tab", "tab", "colon", "tab", "colon")
        await hands.pilot.pause()
        assert isinstance(hands.app.screen, ComposerScreen)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_help_ends_with_the_language_of_the_filter(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_the_desk(tmp_path, *some(), size=size) as hands:
        await say(hands, "help")
        await hands.on(HelpDialog)
        await hands.press("G")
        await hands.shows("url:example.org")
        await hands.shows("words of the address")


async def test_the_palette_says_that_nothing_matches(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, *some()) as hands:
        await hands.press("ctrl+p")
        await typed(hands, "zebra")
        await hands.shows("No matches found")
