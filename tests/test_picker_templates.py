"""Choosing a template: the most fitting first, found by any of its words, read in full before it is taken."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from casebook.kinds import Blame, CustomerKind
from playbooks.template import Template, Use, read_template
from tests.desk_world import playbook
from tests.one_dialog import Desktop
from tests.pilot import until
from tui.screens.picker import TemplatePicker
from tui.widgets.key_bar import KeyBar
from tui.widgets.preview import Preview

TEMPLATES = playbook().templates


def picker(
    customer: CustomerKind = CustomerKind.STEADY,
    blame: Blame = Blame.GREED,
    templates: Any = TEMPLATES,
    use: Use | None = None,
) -> Desktop:
    return Desktop(TemplatePicker(templates, customer, blame, use))


async def in_view(app: Desktop, pilot: Pilot[None]) -> None:
    await until(pilot, lambda: app.screen is app.dialog and shown(app) != "", "a template in view")


def shown(app: Desktop) -> str:
    return str(app.dialog.query_one(Preview).query_one(Static).visual)


def rows(app: Desktop) -> list[str]:
    return [str(option.prompt) for option in app.dialog.query_one(OptionList).options]


async def test_the_best_for_this_customer_and_this_blame_stands_first() -> None:
    app = picker(CustomerKind.STEADY, Blame.GREED)
    async with app.run_test(size=(120, 36)) as pilot:
        await in_view(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.answer, Template))
    assert (app.answer.customer, app.answer.blame) == (CustomerKind.STEADY, Blame.GREED)


async def test_the_words_of_the_step_stand_first_while_nobody_searches_for_others() -> None:
    app = picker(CustomerKind.STEADY, Blame.GREED, use=Use.ASK)
    async with app.run_test(size=(120, 36)) as pilot:
        await in_view(app, pilot)
        assert rows(app)[0].startswith("▸ Ask what would put it right")
        assert "steady customer · it was meant, for our own gain" in rows(app)[1]
        await pilot.press(*"thank")
        await until(pilot, lambda: rows(app)[0].startswith("▸ Thank you"))


async def test_each_says_for_whom_and_for_which_blame_it_is() -> None:
    app = picker()
    async with app.run_test(size=(120, 36)) as pilot:
        await in_view(app, pilot)
        assert len(rows(app)) == len(TEMPLATES)
        assert "steady customer · it was meant, for our own gain" in rows(app)[0]
        assert any("any customer · any blame" in row for row in rows(app))


async def test_typing_searches_live_in_the_whole_text() -> None:
    app = picker()
    async with app.run_test(size=(120, 36)) as pilot:
        await in_view(app, pilot)
        await pilot.press(*"thank")
        await until(pilot, lambda: len(rows(app)) < len(TEMPLATES))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.answer, Template))
    assert app.answer.use is Use.THANKS


async def test_the_whole_text_is_read_before_it_is_taken() -> None:
    app = picker()
    async with app.run_test(size=(120, 36)) as pilot:
        await in_view(app, pilot)
        before = shown(app)
        await pilot.press("down")
        await until(pilot, lambda: shown(app) != before)
        read = shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.answer, Template))
    assert app.answer.title in read
    assert f"⟨{app.answer.fields[0].name}⟩" in read


async def test_the_arrows_stop_at_both_ends() -> None:
    app = picker(templates=TEMPLATES[:2])
    async with app.run_test(size=(80, 24)) as pilot:
        await in_view(app, pilot)
        await pilot.press("up", "down", "down", "down", "enter")
        await until(pilot, lambda: isinstance(app.answer, Template))
    assert app.answer in TEMPLATES[:2]


async def test_nothing_found_takes_nothing() -> None:
    app = picker()
    async with app.run_test(size=(80, 24)) as pilot:
        await in_view(app, pilot)
        await pilot.press(*"qqq")
        await until(pilot, lambda: "No template" in shown(app))
        await pilot.press("enter", "down", "enter", "escape")
        await until(pilot, lambda: app.answer is None)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_it_shows_its_keys_at_any_size(size: tuple[int, int]) -> None:
    app = picker()
    async with app.run_test(size=size) as pilot:
        await in_view(app, pilot)
        bar = app.dialog.query_one(KeyBar)
        await until(pilot, lambda: "⏎ take it" in str(bar.visual))
        assert app.dialog.query_one(Input).has_focus
        assert app.dialog.query_one(Preview).size.height >= 6
        assert bar.region.bottom <= size[1]


HOSTILE = ["[/foo]", "[@click=app.quit]go[/]", "宽字符" * 60, "a\u0301" * 80, "x" * 20_000]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_a_template_with_strange_words_is_shown_as_it_is(text: str, tmp_path: Path) -> None:
    head = (
        f"title = '{text}'\nuse = 'apology'\nwhen = '{text}'\nsuits = ''\n[fields.name]\nask = ''\nhint = ''"
    )
    file = tmp_path / "strange.md"
    file.write_text(f"+++\n{head}\n+++\n{text} {{name}}", encoding="utf-8")
    app = picker(templates=(read_template(file),))
    async with app.run_test(size=(80, 24)) as pilot:
        await in_view(app, pilot)
        assert text in shown(app)
        await pilot.press(*"go", "escape")
        await until(pilot, lambda: app.answer is None)
