"""What the composer and the picker look like at the two sizes that matter."""

from pathlib import Path

import pytest

from tests.at_the_desk import NARROW, WIDE
from tests.composing import NAMES, composing, fill, focus, take
from tests.frames import expect_frame
from tui.screens.picker import TemplatePicker

SIZES = pytest.mark.parametrize(
    ("size", "name"), [(WIDE, "wide"), (NARROW, "narrow")], ids=["wide", "narrow"]
)


@SIZES
async def test_a_template_half_filled(tmp_path: Path, redraw: bool, size: tuple[int, int], name: str) -> None:
    async with composing(tmp_path, size=size) as (hands, screen):
        await take(hands, screen)
        await fill(hands, screen, {NAMES[0]: "Jane", NAMES[1]: "charged twice and left on hold"})
        await hands.press("ctrl+o")
        await hands.until(lambda: focus(hands) == f"field-{NAMES[2]}")
        await hands.shows("is still empty")
        expect_frame(f"composer-{name}", hands.frame(), redraw=redraw)


@SIZES
async def test_the_picker(tmp_path: Path, redraw: bool, size: tuple[int, int], name: str) -> None:
    async with composing(tmp_path, key="t", size=size) as (hands, _):
        await hands.on(TemplatePicker)
        await hands.press("down")
        await hands.shows("▸ Ask what would put it right")
        await hands.shows("Before you offer anything")
        await hands.shows("⏎ take it")
        expect_frame(f"picker-{name}", hands.frame(), redraw=redraw)
