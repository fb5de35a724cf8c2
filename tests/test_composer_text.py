"""The text in the composer: by form or by hand, and whatever strangers put into it."""

from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Static

from sources.text import clean
from tests.at_the_desk import NARROW, WIDE
from tests.composing import ANSWERS, HOLES, NAMES, composing, fill, focus, on_disk, said, take
from tests.desk_world import after, complaint, playbook
from tui.screens.composer import ComposerScreen
from tui.screens.picker import TemplatePicker


async def test_the_text_can_be_taken_into_ones_own_hands_and_put_back(tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, screen):
        await take(hands, screen)
        await fill(hands, screen, ANSWERS)
        text = screen.writing.text
        await hands.press("ctrl+g")
        await hands.until(lambda: focus(hands) == "composer-text")
        assert screen.area.text == text
        assert "The text is yours now" in said(screen)
        await hands.press("ctrl+g")
        await hands.until(lambda: focus(hands) == f"field-{NAMES[-1]}")
        assert said(screen) == ""
        await hands.press("ctrl+g")
        await hands.until(lambda: focus(hands) == "composer-text")
        await hands.press("!", "ctrl+g")
        await hands.until(lambda: "the form would lose that" in said(screen))
        assert screen.writing.text == f"{text}!"


async def test_a_hole_in_a_text_by_hand_is_selected_so_that_typing_fills_it(tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, screen):
        await take(hands, screen)
        await fill(hands, screen, {name: text for name, text in ANSWERS.items() if name != NAMES[1]})
        await hands.press("ctrl+g")
        await hands.until(lambda: focus(hands) == "composer-text")
        await hands.press("ctrl+o")
        await hands.until(lambda: screen.area.selected_text == f"⟨{NAMES[1]}⟩")
        await hands.press(*"late")
        await hands.until(lambda: screen.writing.missing == ())
        await hands.press("ctrl+o")
        await hands.until(lambda: "Nothing is sent" in said(screen))
        assert "late" in (tmp_path / "clip.txt").read_text(encoding="utf-8")


async def test_tab_walks_the_holes_of_a_text_by_hand(tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, screen):
        await take(hands, screen)
        await hands.press("ctrl+g")
        await hands.until(lambda: focus(hands) == "composer-text")
        for name in (*HOLES, HOLES[0]):
            await hands.press("tab")
            await hands.until(lambda name=name: screen.area.selected_text == f"⟨{name}⟩")  # type: ignore[misc]
        for word in ("late", "why", "noon"):
            await hands.press(*word, "tab")
        await hands.until(lambda: screen.writing.missing == ())
        await hands.until(lambda: focus(hands) != "composer-text", "no hole left: Tab goes on")


async def test_a_template_never_replaces_words_that_stand_there(tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, screen):
        await hands.press(*"Jane,", "ctrl+t")
        await hands.on(TemplatePicker)
        await hands.press("enter")
        await hands.on(ComposerScreen)
        await hands.until(lambda: len(screen.writing.text) > 20)
        assert screen.writing.text.startswith("Jane,\n\n")
        assert screen.writing.missing


async def test_another_template_keeps_the_answers_that_fit(tmp_path: Path) -> None:
    other = next(each for each in playbook().templates[1:] if each.fields[0].name == NAMES[0])
    async with composing(tmp_path) as (hands, screen):
        await take(hands, screen)
        await fill(hands, screen, {NAMES[0]: "Jane"})
        await take(hands, screen, other)
        assert screen.writing.values[NAMES[0]] == "Jane"
        assert "Jane" in screen.writing.text


async def test_a_change_of_the_customers_words_is_seen_while_writing(tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, screen):
        hands.world.take(complaint(text="It is solved, thank you.", edited_at=after(1)), now=after(1))
        await hands.until(lambda: "changed since you began" in said(screen))
        await hands.shows("It is solved, thank you.")


HOSTILE = [
    "[/foo] hi [red]x[/red]",
    "[@click=app.quit]press me[/]",
    "\x1b[2J\x1b[31mred\x9b0m\x07",
    "\x1b]8;;https://evil.example\x07link\x1b]8;;\x07 \x1b]52;c;cm0gLXJmIC8=\x07",
    "\u202etxt.exe\u2066 \u200b\u200d",
    "宽字符 👩‍👩‍👧‍👦 " * 20,
    "Z" + "\u0301" * 400,
    "x" * 100_000,
    "word " * 20_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_strangers_words_stay_words(text: str, tmp_path: Path) -> None:
    size = WIDE if HOSTILE.index(text) % 2 else NARROW
    mention = complaint(text=clean(text), author_handle=clean(text)[:200] or None, title=clean(text)[:99])
    async with composing(tmp_path, mention, size=size) as (hands, screen):
        await take(hands, screen)
        await hands.until(lambda: (focus(hands) or "").startswith("field-"))
        hands.app.post_message(Paste(text[:5000]))
        await hands.press("x", "ctrl+o", "ctrl+g")
        await hands.until(lambda: focus(hands) == "composer-text")
        hands.app.post_message(Paste(text[:5000]))
        await hands.press("x", "escape")
        await hands.until(lambda: not hands.app.screen_stack[-1].query("#composer-text"), "back on the queue")
        assert harmless(hands.frame())
        kept = on_disk(hands)
        assert kept is not None
        assert harmless(kept.text.replace("\n", ""))
        assert screen.writing.text == kept.text


def harmless(text: str) -> bool:
    return not any(sign in "\x1b\x07\x9b\u202e\u2066\u200b" for sign in text)


async def test_the_frame_holds_no_stray_sign_while_composing(tmp_path: Path) -> None:
    async with composing(tmp_path, complaint(text=clean("".join(HOSTILE[:5])))) as (hands, screen):
        await hands.shows("press me")
        assert harmless(hands.frame())
        assert "[@click=app.quit]press me[/]" in str(screen.query_one("#composer-said", Static).visual)
