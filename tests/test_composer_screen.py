"""The composer as a responder lives with it: nothing is lost, no hole goes out, nothing is sent."""

from pathlib import Path

import pytest
from textual.widgets import Input

from casebook.kinds import Blame
from casebook.store.store import Store
from desk.answering import draft_of, posted, record, save_draft
from desk.opening import open_case
from desk.views import case_view
from tests.at_the_desk import at_the_desk
from tests.composing import ANSWERS, FIRST, HOLES, NAMES, composing, fill, focus, on_disk, said, take
from tests.desk_world import complaint, playbook, thanks
from tui.screens import drafting
from tui.screens.case import CaseScreen
from tui.screens.composer import ComposerScreen
from tui.screens.picker import TemplatePicker
from tui.screens.queue import QueueScreen


async def test_the_first_line_says_as_whom_where_and_how_public(tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, _):
        await hands.shows("as dana for Corncrake · in public on the forum · to jane_doe")
        await hands.shows("nobody ever called me back")


async def test_t_opens_it_with_the_templates_in_front(tmp_path: Path) -> None:
    async with composing(tmp_path, key="t") as (hands, screen):
        await hands.on(TemplatePicker)
        await hands.press("escape")
        await hands.on(ComposerScreen)
        assert screen.writing.text == ""


async def test_the_fields_are_walked_with_tab_and_the_text_fills(tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, screen):
        await take(hands, screen)
        await hands.until(lambda: focus(hands) == f"field-{HOLES[0]}", "the first hole")
        await hands.press(*"late", "tab")
        await hands.until(lambda: focus(hands) == f"field-{HOLES[1]}")
        await hands.press("shift+tab")
        await hands.until(lambda: focus(hands) == f"field-{HOLES[0]}")
        await hands.press("enter")
        await hands.until(lambda: focus(hands) == f"field-{HOLES[1]}", "Enter goes on as Tab does")
        await hands.shows("jane_doe, late: that")
        await hands.shows(f"{len(HOLES) - 1} to fill")


async def test_what_is_known_is_offered_and_typing_replaces_it(tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, screen):
        await take(hands, screen)
        await hands.until(lambda: focus(hands) == f"field-{HOLES[0]}", "the first that is not known")
        assert screen.writing.values["me"] == "dana"
        assert screen.writing.missing == tuple(HOLES)
        await hands.press("shift+tab", *"Jane", "tab", "shift+tab", *" D.")
        await hands.until(lambda: screen.writing.values["name"] == "Jane D.", "her own words stay")


async def test_what_was_offered_and_taken_out_is_a_hole(tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, screen):
        await take(hands, screen)
        await hands.until(lambda: focus(hands) == f"field-{HOLES[0]}")
        await hands.press("shift+tab", "backspace")
        await hands.until(lambda: screen.writing.missing[0] == "name")
        await hands.press("escape")
        await hands.on(QueueScreen)
        await hands.press("r")
        again = await hands.on(ComposerScreen)
        await hands.until(lambda: focus(hands) == "field-name", "it is not filled behind her back")
        assert "⟨name⟩" in again.writing.text


async def test_the_templates_begin_with_the_next_step_whatever_else_fits(tmp_path: Path) -> None:
    greed = complaint(text="You are greedy thieves, you overcharged me on purpose.")
    async with composing(tmp_path, greed, key="t") as (hands, _):
        await hands.on(TemplatePicker)
        await hands.shows("▸ First word, before there is a solution")


async def test_praise_begins_with_thanks(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, thanks()) as hands:
        await hands.press("shift+tab")
        await hands.selects(1)
        await hands.press("t")
        await hands.on(TemplatePicker)
        await hands.shows("▸ Thank you for the praise")


async def test_once_asked_the_fitting_apology_comes_first(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        hands.elsewhere(open_case, playbook(), 1, by="dana")
        hands.elsewhere(posted, playbook(), 1, None, answer=False, by="dana")
        hands.elsewhere(record, 1, blame=Blame.GREED, wants="43 €", by="dana")
        await hands.press("t")
        await hands.on(TemplatePicker)
        await hands.shows("▸ Repayment, casual customer: we did it for the money")


@pytest.mark.parametrize("empty", ["", "   "])
async def test_a_hole_is_never_copied_and_the_cursor_goes_there(empty: str, tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, screen):
        await take(hands, screen)
        await fill(hands, screen, {name: text for name, text in ANSWERS.items() if name != NAMES[2]})
        screen.form.query_one(f"#field-{NAMES[2]}", Input).value = empty
        await hands.until(lambda: screen.writing.missing == (NAMES[2],))
        await hands.press("ctrl+o")
        await hands.until(lambda: focus(hands) == f"field-{NAMES[2]}")
        assert f"⟨{NAMES[2]}⟩ is still empty" in said(screen)
        assert not (tmp_path / "clip.txt").exists()


async def test_the_finished_text_is_copied_and_the_way_on_is_shown(tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, screen):
        await take(hands, screen)
        await fill(hands, screen, ANSWERS)
        await hands.press("ctrl+o")
        await hands.until(lambda: "Nothing is sent" in said(screen))
        assert (tmp_path / "clip.txt").read_text(encoding="utf-8") == screen.writing.text
        assert str(tmp_path / "clip.txt") in said(screen)
        assert "Esc, then i says it is up" in said(screen)
        assert case_view(hands.world.store, 1, "dana").case.acknowledged_at is None


async def test_what_is_copied_is_posted_next_until_the_words_are_others(tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, screen):
        await hands.press(*"So sorry", "ctrl+o")
        await hands.until(lambda: "Nothing is sent" in said(screen))
        await hands.press("escape")
        await hands.on(QueueScreen)
        await hands.shows("Next  your words are copied: post them, then i for")
        await hands.press("enter")
        await hands.shows("Your draft · copied 12:00 · i says it is up, r goes on with it")
        await hands.press("r")
        await hands.on(ComposerScreen)
        await hands.until(lambda: focus(hands) == "composer-text")
        await hands.press(*", Jane", "escape")
        await hands.on(CaseScreen)
        await hands.shows("finish your draft: r; copy it")


async def test_nothing_at_all_is_not_copied(tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, screen):
        await hands.press("ctrl+o")
        await hands.until(lambda: "nothing to copy" in said(screen))
        assert not (tmp_path / "clip.txt").exists()


async def test_esc_keeps_the_draft_and_the_composer_opens_where_it_was_left(tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, screen):
        await take(hands, screen)
        await fill(hands, screen, {NAMES[0]: "Jane", NAMES[1]: "charged twice"})
        text = screen.writing.text
        await hands.press("escape")
        await hands.on(QueueScreen)
        await hands.shows("draft kept")
        await hands.press("r")
        again = await hands.on(ComposerScreen)
        await hands.until(lambda: focus(hands) == f"field-{NAMES[2]}", "the first hole left")
        assert again is not screen
        assert again.writing.text == text
        assert again.writing.template == FIRST


async def test_a_draft_is_on_disk_at_a_pause_without_any_key(tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, _):
        await hands.press(*"We are")
        await hands.until(lambda: (kept := on_disk(hands)) is not None and kept.text == "We are")
        another = Store(tmp_path / "amends.db")
        found = draft_of(another, 1, "dana")
        another.close()
        assert found is not None
        assert found.text == "We are"


async def test_somebody_who_never_pauses_loses_little(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "PAUSE", 3600.0)
    monkeypatch.setattr(drafting, "WITHOUT_PAUSE", 5)
    async with composing(tmp_path) as (hands, _):
        await hands.press(*"We are s")
        await hands.until(lambda: (kept := on_disk(hands)) is not None and kept.text == "We ar")


async def test_esc_at_once_after_the_last_letter_keeps_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "PAUSE", 3600.0)
    async with composing(tmp_path) as (hands, _):
        await hands.press(*"sorry", "escape", "escape", "escape")
        await hands.on(QueueScreen)
        kept = on_disk(hands)
        assert kept is not None
        assert kept.text == "sorry"
        assert len(hands.app.screen_stack) == 1, "more than one Esc leaves one screen"


async def test_an_untouched_composer_leaves_no_draft(tmp_path: Path) -> None:
    async with composing(tmp_path) as (hands, _):
        await hands.press("escape")
        await hands.on(QueueScreen)
        assert on_disk(hands) is None
        assert "draft kept" not in hands.frame()


async def test_the_case_screen_tells_of_the_draft(tmp_path: Path) -> None:
    async with at_the_desk(tmp_path, complaint()) as hands:
        hands.elsewhere(open_case, playbook(), 1, by="dana")
        hands.elsewhere(save_draft, 1, "We are sorry", by="dana")
        await hands.press("enter")
        await hands.on(CaseScreen)
        await hands.shows("We are sorry")
