"""The looks: every text is told from what lies below it, in each look, in 16 colours and without any."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widget import Widget

from casebook.mention import Mention
from desk.settings import Look, Theme
from tests.at_the_desk import Hands, at_the_desk
from tests.desk_world import after, complaint, thanks
from tui.screens.case import CaseScreen
from tui.screens.composer import ComposerScreen
from tui.screens.follow_up import FollowUpDialog
from tui.screens.help import HelpDialog
from tui.screens.picker import TemplatePicker
from tui.screens.resolve import ResolveDialog
from tui.screens.snooze import SnoozeDialog
from tui.screens.sources import SourcesScreen
from tui.screens.why import WhyDialog
from tui.themes import ANSI, DARK, LIGHT, LOOKS, Paint, chosen

ENOUGH = 4.5
"""The contrast that text must have (WCAG 2.2, 1.4.3)."""
SEEN = 3.0
"""The contrast of a line that only parts or frames (1.4.11)."""

BACKS = ("background", "surface", "panel", "field_back", "field_here")
TONES = ("foreground", "faint", "key", "late", "first", "good", "notice")
DRAWN = {chr(code) for code in range(0x2500, 0x25A0)}
"""Signs that frame or part, and are not read."""

SOLID = pytest.mark.parametrize("paint", [DARK, LIGHT], ids=["dark", "light"])
SOLID_LOOKS = pytest.mark.parametrize("theme", [Theme.DARK, Theme.LIGHT])


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two solid colours, from 1 to 21, by the formula of WCAG 2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(color: Color) -> float:
    red, green, blue = (linear(part / 255) for part in color.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def between(paint: Paint, one: str, other: str) -> float:
    """Return the contrast of two colours of a look by their jobs."""
    colors = asdict(paint)
    return contrast(Color.parse(colors[one]), Color.parse(colors[other]))


def in_sixteen(color: str) -> int | None:
    """Return the number of the terminal's colour that stands for this one where there are sixteen."""
    return RichColor.parse(color).downgrade(ColorSystem.STANDARD).number


def test_black_on_white_has_the_contrast_the_formula_gives() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#767676"), Color.parse("#ffffff")) == pytest.approx(4.54, abs=0.01)


@SOLID
def test_every_tone_can_be_read_wherever_it_may_stand(paint: Paint) -> None:
    weak = [(tone, back) for tone in TONES for back in BACKS if between(paint, tone, back) < ENOUGH]
    assert not weak
    assert between(paint, "cursor_text", "cursor_back") >= ENOUGH
    assert between(paint, "rule", "background") >= SEEN
    assert between(paint, "rule", "surface") >= SEEN


@SOLID
def test_the_key_letters_never_have_the_colour_of_what_is_late(paint: Paint) -> None:
    assert in_sixteen(paint.key) != in_sixteen(paint.late)
    assert ANSI.key != ANSI.late


@SOLID
def test_sixteen_colours_part_what_seventeen_million_do(paint: Paint) -> None:
    tones = {name: in_sixteen(asdict(paint)[name]) for name in ("foreground", "key", "late", "first")}
    assert len(set(tones.values())) == len(tones)
    assert in_sixteen(paint.background) not in tones.values()
    assert in_sixteen(paint.cursor_back) != in_sixteen(paint.background)
    assert in_sixteen(paint.cursor_back) != in_sixteen(paint.cursor_text)


def test_yellow_stands_on_dark_only() -> None:
    yellow = {3, 11}
    assert not yellow & {in_sixteen(asdict(LIGHT)[tone]) for tone in TONES}
    assert not any("yellow" in color for color in asdict(ANSI).values())


def test_the_terminals_own_look_names_no_colour_that_is_mixed() -> None:
    colors = {value for name, value in asdict(ANSI).items() if not name.endswith("style")}
    assert all(color.startswith("ansi_") for color in colors)
    assert LOOKS[Theme.ANSI].ansi


def test_without_colour_the_terminals_own_look_is_worn() -> None:
    assert chosen(Theme.LIGHT, no_color=True) is Theme.ANSI
    assert chosen(Theme.LIGHT, no_color=False) is Theme.LIGHT


def evening() -> tuple[Mention, ...]:
    """One that is late and first, one selected above it, one in praise."""
    return (
        complaint("1", title="Charged twice", created_at=after(-4000), author_reach=42_000),
        complaint(
            "2", text="Still no answer. This is a scam, I will call my lawyer.", created_at=after(-3000)
        ),
        complaint("3", text="App will not open.", rating=1),
        thanks(),
    )


@asynccontextmanager
async def wearing(folder: Path, theme: Theme) -> AsyncIterator[Hands]:
    async with at_the_desk(folder, *evening(), look=Look(theme)) as hands:
        await hands.press("j", "k")
        await hands.shows("Why first")
        yield hands


def painted(screen: Screen[object], below: Widget | None = None) -> Iterable[Segment]:
    """Yield what was painted last, as the terminal gets it; of a dialog only what it covers."""
    region = (below or screen).region
    for line in screen._compositor.render_strips()[region.y : region.bottom]:
        yield from line.crop(region.x, region.right)


def weak(segments: Iterable[Segment]) -> list[str]:
    """Return the texts that cannot be read well."""
    return [f"{ratio(each):.2f} {each.text!r} {each.style}" for each in segments if not readable(each)]


def readable(segment: Segment) -> bool:
    text = set(segment.text) - DRAWN - {" "}
    return not text or ratio(segment) >= ENOUGH


def ratio(segment: Segment) -> float:
    style = segment.style or Style()
    return contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))


def in_front(hands: Hands) -> list[str]:
    """Return what cannot be read well on the screen in front."""
    screen = hands.app.screen
    boxes = screen.query("#dialog, #--container")
    return weak(painted(screen, boxes.first() if boxes else None))


@SOLID_LOOKS
async def test_all_that_is_painted_on_the_way_to_an_answer_can_be_read(tmp_path: Path, theme: Theme) -> None:
    async with wearing(tmp_path, theme) as hands:
        assert not in_front(hands)
        await hands.press("a", "enter")
        await hands.on(CaseScreen)
        await hands.shows("Timeline")
        assert not in_front(hands)
        await hands.press("t")
        await hands.on(TemplatePicker)
        await hands.shows("fits")
        assert not in_front(hands)
        await hands.press("enter")
        await hands.on(ComposerScreen)
        await hands.shows("by hand")
        assert not in_front(hands)
        await hands.press("ctrl+g")
        await hands.pilot.pause()
        assert not in_front(hands)


DIALOGS = (
    ("w", WhyDialog),
    ("question_mark", HelpDialog),
    ("f", FollowUpDialog),
    ("x", ResolveDialog),
    ("ctrl+p", CommandPalette),
)


@SOLID_LOOKS
async def test_all_that_a_dialog_asks_can_be_read(tmp_path: Path, theme: Theme) -> None:
    async with wearing(tmp_path, theme) as hands:
        await hands.press("a")
        await hands.shows("dana until")
        for key, dialog in DIALOGS:
            await hands.press(key)
            await hands.on(dialog)
            await hands.pilot.pause()
            assert not in_front(hands), dialog.__name__
            await hands.press("escape")
            await hands.shows("Why first")
        await hands.press("g", "s")
        await hands.on(SourcesScreen)
        assert not in_front(hands)


@pytest.mark.parametrize("theme", Theme)
async def test_what_lies_below_a_dialog_can_still_be_seen(tmp_path: Path, theme: Theme) -> None:
    async with wearing(tmp_path, theme) as hands:
        await hands.press("s")
        await hands.on(SnoozeDialog)
        await hands.shows("Charged twice")
        await hands.shows("No case yet")


def cell(hands: Hands, row: int, text: str) -> Style:
    """Return how a text of a row of the queue is painted."""
    pane = hands.pane
    line = hands.app.screen._compositor.render_strips()[pane.region.y + 1 + row]
    segments = line.crop(pane.region.x, pane.region.right)
    return next(each.style or Style() for each in segments if text in each.text)


@SOLID_LOOKS
async def test_the_selected_row_has_one_colour_and_stays_bold(tmp_path: Path, theme: Theme) -> None:
    async with wearing(tmp_path, theme) as hands:
        styles = {str(cell(hands, 0, text)) for text in ("−", "Charged")}
        assert len(styles) == 1
        assert "bold" in styles.pop()
        late, plain = cell(hands, 1, "−"), cell(hands, 1, "Still")
        assert late.bold
        assert late.color != plain.color


async def test_without_colour_late_stands_out_by_weight_and_the_rest_by_signs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with wearing(tmp_path, Theme.LIGHT) as hands:
        everything = [each.style for each in painted(hands.app.screen) if each.style]
        assert all(style.color is None or style.color.is_default for style in everything)
        assert all(style.bgcolor is None or style.bgcolor.is_default for style in everything)
        selected, late, where = cell(hands, 0, "−"), cell(hands, 1, "−"), cell(hands, 1, "the forum")
        assert (selected.reverse, selected.bold) == (True, None)
        assert (late.reverse, late.bold, late.dim) == (None, True, None)
        assert where.dim


async def test_without_colour_the_cursor_of_a_list_is_underlined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with wearing(tmp_path, Theme.DARK) as hands:
        await hands.press("ctrl+p")
        await hands.on(CommandPalette)
        await hands.shows("queue.down")
        await hands.press("down")
        await hands.until(lambda: bool(underlined(hands)), "a cursor")
        first = underlined(hands)
        await hands.press("down")
        await hands.until(lambda: underlined(hands) not in ([], first), "the cursor on another")
        assert len(first) == len(underlined(hands)) == 1


def underlined(hands: Hands) -> list[str]:
    """Return the texts of the screen in front that are bold and underlined."""
    segments = painted(hands.app.screen)
    return [text for text, style, _ in segments if text.strip() and style and style.bold and style.underline]
